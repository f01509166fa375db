import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { type Product, startProduct } from '../support/product.ts';

/** What the answers used here may have. */
interface AnswerBody {
  readonly id: string;
  readonly status: string;
  readonly version: number;
  readonly halls: readonly { readonly id: string }[];
  readonly tiers: readonly { readonly held: number }[];
}

interface Answer {
  readonly status: number;
  readonly body: AnswerBody;
}

async function send(product: Product, method: string, path: string, body?: object): Promise<Answer> {
  const response = await fetch(`${product.url}${path}`, {
    method,
    ...(body ? { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) } : {}),
  });
  return { status: response.status, body: (await response.json()) as AnswerBody };
}

/** A published show with room for everybody, once the sale has heard of it. */
async function openShow(product: Product): Promise<string> {
  const location = await send(product, 'POST', '/v1/locations', {
    name: 'Hall',
    address: { city: 'Graz', countryCode: 'AT' },
    timeZone: 'Europe/Vienna',
    halls: [{ name: 'Main', capacity: 10_000 }],
  });
  const event = await send(product, 'POST', '/v1/events', {
    name: 'Evening',
    type: 'concert',
    locationId: location.body.id,
    duration: 60,
  });
  const startsAt = Date.now() + 7 * 86_400_000;
  const show = await send(product, 'POST', `/v1/events/${event.body.id}/shows`, {
    hallId: location.body.halls[0]?.id,
    startsAt: new Date(startsAt).toISOString(),
    endsAt: new Date(startsAt + 3_600_000).toISOString(),
    tiers: [{ id: 'regular', name: 'Regular', price: { amount: 0, currency: 'EUR' }, capacity: 10_000 }],
  });
  await send(product, 'POST', `/v1/events/${event.body.id}/publish`, {});
  while ((await send(product, 'GET', `/v1/shows/${show.body.id}/availability`)).status !== 200) await pause(10);
  return show.body.id;
}

const hold = (product: Product, showId: string, n: number) =>
  send(product, 'POST', `/v1/shows/${showId}/bookings`, {
    userId: `user-${n}`,
    name: `Guest ${n}`,
    tickets: [{ tier: 'regular', quantity: 2 }],
  });

it('answers every request it has accepted, and keeps what it answered', async () => {
  await using product = await startProduct();
  const showId = await openShow(product);
  const answers: Answer[] = [];
  let next = 0;
  let isStopping = false;
  // Each has a request under way when the signal comes, and sends none afterwards.
  const client = async () => {
    while (!isStopping) {
      next += 1;
      answers.push(await hold(product, showId, next));
    }
  };
  const clients = Array.from({ length: 32 }, client);
  while (answers.length < 200) await pause(5);
  isStopping = true;
  const [code] = await Promise.all([product.stop(), ...clients]);
  expect(code).toBe(0);
  expect(product.output()).not.toContain('cut off');
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));

  await product.start();
  const kept = await Promise.all(answers.map(({ body }) => send(product, 'GET', `/v1/bookings/${body.id}`)));
  expect(new Set(kept.map(({ status, body }) => `${status} ${body.status}`))).toEqual(new Set(['200 held']));
  const availability = await send(product, 'GET', `/v1/shows/${showId}/availability`);
  expect(availability.body.tiers[0]?.held).toBe(answers.length * 2);
});

it('answers what was sent before the signal, though it has not been read yet', async () => {
  await using product = await startProduct();
  const showId = await openShow(product);
  product.signal('SIGSTOP');
  const sent = Array.from({ length: 32 }, async (_, n) => hold(product, showId, n));
  await pause(300);
  const stopped = product.stop();
  product.signal('SIGCONT');
  const answers = await Promise.all(sent);
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
  expect(await stopped).toBe(0);
});

it('ends long polls and streams instead of waiting for them', async () => {
  await using product = await startProduct();
  const showId = await openShow(product);
  const { body } = await send(product, 'GET', `/v1/shows/${showId}/availability`);
  const poll = send(product, 'GET', `/v1/shows/${showId}/availability?wait=25&after=${body.version}`);
  const stream = await fetch(`${product.url}/v1/shows/${showId}/availability/stream`);
  const reader = stream.body?.getReader();
  await reader?.read();
  expect(await product.stop()).toBe(0);
  expect(product.output()).not.toContain('cut off');
  expect((await poll).status).toBe(200);
  await reader?.cancel().catch(() => {});
});

it('is stopped at once by a second signal', async () => {
  await using product = await startProduct();
  const { hostname, port } = new URL(product.url);
  const socket = connect(Number(port), hostname);
  socket.on('error', () => {});
  await once(socket, 'connect');
  // A request that has begun, and is never finished, would be waited for.
  const head = [
    'POST /v1/users HTTP/1.1',
    'Host: x',
    'Content-Type: application/json',
    'Content-Length: 50',
    'Expect: 100-continue',
  ];
  socket.write(`${head.join('\r\n')}\r\n\r\n`);
  const [answer] = (await once(socket, 'data')) as [Buffer];
  expect(answer.toString()).toContain('100 Continue');
  const { pid } = product;
  const exit = product.stop();
  let isGone = false;
  void exit.then(() => {
    isGone = true;
  });
  while (!product.output().includes('Stopping')) await pause(5);
  // One that follows at once may be the first one's echo, so it is sent until it is heard.
  while (!isGone) {
    signal(pid);
    await pause(50);
  }
  expect(await exit).toBe(128 + 15);
  socket.destroy();
});

/** It may be gone already. */
function signal(pid: number): void {
  try {
    process.kill(pid, 'SIGTERM');
  } catch (error) {
    expect(error).toMatchObject({ code: 'ESRCH' });
  }
}
