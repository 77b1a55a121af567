// Segment's own client for Node, pointed at the server: what it delivers, the next decision sees.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Analytics } from '@segment/analytics-node';
import { call, fresh, http, key } from './server.mjs';

const newAnalytics = (writeKey = key) =>
  new Analytics({ writeKey, host: `http://${http}`, path: '/v1/batch', flushAt: 5, maxRetries: 0 });

const decide = (userId, surface, mode = 'peek') => call('POST', '/v1/decide', { userId, surface, mode });

test('a tracked failure is answered with its help card by the next decision', async () => {
  const analytics = newAnalytics();
  const userId = fresh('user');
  analytics.track({ userId, event: 'import_failed', properties: { code: 'csv_encoding', feature: 'csv' } });
  await analytics.closeAndFlush();

  const decision = await decide(userId, 'home.card');

  assert.equal(decision.status, 200);
  assert.equal(decision.body.actions[0]?.id, 'help.import_failed');
  assert.ok(decision.body.actions[0].why.length > 0);
});

test('track, identify and group together reach user and account, and the quota prompt follows from all three', async () => {
  const analytics = newAnalytics();
  const userId = fresh('admin');
  const groupId = fresh('account');
  analytics.identify({ userId, traits: { role: 'admin' }, context: { groupId } });
  analytics.group({ userId, groupId, traits: { name: 'Northwind Logistics', plan: 'team' } });
  analytics.track({ userId, event: 'quota_set', properties: { meter: 'runs', limit: 100 }, context: { groupId } });
  analytics.track({ userId, event: 'quota_used', properties: { meter: 'runs', amount: 84 }, context: { groupId } });
  await analytics.closeAndFlush();

  const decision = await decide(userId, 'billing.banner');
  const account = await call('GET', `/v1/profiles/accounts/${groupId}`);

  assert.equal(decision.body.actions[0]?.id, 'upsell.runs');
  assert.equal(account.body.meters.runs.ratio, 0.84);
  assert.equal(account.body.traits.plan, 'team');
});

test('a wrong write key is told to the client as an error', async () => {
  const analytics = newAnalytics('pk_wrong');
  const failed = new Promise((resolve) => analytics.on('error', resolve));
  analytics.track({ userId: fresh('user'), event: 'project_created', properties: {} });
  await analytics.closeAndFlush({ timeout: 5_000 });

  const error = await failed;
  assert.equal(error.code, 'delivery_failure');
});
