import type { Availability } from '@myevents/contracts';
import { describe, expect, it } from 'vitest';
import { availabilityOf, euros, onlyRegular, openSale } from './catalogue.ts';
import { openEventStream } from './event-source.ts';
import { hold, join, pay, problemOf, refusalOf, regular } from './sale.ts';
import { get, patch, post, remove, send } from './subject.ts';

const pathOf = (showId: string) => `/v1/shows/${showId}/availability`;
const seated = { tiers: [{ id: 'stalls', name: 'Stalls', price: euros(1000), seats: ['A-1..4', 'B-1..4'] }] };

it('adds up, whatever happens to tickets', async () => {
  const { show } = await openSale({ show: onlyRegular(10) });
  const capacities = async () => {
    const { tiers } = await availabilityOf(show.id);
    return tiers.map((tier) => tier.available + tier.reservedForWaitlist + tier.held + tier.booked - tier.capacity);
  };
  const first = await hold(show.id, regular(4));
  const second = await hold(show.id, regular(6));
  expect(await capacities()).toEqual([0]);
  await join(show.id, 3);
  await pay(first.id);
  await remove(`/v1/bookings/${second.id}/tickets/${second.tickets[0]?.id}`);
  expect(await capacities()).toEqual([0]);
  await patch(`/v1/shows/${show.id}`, onlyRegular(14));
  await expect.poll(async () => (await availabilityOf(show.id)).tiers[0]?.capacity).toBe(14);
  expect(await capacities()).toEqual([0]);
  await remove(`/v1/bookings/${second.id}`);
  await remove(`/v1/bookings/${first.id}`);
  expect(await capacities()).toEqual([0]);
});

it('counts its version up with every change, and reads what was just written', async () => {
  const { show } = await openSale({ show: onlyRegular(50) });
  let last = (await availabilityOf(show.id)).version;
  for (let taken = 1; taken <= 10; taken += 1) {
    await hold(show.id);
    const { version, tiers } = await availabilityOf(show.id);
    expect(version).toBeGreaterThan(last);
    expect(tiers[0]).toMatchObject({ held: taken, available: 50 - taken });
    last = version;
  }
});

it('shows every seat by a letter', async () => {
  const { show } = await openSale({ show: seated });
  expect(await availabilityOf(show.id)).not.toHaveProperty('seats');
  await hold(show.id, [{ tier: 'stalls', seats: ['A-2'] }]);
  await pay((await hold(show.id, [{ tier: 'stalls', seats: ['B-4', 'B-1'] }])).id);
  expect((await availabilityOf(show.id, '?seats=true')).seats).toEqual({ A: 'ahaa', B: 'baab' });
  expect(await availabilityOf(show.id, '?seats=false')).not.toHaveProperty('seats');
});

describe('with an ETag', () => {
  it('answers 304 without a body until something changes', async () => {
    const { show } = await openSale();
    const first = await get(pathOf(show.id));
    const etag = String(first.headers.etag);
    expect(etag).toMatch(/^"/);
    const same = await get(pathOf(show.id), { 'if-none-match': etag });
    expect([same.status, same.bytes.length, same.headers.etag]).toEqual([304, 0, etag]);
    for (const tags of [`W/${etag}`, `"other", ${etag}`, '*']) {
      expect((await get(pathOf(show.id), { 'if-none-match': tags })).status).toBe(304);
    }
    await hold(show.id);
    const changed = await get<Availability>(pathOf(show.id), { 'if-none-match': etag });
    expect([changed.status, changed.body.tiers[0]?.held]).toEqual([200, 1]);
    expect(changed.headers.etag).not.toBe(etag);
  });

  it('is of the seats too where they are asked for', async () => {
    const { show } = await openSale({ show: seated });
    const [bare, whole] = [await get(pathOf(show.id)), await get(`${pathOf(show.id)}?seats=true`)];
    expect(bare.headers.etag).not.toBe(whole.headers.etag);
  });
});

describe('the long poll', () => {
  it('answers at the next change', async () => {
    const { show } = await openSale();
    const { version } = await availabilityOf(show.id);
    const news = get<Availability>(`${pathOf(show.id)}?wait=25&after=${version}`);
    const held = await hold(show.id, regular(3));
    const { body, headers } = await news;
    expect(body.version).toBeGreaterThanOrEqual(held.version);
    expect(body.tiers[0]).toMatchObject({ held: 3 });
    expect(headers['cache-control']).toContain('no-store');
  });

  it('answers at once what the client has missed', async () => {
    const { show } = await openSale();
    const { version } = await availabilityOf(show.id);
    await hold(show.id);
    const { body } = await get<Availability>(`${pathOf(show.id)}?wait=25&after=${version}`);
    expect(body.version).toBeGreaterThan(version);
  });

  it('answers at the end of the wait what there is', async () => {
    const { show } = await openSale();
    const now = await availabilityOf(show.id);
    const { body } = await get(`${pathOf(show.id)}?wait=0.1&after=${now.version}`);
    expect(body).toEqual(now);
  });

  it('tells of seats where they are asked for', async () => {
    const { show } = await openSale({ show: seated });
    const { version } = await availabilityOf(show.id);
    const news = get<Availability>(`${pathOf(show.id)}?seats=true&wait=25&after=${version}`);
    await hold(show.id, [{ tier: 'stalls', seats: ['A-1'] }]);
    expect((await news).body.seats).toEqual({ A: 'haaa', B: 'aaaa' });
  });

  it.each([['wait=25.1'], ['wait=-1'], ['after=x'], ['seats=maybe'], ['seats=true&seats=true']])(
    'refuses %s',
    async (query) => {
      const { show } = await openSale();
      const answer = await get(`${pathOf(show.id)}?${query}`);
      expect(refusalOf(answer)).toEqual([400, 'validation-failed']);
      expect(problemOf(answer).errors?.[0]?.pointer).toBe(`?${query.split('=')[0]}`);
    },
  );
});

describe('the stream', () => {
  it('tells the whole once, then the tiers and rows that change', async () => {
    const tiers = [...seated.tiers, { id: 'lawn', name: 'Lawn', price: euros(500), capacity: 5 }];
    const { show } = await openSale({ show: { tiers } });
    using stream = await openEventStream<Availability>(`${pathOf(show.id)}/stream`);
    expect(stream.response.headers['content-type']).toMatch(/^text\/event-stream/);
    expect(stream.response.headers['cache-control']).toContain('no-store');
    const whole = await stream.next();
    expect(whole.data).toEqual(await availabilityOf(show.id, '?seats=true'));
    expect(whole.id).toBe(String(whole.data.version));
    await hold(show.id, [{ tier: 'stalls', seats: ['B-2'] }]);
    const change = await stream.next();
    expect(change.data.tiers.map(({ id }) => id)).toEqual(['stalls']);
    expect(change.data.seats).toEqual({ B: 'ahaa' });
    expect(Number(change.id)).toBeGreaterThan(Number(whole.id));
    await hold(show.id, [{ tier: 'lawn', quantity: 2 }]);
    const next = await stream.next();
    expect(next.data.tiers).toMatchObject([{ id: 'lawn', held: 2 }]);
    expect(next.data).not.toHaveProperty('seats');
  });

  it('comes without seats where they are not wanted', async () => {
    const { show } = await openSale({ show: seated });
    using stream = await openEventStream<Availability>(`${pathOf(show.id)}/stream?seats=false`);
    expect((await stream.next()).data).toEqual(await availabilityOf(show.id));
  });

  it('goes on from Last-Event-ID: nothing where nothing happened, else what there is', async () => {
    const { show } = await openSale();
    const { version } = await availabilityOf(show.id);
    using stream = await openEventStream<Availability>(`${pathOf(show.id)}/stream`, { 'last-event-id': `${version}` });
    await hold(show.id, regular(2));
    const first = await stream.next();
    expect(first.data.version).toBeGreaterThan(version);
    expect(first.data.tiers).toMatchObject([{ id: 'regular', held: 2 }]);
    await hold(show.id);
    using behind = await openEventStream<Availability>(`${pathOf(show.id)}/stream`, { 'last-event-id': `${version}` });
    expect((await behind.next()).data.tiers.map(({ id, held }) => [id, held])).toEqual([
      ['regular', 3],
      ['vip', 0],
    ]);
  });

  it('brings many clients to the same end', async () => {
    const { show } = await openSale({ show: onlyRegular(40) });
    const streams = await Promise.all(
      Array.from({ length: 10 }, () => openEventStream<Availability>(`${pathOf(show.id)}/stream`)),
    );
    await Promise.all(Array.from({ length: 20 }, () => hold(show.id)));
    for (const stream of streams) {
      let held = -1;
      while (held !== 20) held = (await stream.next()).data.tiers[0]?.held ?? held;
      stream[Symbol.dispose]();
    }
  });

  it('ends at once where only its head is asked for', async () => {
    const { show } = await openSale();
    const head = await send({ method: 'HEAD', path: `${pathOf(show.id)}/stream` });
    expect([200, 405]).toContain(head.status);
    expect(head.bytes.length).toBe(0);
  });

  it('refuses what it does not know', async () => {
    expect(refusalOf(await get(`${pathOf('shw_01h455vb4pex5vsknk084sn02q')}/stream`))).toEqual([404, 'not-found']);
    const { show } = await openSale();
    expect(refusalOf(await get(`${pathOf(show.id)}/stream?from=1`))).toEqual([400, 'validation-failed']);
    expect(refusalOf(await post(`${pathOf(show.id)}/stream`, {}))).toEqual([405, 'method-not-allowed']);
  });
});

it('is not known of a show that never was', async () => {
  expect(refusalOf(await get(pathOf('shw_01h455vb4pex5vsknk084sn02q')))).toEqual([404, 'not-found']);
  expect(refusalOf(await get(`${pathOf('shw_01h455vb4pex5vsknk084sn02q')}?wait=25`))).toEqual([404, 'not-found']);
});
