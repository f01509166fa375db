import type { BookingResource, WaitlistEntry } from '@myevents/contracts';
import { describe, expect, it } from 'vitest';
import { availabilityOf, bodyOf, onlyRegular, openSale, type SaleOptions, tierOf } from './catalogue.ts';
import { expectRefused } from './refused.ts';
import {
  buyer,
  hold,
  join,
  pay,
  problemOf,
  readBooking,
  readEntry,
  refusalOf,
  regular,
  tryHold,
  tryJoin,
} from './sale.ts';
import { get, patch, post, remove } from './subject.ts';

/** A show with so many regular tickets, all of them held by one. */
async function full(capacity: number, show: SaleOptions['show'] = {}) {
  const sale = await openSale({ show: { ...onlyRegular(capacity), ...show } });
  return { ...sale, first: await hold(sale.show.id, regular(capacity)) };
}

const poll = (id: string, query: string) => get<WaitlistEntry>(`/v1/waitlist/${id}?${query}`);

it('tells each their place, and serves first come, first served', async () => {
  const { show, first } = await full(3);
  const [one, two, three] = [await join(show.id, 2), await join(show.id, 1), await join(show.id, 1)];
  expect([one, two, three].map(({ status, position, ahead }) => [status, position, ahead])).toEqual([
    ['waiting', 1, 0],
    ['waiting', 2, 2],
    ['waiting', 3, 3],
  ]);
  expect(one.heldTickets).toBe(3);
  expect(await tierOf(show.id)).toMatchObject({ available: 0, held: 3, waiting: 4 });
  await remove(`/v1/bookings/${first.id}/tickets/${first.tickets[0]?.id}`);
  // One is free: the first in line wants two and two more may come free, so it is kept for them.
  expect((await readEntry(two.id)).status).toBe('waiting');
  expect(await tierOf(show.id)).toMatchObject({ reservedForWaitlist: 1, held: 2 });
  await remove(`/v1/bookings/${first.id}/tickets/${first.tickets[1]?.id}`);
  const offered = await readEntry(one.id);
  expect(offered).toMatchObject({ status: 'offered', position: 0 });
  expect(await readEntry(two.id)).toMatchObject({ status: 'waiting', position: 1, ahead: 0 });
  await remove(`/v1/bookings/${first.id}`);
  expect((await readEntry(two.id)).status).toBe('offered');
  expect(await readEntry(three.id)).toMatchObject({ status: 'waiting', position: 1, ahead: 0 });
});

it('offers a hold that is paid like any other', async () => {
  const { show, first } = await full(2);
  const who = buyer();
  const entry = await join(show.id, 2, { who });
  await remove(`/v1/bookings/${first.id}`);
  const { bookingId = '', expiresAt } = await readEntry(entry.id);
  const offer = await readBooking(bookingId);
  expect(offer).toMatchObject({ ...who, status: 'held', waitlistEntryId: entry.id, expiresAt });
  expect(offer.tickets.map(({ tier }) => tier)).toEqual(['regular', 'regular']);
  await pay(bookingId);
  expect(await readEntry(entry.id)).toMatchObject({ status: 'taken', bookingId });
  expect(await tierOf(show.id)).toMatchObject({ available: 0, held: 0, booked: 2, waiting: 0 });
});

it('passes over who wants more than can still come free, who keeps the place', async () => {
  const { show, first } = await full(3);
  const large = await join(show.id, 3);
  const small = await join(show.id, 1);
  const { tickets } = first;
  await remove(`/v1/bookings/${first.id}/tickets/${tickets[0]?.id}`);
  await pay(first.id);
  // Two are booked and will not come back: three can never be, one can.
  expect((await readEntry(small.id)).status).toBe('offered');
  expect(await readEntry(large.id)).toMatchObject({ status: 'waiting', position: 1 });
  await remove(`/v1/bookings/${first.id}`);
  expect((await readEntry(large.id)).status).toBe('waiting');
  await remove(`/v1/waitlist/${small.id}`);
  expect((await readEntry(large.id)).status).toBe('offered');
});

it('lets a newcomer not jump the line', async () => {
  const { show, first } = await full(3);
  await join(show.id, 2);
  await remove(`/v1/bookings/${first.id}/tickets/${first.tickets[0]?.id}`);
  const before = await availabilityOf(show.id);
  const answer = await tryHold(show.id, regular(1));
  expect(refusalOf(answer)).toEqual([409, 'tickets-unavailable']);
  expect(problemOf(answer)).toMatchObject({ waitlist: true, shortages: [{ tier: 'regular', available: 0 }] });
  expect(await availabilityOf(show.id)).toEqual(before);
});

it('offers at once what is there', async () => {
  const { show } = await openSale();
  const entry = await join(show.id, 3);
  expect(entry).toMatchObject({ status: 'offered', tickets: [{ tier: 'regular', quantity: 3 }] });
  expect((await readBooking(entry.bookingId ?? '')).tickets).toHaveLength(3);
});

it('says where the entry is, and keeps it out of shared caches', async () => {
  const { show } = await full(1);
  const answer = await tryJoin(show.id, 1);
  expect(answer.headers['location']).toBe(`/v1/waitlist/${answer.body.id}`);
  expect(answer.headers['cache-control']).toBe('private, no-store');
});

describe('the long poll', () => {
  it('answers at the moment of the offer', async () => {
    const { show, first } = await full(1);
    const entry = await join(show.id, 1);
    let isAnswered = false;
    const news = poll(entry.id, 'wait=25').finally(() => {
      isAnswered = true;
    });
    expect((await readEntry(entry.id)).status).toBe('waiting');
    expect(isAnswered).toBe(false);
    await remove(`/v1/bookings/${first.id}`);
    expect((await news).body).toMatchObject({ id: entry.id, status: 'offered', bookingId: expect.any(String) });
  });

  it('answers at the moment a hold of somebody else expires', async () => {
    const { show } = await full(2, { policy: { holdSeconds: 1, offerSeconds: 60 } });
    const entry = await join(show.id, 2);
    expect((await poll(entry.id, 'wait=25')).body.status).toBe('offered');
  });

  it('answers at once what is no longer waiting', async () => {
    const { show } = await openSale();
    const entry = await join(show.id, 1);
    expect((await poll(entry.id, 'wait=25')).body.status).toBe('offered');
  });

  it('answers at the end of the wait that nothing happened', async () => {
    const { show } = await full(1);
    const entry = await join(show.id, 1);
    expect((await poll(entry.id, 'wait=0.2')).body).toMatchObject({ status: 'waiting', position: 1 });
    expect((await poll(entry.id, 'wait=0')).body.status).toBe('waiting');
  });

  it('with `after` tells of a better place', async () => {
    const { show } = await full(2);
    const ahead = await join(show.id, 1);
    const entry = await join(show.id, 1);
    const { version, position } = await readEntry(entry.id);
    expect(position).toBe(2);
    const news = poll(entry.id, `wait=25&after=${version}`);
    await remove(`/v1/waitlist/${ahead.id}`);
    expect((await news).body).toMatchObject({ status: 'waiting', position: 1, ahead: 0 });
  });

  it('with `after` tells at once what the client has missed, and of what comes after an offer', async () => {
    const { show, first } = await full(1);
    const entry = await join(show.id, 1);
    await remove(`/v1/bookings/${first.id}`);
    const offered = await poll(entry.id, `wait=25&after=${entry.version}`);
    expect(offered.body.status).toBe('offered');
    const paid = pay(offered.body.bookingId ?? '');
    let news = offered.body;
    while (news.status === 'offered') news = (await poll(entry.id, `wait=25&after=${news.version}`)).body;
    expect(news.status).toBe('taken');
    await paid;
  });

  it.each([['wait=26'], ['wait=-1'], ['wait=soon'], ['after=-1'], ['after=1.5'], ['wait=1&wait=2']])(
    'refuses %s',
    async (query) => {
      const { show } = await full(1);
      const entry = await join(show.id, 1);
      const answer = await poll(entry.id, query);
      expect(refusalOf(answer)).toEqual([400, 'validation-failed']);
      expect(problemOf(answer).errors?.[0]?.pointer).toBe(`?${query.split('=')[0]}`);
    },
  );
});

describe('leaving', () => {
  it('takes an entry out of the line', async () => {
    const { show, first } = await full(2);
    const [one, two] = [await join(show.id, 1), await join(show.id, 1)];
    const left = await remove<WaitlistEntry>(`/v1/waitlist/${one.id}`);
    expect([left.status, left.body.status, left.body.position]).toEqual([200, 'left', 0]);
    expect((await remove<WaitlistEntry>(`/v1/waitlist/${one.id}`)).body.status).toBe('left');
    expect(await readEntry(two.id)).toMatchObject({ position: 1, ahead: 0 });
    await remove(`/v1/bookings/${first.id}/tickets/${first.tickets[0]?.id}`);
    expect((await readEntry(one.id)).status).toBe('left');
    expect((await readEntry(two.id)).status).toBe('offered');
  });

  it('gives an offer back, by the entry or by its hold, to the next', async () => {
    const { show, first } = await full(1);
    const line = [await join(show.id, 1), await join(show.id, 1), await join(show.id, 1)];
    const [one, two, three] = line.map(({ id }) => id) as [string, string, string];
    await remove(`/v1/bookings/${first.id}`);
    const left = await remove<WaitlistEntry>(`/v1/waitlist/${one}`);
    expect(left.body.status).toBe('lapsed');
    expect((await readBooking(left.body.bookingId ?? '')).status).toBe('released');
    const { bookingId = '' } = await readEntry(two);
    const released = await remove<BookingResource>(`/v1/bookings/${bookingId}`);
    expect([released.status, released.body.status]).toEqual([200, 'released']);
    expect((await readEntry(two)).status).toBe('lapsed');
    expect((await readEntry(three)).status).toBe('offered');
  });

  it('of an offer that nobody took in time: it lapses, and the next is served', async () => {
    const { show, first } = await full(1, { policy: { holdSeconds: 600, offerSeconds: 6 } });
    const who = buyer();
    const one = await join(show.id, 1, { who });
    const two = await join(show.id, 1);
    await remove(`/v1/bookings/${first.id}`);
    expect((await poll(two.id, 'wait=25')).body.status).toBe('offered');
    expect((await readEntry(one.id)).status).toBe('lapsed');
    const again = await join(show.id, 1, { who });
    expect(again).toMatchObject({ status: 'waiting', position: 1 });
  });
});

describe('refused', () => {
  it('is a second entry, or an entry beside a booking, under the same name', async () => {
    const { show } = await full(2);
    const who = buyer();
    await join(show.id, 1, { who });
    const other = { ...buyer(), name: who.name.toUpperCase() };
    expect(refusalOf(await tryJoin(show.id, 1, { who: other }))).toEqual([409, 'name-already-booked']);
    const sale = await openSale();
    await hold(sale.show.id, regular(1), { who });
    expect(refusalOf(await tryJoin(sale.show.id, 1, { who: other }))).toEqual([409, 'name-already-booked']);
  });

  it('is a hold under a name that waits', async () => {
    const { show } = await full(2);
    const who = buyer();
    await join(show.id, 1, { who });
    const answer = await tryHold(show.id, [{ tier: 'regular', quantity: 1 }], { who: { ...buyer(), name: who.name } });
    expect(refusalOf(answer)).toEqual([409, 'name-already-booked']);
  });

  it('is what goes over the limit of ten with what the user holds and waits for', async () => {
    const { show, first } = await full(20 - 10);
    const who = buyer();
    await join(show.id, 6, { who });
    const answer = await tryJoin(show.id, 5, { who: { ...buyer(), userId: who.userId } });
    expect(refusalOf(answer)).toEqual([422, 'ticket-limit-exceeded']);
    const holder = await tryJoin(show.id, 1, { who: { ...buyer(), userId: first.userId } });
    expect(refusalOf(holder)).toEqual([422, 'ticket-limit-exceeded']);
  });

  it('is waiting for a tier that is not, and where nothing is sold any more', async () => {
    const { show } = await full(2);
    const unknown = await tryJoin(show.id, 1, {}, 'box');
    expect(refusalOf(unknown)).toEqual([422, 'unknown-tier']);
    expect(problemOf(unknown).errors?.[0]?.pointer).toBe('/tickets/0/tier');
    const closed = await openSale({ show: { salesCloseAt: new Date(Date.now() - 1000).toISOString() } });
    expect(refusalOf(await tryJoin(closed.show.id, 1))).toEqual([409, 'sales-closed']);
    expect(refusalOf(await tryJoin('shw_01h455vb4pex5vsknk084sn02q', 1))).toEqual([404, 'not-found']);
  });

  it('is two lines in one request', async () => {
    const { show } = await openSale();
    const tickets = [...regular(1), { tier: 'vip', quantity: 1 }];
    const answer = await post(`/v1/shows/${show.id}/waitlist`, { ...buyer(), tickets });
    expect(refusalOf(answer)).toEqual([400, 'validation-failed']);
    expect(problemOf(answer).errors?.[0]?.pointer).toBe('/tickets');
  });
});

it('serves more capacity to the line first', async () => {
  const { show } = await full(2);
  const entry = await join(show.id, 2);
  await patch(`/v1/shows/${show.id}`, onlyRegular(4));
  expect((await poll(entry.id, 'wait=20')).body.status).toBe('offered');
});

it('is closed with the show', async () => {
  const { show } = await full(1);
  const entry = await join(show.id, 1);
  const news = poll(entry.id, 'wait=25');
  await post(`/v1/shows/${show.id}/cancel`, {});
  expect((await news).body.status).toBe('closed');
});

it('has one line per tier', async () => {
  const { show } = await openSale({
    show: {
      tiers: ['one', 'two'].map((id) => ({ id, name: id, price: { amount: 1, currency: 'EUR' }, capacity: 1 })),
    },
  });
  const held = await hold(show.id, [
    { tier: 'one', quantity: 1 },
    { tier: 'two', quantity: 1 },
  ]);
  const one = bodyOf(await tryJoin(show.id, 1, {}, 'one'), 201);
  const two = bodyOf(await tryJoin(show.id, 1, {}, 'two'), 201);
  expect([one.position, two.position]).toEqual([1, 1]);
  const ofTwo = held.tickets.find(({ tier }) => tier === 'two');
  await remove(`/v1/bookings/${held.id}/tickets/${ofTwo?.id}`);
  expect([(await readEntry(one.id)).status, (await readEntry(two.id)).status]).toEqual(['waiting', 'offered']);
});

it('tells why', async () => {
  const { show, first } = await full(1);
  const entry = await join(show.id, 1);
  await remove(`/v1/bookings/${first.id}`);
  const { items } = (await get<{ items: { type: string; text: string }[] }>(`/v1/waitlist/${entry.id}/history`)).body;
  expect(items.length).toBeGreaterThanOrEqual(2);
  expect(items.every(({ text }) => text !== '')).toBe(true);
});

it('does not know what never was', async () => {
  const id = 'wtl_01h455vb4pex5vsknk084sn02q';
  for (const answer of [
    await get(`/v1/waitlist/${id}`),
    await poll(id, 'wait=25'),
    await get(`/v1/waitlist/${id}/history`),
    await remove(`/v1/waitlist/${id}`),
  ]) {
    expect(refusalOf(answer)).toEqual([404, 'not-found']);
  }
});

it('is listed for the organizer in the order of joining, without names', async () => {
  const { show, first } = await full(3);
  const who = buyer();
  const [one, two] = [await join(show.id, 2, { who }), await join(show.id, 1)];
  const list = async (query = '') => {
    const answer = await get<{ items: WaitlistEntry[]; next: string | null }>(`/v1/shows/${show.id}/waitlist?${query}`);
    expect(answer.headers['cache-control']).toBe('private, no-store');
    expect(answer.bytes.toString()).not.toContain(who.name);
    return bodyOf(answer, 200);
  };
  await expect.poll(async () => (await list()).items.map(({ id }) => id)).toEqual([one.id, two.id]);
  expect((await list()).items[0]).toEqual(await readEntry(one.id));
  const { items, next } = await list('limit=1&status=waiting');
  expect(items.map(({ id }) => id)).toEqual([one.id]);
  expect((await list(`limit=1&status=waiting&cursor=${next}`)).items.map(({ id }) => id)).toEqual([two.id]);
  await remove(`/v1/bookings/${first.id}`);
  await expect.poll(async () => (await list('status=waiting')).items).toEqual([]);
  for (const [query, pointer] of [
    ['status=gone', '?status'],
    ['limit=101', '?limit'],
    ['cursor=x', '?cursor'],
    ['tier=regular', '?tier'],
  ] as const) {
    expectRefused(await get(`/v1/shows/${show.id}/waitlist?${query}`), { pointer });
  }
  expect(refusalOf(await get('/v1/shows/shw_01h455vb4pex5vsknk084sn02q/waitlist'))).toEqual([404, 'not-found']);
});

it('tells who waits when the first hold ends', async () => {
  const { show, first } = await full(2);
  const entry = await join(show.id, 1);
  expect(entry.earliestReleaseAt).toBe(first.expiresAt);
  await pay(first.id);
  expect(await readEntry(entry.id)).toMatchObject({ status: 'waiting', heldTickets: 0 });
  expect((await readEntry(entry.id)).earliestReleaseAt).toBeUndefined();
});
