import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Product, startProduct } from '../support/product.ts';
import { euros, eventBody, inMs, locationBody, onlyRegular, unique } from './catalogue.ts';
import { until } from './until.ts';

// Starts a platform of its own, because nobody sees another one's log.
let product: Product;
let read = '';

beforeAll(async () => {
  product = await startProduct({ settings: { LOG_LEVEL: 'trace' } });
});
afterAll(() => product[Symbol.asyncDispose]());

async function ask<Body>(method: string, path: string, body?: unknown, key?: string): Promise<Body> {
  const headers = { 'content-type': 'application/json', ...(key === undefined ? {} : { 'idempotency-key': key }) };
  const init = body === undefined ? { method } : { method, headers, body: JSON.stringify(body) };
  const answer = await fetch(`${product.url}${path}`, init);
  const json: unknown = await answer.json().catch(() => ({}));
  read += product.output();
  return json as Body;
}

it('logs every request as JSON, without people, queries, tokens and keys', async () => {
  const secret = unique('secret');
  const [name, email, userId, key, token] = [
    `Name ${secret}`,
    `${secret}@example.org`,
    `user-${secret}`,
    secret,
    secret,
  ];
  const location = await ask<{ id: string; halls: { id: string }[] }>('POST', '/v1/locations', locationBody());
  const event = await ask<{ id: string }>('POST', '/v1/events', eventBody(location.id));
  await ask('POST', `/v1/events/${event.id}/publish`, {});
  const times = { startsAt: inMs(90_000_000), endsAt: inMs(99_000_000) };
  const body = { hallId: location.halls[0]?.id, ...times, ...onlyRegular(2) };
  const show = await ask<{ id: string }>('POST', `/v1/events/${event.id}/shows`, body);
  const path = `/v1/shows/${show.id}`;
  await until(
    'the sale knows the show',
    async () => (await fetch(`${product.url}${path}/availability`)).status === 200,
  );
  const who = { userId, name, email };
  const wanted = { ...who, tickets: [{ tier: 'regular', quantity: 2, names: [secret, secret] }] };
  const booking = await ask<{ id: string; total: unknown }>('POST', `${path}/bookings`, wanted, key);
  expect(booking.total).toEqual(euros(5000));
  await ask('POST', `${path}/bookings`, wanted);
  await ask('POST', `${path}/bookings`, { ...wanted, name: secret, [secret]: secret });
  await ask('POST', `${path}/waitlist`, {
    userId: `other-${secret}`,
    name: secret,
    tickets: [{ tier: secret, quantity: 1 }],
  });
  await ask('POST', `/v1/bookings/${booking.id}/payment`, { method: 'test', token });
  await ask('GET', `/v1/bookings?name=${secret}&userId=${userId}`);
  await ask('GET', `/v1/events?keyword=${secret}&${secret}=${secret}`);
  await ask('GET', `/searchEvents?api_key=${secret}&user_id=${secret}`);
  await ask('POST', '/v1/users', { id: userId, name, email });
  await ask('GET', `/v1/users/${userId}`);
  await ask('PATCH', `/v1/users/${userId}`, { name: secret });
  await ask('DELETE', `/v1/users/${userId}`);
  await ask('GET', `/events/name/${secret}`);
  await fetch(`${product.url}/v1/users`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: secret,
  });
  await product.stop();
  read += product.output();
  const lines = read.split('\n').filter((line) => line.startsWith('{') && line.endsWith('}'));
  expect(lines.length).toBeGreaterThan(10);
  for (const line of lines) expect(() => JSON.parse(line) as unknown).not.toThrow();
  expect(read.split('\n').filter((line) => line.includes(secret))).toEqual([]);
});
