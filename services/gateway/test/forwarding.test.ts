import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FakeMember, sendJson } from './fake-member.ts';
import { type ForwardingGateway, openForwardingGateway } from './forwarding-gateway.ts';
import { ask, jsonOf } from './listening.ts';

const patience = { timeout: 30_000 };

let one: FakeMember;
let other: FakeMember;
let catalogue: FakeMember;
let gateway: ForwardingGateway;

beforeEach(async () => {
  one = await new FakeMember('one').start();
  other = await new FakeMember('other').start();
  catalogue = await new FakeMember('catalogue').start();
  const bookings = [one.url, other.url];
  gateway = await openForwardingGateway({ events: [catalogue.url], bookings });
});
afterEach(async () => {
  await gateway[Symbol.asyncDispose]();
  for (const member of [one, other, catalogue]) await member.stop();
});

const showId = (n: number) => `shw_01h455vb4pex5vsknk0${String(n).padStart(7, '0')}`;
const holdPath = (n: number) => `/v1/shows/${showId(n)}/bookings`;
const hold = (n: number, headers: Readonly<Record<string, string>> = {}) =>
  ask(gateway.app, holdPath(n), { method: 'POST', json: { a: n }, headers });
const availability = (n: number) => `/v1/shows/${showId(n)}/availability`;
const shows = Array.from({ length: 40 }, (_, n) => n);
const ownersOf = async (numbers: readonly number[]) =>
  Promise.all(numbers.map(async (n) => String(jsonOf(await hold(n))['from'])));

/** A show that `owner` sells, and the process that would sell it otherwise. */
async function soldBy(name: 'one' | 'other') {
  const owners = await ownersOf(shows);
  const [owner, spare] = name === 'one' ? [one, other] : [other, one];
  return { n: owners.indexOf(name), owner, spare };
}

describe('a show', () => {
  it('is sold by one process, and all shows by all of them', async () => {
    const owners = await ownersOf(shows);
    expect(await ownersOf(shows)).toEqual(owners);
    expect(new Set(owners)).toEqual(new Set(['one', 'other']));
    for (const n of shows) {
      const path = `/v1/shows/${showId(n)}/ledger`;
      expect(jsonOf(await ask(gateway.app, path))['from']).toBe(owners[n]);
    }
  });

  it('moves when its process goes, alone, and comes back with it', async () => {
    const owners = await ownersOf(shows);
    await other.stop();
    expect(new Set(await ownersOf(shows))).toEqual(new Set(['one']));
    await other.start();
    await vi.waitFor(async () => expect(await ownersOf(shows)).toEqual(owners), patience);
  });

  it('takes the requests for its bookings to the same process', async () => {
    const { n, owner } = await soldBy('other');
    owner.answering = (response, { method, url }) => {
      if (method !== 'POST' || !url.endsWith('/bookings')) return sendJson(response, 200, {});
      const location = `/v1/bookings/bkg_${owner.received.length}`;
      return sendJson(response, 201, {}, { location, 'myevents-versions': `show/${showId(n)}@4` });
    };
    const bookings = await Promise.all(shows.slice(0, 10).map(async () => String((await hold(n)).headers.location)));
    const before = owner.received.length;
    for (const booking of bookings) {
      await ask(gateway.app, `${booking}/payment`, { method: 'POST', json: {} });
      await ask(gateway.app, `${booking}/history`);
    }
    expect(owner.received.length - before).toBe(2 * bookings.length);
  });
});

describe('a request', () => {
  it('arrives as it was sent, with the id that the answer names, and without what is between us', async () => {
    const headers = {
      'idempotency-key': 'k',
      'x-mine': '1',
      'myevents-after': 'show/x@9',
      connection: 'x-hop',
      'x-hop': '1',
    };
    const answer = await hold(1, { ...headers, 'x-request-id': 'forged' });
    const [received] = [...one.received, ...other.received];
    expect(received).toMatchObject({ method: 'POST', url: holdPath(1), body: '{"a":1}' });
    expect(received?.headers).toMatchObject({
      'content-type': 'application/json',
      'idempotency-key': 'k',
      'x-mine': '1',
      'x-request-id': answer.headers['x-request-id'],
    });
    expect(received?.headers).not.toHaveProperty('x-hop');
    expect(received?.headers).not.toHaveProperty('myevents-after');
  });

  it('is answered as the service answers', async () => {
    const { n, owner } = await soldBy('one');
    owner.answering = (response) =>
      sendJson(
        response,
        409,
        { code: 'sales-closed' },
        { 'myevents-versions': 'show/a@1', 'x-so': 'be it', 'retry-after': '7' },
      );
    const answer = await hold(n);
    expect([answer.status, jsonOf(answer)['code']]).toEqual([409, 'sales-closed']);
    expect(answer.headers).toMatchObject({ 'x-so': 'be it', 'retry-after': '7' });
    expect(answer.headers).not.toHaveProperty('myevents-versions');
  });

  it('that is too large or for nothing there is never reaches a service', async () => {
    const large = await ask(gateway.app, holdPath(1), { method: 'POST', json: 'x'.repeat(300_000) });
    expect([large.status, jsonOf(large)['code']]).toEqual([413, 'body-too-large']);
    expect((await ask(gateway.app, '/v1/nothing')).status).toBe(404);
    const put = await ask(gateway.app, '/v1/bookings', { method: 'PUT', json: {} });
    expect([put.status, put.headers.allow]).toEqual([405, 'GET, HEAD, OPTIONS']);
    expect((await ask(gateway.app, holdPath(1), { method: 'OPTIONS' })).headers.allow).toBe('OPTIONS, POST');
    expect([...one.received, ...other.received, ...catalogue.received]).toEqual([]);
  });
});

describe('a request that surely was not sent', () => {
  it('goes to another process, whatever it is', async () => {
    const { n, owner, spare } = await soldBy('one');
    await owner.stop();
    expect(jsonOf(await hold(n))['from']).toBe(spare.name);
  });

  it('waits a moment for a process to appear', async () => {
    await catalogue.stop();
    const answer = ask(gateway.app, '/v1/locations', { method: 'POST', json: {} });
    await catalogue.start();
    expect(jsonOf(await answer)['from']).toBe('catalogue');
  });

  it('is told so when none does', async () => {
    await catalogue.stop();
    const answer = await ask(gateway.app, '/v1/locations', { method: 'POST', json: {} });
    expect([answer.status, jsonOf(answer)['code'], answer.headers['retry-after']]).toEqual([
      503,
      'service-unavailable',
      '1',
    ]);
    const readiness = await ask(gateway.app, '/readyz');
    expect(readiness.status).toBe(503);
    expect(jsonOf(readiness)).toMatchObject({
      checks: [
        { name: 'events', ok: false },
        { name: 'bookings', ok: true },
      ],
    });
  });
});

describe('a request whose connection broke', () => {
  /** Does what was asked, and dies before it says so. */
  async function broken(headers: Readonly<Record<string, string>>) {
    const { n, owner, spare } = await soldBy('one');
    owner.answering = (response) => void response.destroy();
    const [before, beforeSpare] = [owner.received.length, spare.received.length];
    const answer = await hold(n, headers);
    return { answer, sent: owner.received.length - before, repeated: spare.received.length - beforeSpare, n, spare };
  }

  it('is repeated by another process if it carries an Idempotency-Key', async () => {
    const { answer, sent, repeated, spare } = await broken({ 'idempotency-key': 'k' });
    expect([jsonOf(answer)['from'], sent, repeated]).toEqual([spare.name, 1, 1]);
  });

  it('is not repeated without one: its outcome is unknown', async () => {
    const { answer, sent, repeated } = await broken({});
    expect([answer.status, jsonOf(answer)['code'], sent, repeated]).toEqual([503, 'outcome-unknown', 1, 0]);
    expect(answer.headers['retry-after']).toBe('1');
  });

  it('is not repeated if its key was meant for the connection, and the service never saw it', async () => {
    const { sent, repeated } = await broken({ 'idempotency-key': 'k', connection: 'close, idempotency-key' });
    expect([sent, repeated]).toEqual([1, 0]);
  });

  it('is repeated if it only reads', async () => {
    const { n, spare } = await broken({});
    const read = await ask(gateway.app, `/v1/shows/${showId(n)}/ledger`);
    expect(jsonOf(read)['from']).toBe(spare.name);
  });

  it('is counted', async () => {
    await broken({ 'idempotency-key': 'k' });
    const metrics = await gateway.registry.metrics();
    expect(metrics).toContain('myevents_upstream_retries_total{service="bookings",reason="broken"} 1');
    expect(metrics).toContain(`myevents_upstream_up{service="events",member="${catalogue.url.slice(7)}"} 1`);
  });

  it('is not repeated for ever', async () => {
    for (const member of [one, other]) member.answering = (response) => void response.destroy();
    const answer = await hold(1, { 'idempotency-key': 'k' });
    expect([answer.status, jsonOf(answer)['code']]).toEqual([503, 'outcome-unknown']);
    expect(one.received.length + other.received.length).toBeLessThanOrEqual(3);
    expect((await ask(gateway.app, `/v1/shows/${showId(1)}/ledger`)).status).toBe(503);
  });
});

describe('a process that falls silent', () => {
  it('is given up, with all that was asked of it', async () => {
    const { n, owner, spare } = await soldBy('one');
    owner.readiness = 'silent';
    owner.answering = () => {};
    const [plain, keyed] = await Promise.all([hold(n), hold(n, { 'idempotency-key': 'k' })]);
    expect([plain.status, jsonOf(plain)['code']]).toEqual([503, 'outcome-unknown']);
    expect(jsonOf(keyed)['from']).toBe(spare.name);
    owner.readiness = 'ready';
    owner.answering = (response) => sendJson(response, 200, { from: 'one again' });
    await vi.waitFor(async () => expect(jsonOf(await hold(n))['from']).toBe('one again'), patience);
  });
});

describe('a process that is overloaded', () => {
  it('passes what may be repeated to another, and nothing else', async () => {
    const { n, owner, spare } = await soldBy('other');
    owner.answering = (response) => sendJson(response, 503, { code: 'overloaded' });
    expect((await hold(n)).status).toBe(503);
    expect(jsonOf(await hold(n, { 'idempotency-key': 'k' }))['from']).toBe(spare.name);
    spare.answering = owner.answering;
    expect((await hold(n, { 'idempotency-key': 'k' })).status).toBe(503);
  });
});

describe('a process that has too much to do', () => {
  it('gets no more, and who asks is told so at once', async () => {
    catalogue.answering = () => {};
    const wishes = Array.from({ length: 1024 }, () => gateway.app.inject({ url: '/v1/halls/h/calendar' }));
    await vi.waitFor(() => expect(catalogue.received.length).toBe(64), patience);
    const answer = await ask(gateway.app, '/v1/halls/h/calendar');
    expect([answer.status, jsonOf(answer)['code']]).toEqual([503, 'overloaded']);
    // What waits for news is counted apart.
    expect((await ask(gateway.app, `${availability(1)}?wait=1`)).status).toBe(200);
    await catalogue.stop();
    await Promise.all(wishes);
  });
});

describe('a process that says it is', () => {
  it.each(['draining', 'unready'] as const)(
    '%s gets nothing while another is ready, and all when none is',
    async (readiness) => {
      const { n, owner, spare } = await soldBy('one');
      owner.readiness = readiness;
      await vi.waitFor(async () => expect(jsonOf(await hold(n))['from']).toBe(spare.name), patience);
      spare.readiness = readiness;
      await vi.waitFor(async () => expect(jsonOf(await hold(n))['from']).toBe(owner.name), patience);
      const isUp = readiness === 'unready';
      expect((await ask(gateway.app, '/readyz')).status).toBe(isUp ? 200 : 503);
    },
  );
});

describe('a gateway that drains', () => {
  it('says so, serves, and ends connections', async () => {
    catalogue.answering = (response) =>
      sendJson(response, 200, {}, { 'cache-control': 'public, max-age=9', 'myevents-versions': 'event/a@1' });
    const path = '/v1/events/a';
    const kept = { headers: { connection: 'keep-alive' } };
    expect((await ask(gateway.app, path, kept)).headers.connection).toBe('keep-alive');
    gateway.draining.begin();
    const readiness = await ask(gateway.app, '/readyz', kept);
    expect([readiness.status, jsonOf(readiness)['status']]).toEqual([503, 'draining']);
    // From the cache.
    const [cached, passed] = [await ask(gateway.app, path, kept), await ask(gateway.app, availability(1), kept)];
    expect([cached.status, cached.headers.connection]).toEqual([200, 'close']);
    expect([passed.status, passed.headers.connection]).toEqual([200, 'close']);
    expect(catalogue.received.length).toBe(1);
  });
});

describe('a host name', () => {
  it('stands for all its addresses, also those that come later', async () => {
    const port = Number(new URL(catalogue.url).port);
    let addresses: readonly string[] = [];
    await using named = await openForwardingGateway({
      events: [`http://catalogue.test:${port}`],
      bookings: [one.url],
      lookup: async () => addresses,
    });
    expect((await ask(named.app, '/readyz')).status).toBe(503);
    addresses = ['127.0.0.1'];
    await vi.waitFor(async () => expect((await ask(named.app, '/readyz')).status).toBe(200), patience);
    expect(jsonOf(await ask(named.app, '/v1/halls/h/calendar'))['from']).toBe('catalogue');
    addresses = [];
    await vi.waitFor(async () => expect((await ask(named.app, '/readyz')).status).toBe(503), patience);
  });
});
