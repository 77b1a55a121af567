// Catalogs as an operator publishes them: packed by tar, sent with fetch, and with @grpc/grpc-js.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import * as grpcJs from '@grpc/grpc-js';
import { loadSync } from '@grpc/proto-loader';
import { call, fresh, grpc, http, key, protos } from './server.mjs';

const folder = mkdtempSync(join(tmpdir(), 'catalog-'));
const api = grpcJs.loadPackageDefinition(
  loadSync('personalization/v1/catalog.proto', { includeDirs: [protos], longs: Number, enums: String, defaults: true }));
const client = new api.personalization.v1.Catalog(grpc, grpcJs.credentials.createInsecure());
after(() => {
  client.close();
  rmSync(folder, { recursive: true });
});

/** The sample's catalog with one surface more, so that the other tests go on as before. */
function pack(extra) {
  cpSync(join(protos, '../../../samples/saas/catalog'), join(folder, 'catalog'), { recursive: true });
  writeFileSync(join(folder, 'catalog', 'extra.yaml'), extra);
  return execFileSync('tar', ['-czf', '-', '-C', folder, 'catalog']);
}

const banner = (title) => `surfaces: { clients.banner: { channel: in_app, max: 1 } }
actions:
  clients.hello:
    kind: card
    surfaces: [clients.banner]
    audience: "true"
    priority: 1
    content: { en: { title: ${title} } }
    why: { en: Because this test says so. }
    owner: tests
    reviewBy: 2099-12-31
`;

async function send(method, path, archive) {
  const response = await fetch(`http://${http}${path}`, { method, headers: { authorization: `Bearer ${key}` }, body: archive });
  return { status: response.status, body: await response.json() };
}

const unary = (method, request) => {
  const metadata = new grpcJs.Metadata();
  metadata.set('authorization', `Bearer ${key}`);
  return new Promise((resolve, reject) => client[method](request, metadata, (error, response) => (error ? reject(error) : resolve(response))));
};

const explain = async () => (await call('POST', '/v1/explain', { userId: fresh('user'), surface: 'clients.banner' })).body;

test('a catalog that is put decides at once, and one that is activated over gRPC after it', async () => {
  const put = await send('PUT', '/v1/catalog', pack(banner('first')));
  assert.equal(put.status, 200, JSON.stringify(put.body));
  let explained = await explain();
  assert.deepEqual([explained.catalog, explained.actions[0].content.title], [put.body.hash, 'first']);

  const published = await unary('Publish', { archive: pack(banner('second')) });
  assert.deepEqual(published.problems, []);
  assert.equal((await explain()).catalog, put.body.hash);
  await unary('Activate', { hash: published.catalog.hash });
  explained = await explain();
  assert.deepEqual([explained.catalog, explained.actions[0].content.title], [published.catalog.hash, 'second']);

  const back = await send('POST', `/v1/catalog/activate/${put.body.hash}`);
  assert.equal(back.status, 200);
  assert.equal((await explain()).actions[0].content.title, 'first');
  const { versions } = await unary('Versions', {});
  assert.deepEqual(versions.filter((version) => version.active).map((version) => version.hash), [put.body.hash]);
});

test('a broken catalog is answered with the place of every problem', async () => {
  const archive = pack('actions:\n  clients.bad: { kind: card, surfaces: [nowhere] }\n');
  const put = await send('PUT', '/v1/catalog', archive);
  assert.deepEqual([put.status, put.body.code], [422, 'invalid_catalog']);
  assert.ok(put.body.problems.length > 0);
  assert.ok(put.body.problems.every((problem) => /^catalog\/extra\.yaml:\d+:\d+$/.test(problem.path)), JSON.stringify(put.body.problems));
  const { problems } = await unary('Validate', { archive });
  assert.deepEqual(problems.map((problem) => problem.code), put.body.problems.map((problem) => problem.code));
});
