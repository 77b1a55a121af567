// What every test needs to know of the server under test; tests/clients/run starts it and says so.
import { randomUUID } from 'node:crypto';

export const http = required('PERSONALIZATION_TEST_HTTP');
export const grpc = required('PERSONALIZATION_TEST_GRPC');
export const key = required('PERSONALIZATION_TEST_KEY');
export const protos = required('PERSONALIZATION_TEST_PROTOS');

/** An id that no other test uses. */
export const fresh = (kind) => `${kind}-${randomUUID()}`;

/** A call of the HTTP API with the key. */
export async function call(method, path, body) {
  const response = await fetch(`http://${http}${path}`, {
    method,
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  return { status: response.status, body: await response.json() };
}

function required(name) {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: start these tests with tests/clients/run`);
  return value;
}
