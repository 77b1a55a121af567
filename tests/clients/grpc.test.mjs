// @grpc/grpc-js over the published .proto files.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import * as grpcJs from '@grpc/grpc-js';
import { loadSync } from '@grpc/proto-loader';
import { fresh, grpc, key, protos } from './server.mjs';

const definition = loadSync(
  ['personalization/v1/events.proto', 'personalization/v1/decisions.proto', 'personalization/v1/profiles.proto', 'grpc/health/v1/health.proto'],
  { includeDirs: [protos], longs: Number, enums: String, defaults: true, oneofs: true });
const api = grpcJs.loadPackageDefinition(definition);
const { Events, Decisions, Profiles } = api.personalization.v1;
const insecure = grpcJs.credentials.createInsecure();
const clients = [Events, Decisions, Profiles].map((Client) => new Client(grpc, insecure));
const [events, decisions, profiles] = clients;
const health = new api.grpc.health.v1.Health(grpc, insecure);
after(() => [...clients, health].forEach((client) => client.close()));

const withKey = (value = key) => {
  const metadata = new grpcJs.Metadata();
  metadata.set('authorization', `Bearer ${value}`);
  return metadata;
};

const unary = (client, method, request, { metadata = withKey(), ...options } = {}) =>
  new Promise((resolve, reject) =>
    client[method](request, metadata, options, (error, response) => (error ? reject(error) : resolve(response))));

const failure = (userId) => ({
  messageId: fresh('event'),
  type: 'EVENT_TYPE_TRACK',
  userId,
  event: 'import_failed',
  properties: { fields: { code: { stringValue: 'csv_encoding' }, feature: { stringValue: 'csv' } } },
});

const code = async (promise) => {
  try {
    await promise;
  } catch (error) {
    return error.code;
  }
  return grpcJs.status.OK;
};

const all = (stream) =>
  new Promise((resolve, reject) => {
    const received = [];
    stream.on('data', (message) => received.push(message));
    stream.on('error', reject);
    stream.on('end', () => resolve(received));
  });

test('a unary ingest is seen by the next unary decision', async () => {
  const userId = fresh('user');

  const reply = await unary(events, 'Ingest', { events: [failure(userId)] });
  const decision = await unary(decisions, 'Decide', { userId, surface: 'home.card', mode: 'DECIDE_MODE_PEEK' });

  assert.equal(reply.accepted, 1);
  assert.equal(decision.actions[0]?.id, 'help.import_failed');
});

test('a stream of batches is acknowledged batch by batch', async () => {
  const userId = fresh('user');
  const stream = events.IngestStream(withKey());
  const received = all(stream);
  for (let batch = 1; batch <= 20; batch++) {
    stream.write({ batch, events: [failure(userId), failure(userId)] });
  }
  stream.end();

  const acknowledged = await received;
  assert.deepEqual(acknowledged.map((one) => one.batch), Array.from({ length: 20 }, (_, at) => at + 1));
  assert.ok(acknowledged.every((one) => one.accepted === 2));
  const { profile } = await unary(profiles, 'Get', { kind: 'SUBJECT_KIND_USER', id: userId });
  assert.equal(profile.version, 40);
  assert.deepEqual(profile.errors.map((one) => [one.error, one.open, one.resolvedAt]), [['import', true, null]]);
});

test('a stream of decisions answers every request under its number', async () => {
  const stream = decisions.DecideStream(withKey());
  const received = all(stream);
  for (let correlation = 1; correlation <= 100; correlation++) {
    stream.write({ correlation, request: { userId: `nobody-${correlation}`, surface: 'home.card', mode: 'DECIDE_MODE_PEEK' } });
  }
  stream.end();

  const answered = (await received).map((one) => one.correlation).sort((one, other) => one - other);
  assert.deepEqual(answered, Array.from({ length: 100 }, (_, at) => at + 1));
});

test('health is served without a key', async () => {
  const reply = await unary(health, 'Check', { service: '' }, { metadata: new grpcJs.Metadata() });
  assert.equal(reply.status, 'SERVING');
});

test('a deadline that has passed is DEADLINE_EXCEEDED', async () => {
  const deadline = new Date(Date.now() - 1);
  assert.equal(await code(unary(decisions, 'Decide', { userId: 'u', surface: 'home.card' }, { deadline })), grpcJs.status.DEADLINE_EXCEEDED);
});

test('a deadline that passes while a stream is open is DEADLINE_EXCEEDED', async () => {
  const stream = events.IngestStream(withKey(), { deadline: Date.now() + 300 });
  assert.equal(await code(all(stream)), grpcJs.status.DEADLINE_EXCEEDED);
});

test('an unknown method is UNIMPLEMENTED', async () => {
  const client = new grpcJs.Client(grpc, insecure);
  const call = new Promise((resolve, reject) =>
    client.makeUnaryRequest('/personalization.v1.Decisions/Guess', (one) => one, (one) => one, Buffer.alloc(0), withKey(), {},
      (error, response) => (error ? reject(error) : resolve(response))));
  assert.equal(await code(call), grpcJs.status.UNIMPLEMENTED);
  client.close();
});

test('a message that is too large is RESOURCE_EXHAUSTED', async () => {
  const event = failure(fresh('user'));
  event.properties.fields.code.stringValue = 'x'.repeat(8 * 1024 * 1024);
  assert.equal(await code(unary(events, 'Ingest', { events: [event] })), grpcJs.status.RESOURCE_EXHAUSTED);
});

test('a wrong key is UNAUTHENTICATED, and so is none', async () => {
  const request = { userId: 'u', surface: 'home.card', mode: 'DECIDE_MODE_PEEK' };
  assert.equal(await code(unary(decisions, 'Decide', request, { metadata: withKey('pk_wrong') })), grpcJs.status.UNAUTHENTICATED);
  assert.equal(await code(unary(decisions, 'Decide', request, { metadata: new grpcJs.Metadata() })), grpcJs.status.UNAUTHENTICATED);
});

test('an unknown surface is INVALID_ARGUMENT with the reason in its details', async () => {
  const call = unary(decisions, 'Decide', { userId: 'u', surface: 'no.such', mode: 'DECIDE_MODE_PEEK' });
  const error = await call.then(() => assert.fail('it was answered'), (caught) => caught);
  assert.equal(error.code, grpcJs.status.INVALID_ARGUMENT);
  assert.ok(error.metadata.get('grpc-status-details-bin')[0].includes('unknown_surface'));
});
