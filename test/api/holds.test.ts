import type { BookingResource } from '@myevents/contracts';
import { describe, expect, it } from 'vitest';
import { availabilityOf, inMs, onlyRegular, openSale, tierOf } from './catalogue.ts';
import { expectRefused } from './refused.ts';
import { buyer, hold, pay, problemOf, readBooking, refusalOf, regular, tryHold } from './sale.ts';
import { get, post, remove } from './subject.ts';

it('holds tickets of several tiers for ten minutes, and tells them apart from those that are free', async () => {
  const { show, event } = await openSale();
  const who = buyer();
  const held = await hold(show.id, [...regular(2), { tier: 'vip', quantity: 1 }], { who });
  expect(held).toMatchObject({
    ...who,
    showId: show.id,
    eventId: event.id,
    status: 'held',
    total: { amount: 2 * 2500 + 9900, currency: 'EUR' },
  });
  expect(held.tickets.map(({ tier, price }) => [tier, price.amount])).toEqual([
    ['regular', 2500],
    ['regular', 2500],
    ['vip', 9900],
  ]);
  expect(Date.parse(held.expiresAt) - Date.parse(held.heldAt)).toBe(600_000);
  expect(held.expiresInSeconds).toBeGreaterThan(590);
  expect(held.expiresInSeconds).toBeLessThanOrEqual(600);
  expect(await tierOf(show.id)).toMatchObject({ available: 98, held: 2, booked: 0 });
  expect(await tierOf(show.id, 'vip')).toMatchObject({ available: 9, held: 1, booked: 0 });
  expect(await readBooking(held.id)).toMatchObject({ id: held.id, code: held.code, status: 'held' });
});

it('answers with where the booking is', async () => {
  const { show } = await openSale();
  const answer = await tryHold(show.id, regular(1));
  expect(answer.headers['location']).toBe(`/v1/bookings/${answer.body.id}`);
  expect(answer.headers['cache-control']).toBe('private, no-store');
});

it('holds all of a request or nothing, over all its tiers', async () => {
  const { show } = await openSale();
  await hold(show.id, [{ tier: 'vip', quantity: 9 }]);
  const before = await availabilityOf(show.id);
  const answer = await tryHold(show.id, [...regular(2), { tier: 'vip', quantity: 2 }]);
  expect(refusalOf(answer)).toEqual([409, 'tickets-unavailable']);
  expect(problemOf(answer)).toMatchObject({
    shortages: [{ tier: 'vip', wanted: 2, available: 1, heldTickets: 9 }],
    waitlist: true,
  });
  expect(await availabilityOf(show.id)).toEqual(before);
});

it('says that waiting makes no sense where more is wanted than there is', async () => {
  const { show } = await openSale({ show: onlyRegular(3) });
  const answer = await tryHold(show.id, regular(4));
  expect(problemOf(answer)).toMatchObject({ code: 'tickets-unavailable', waitlist: false });
});

it('gives the tickets of a released hold back', async () => {
  const { show } = await openSale({ show: onlyRegular(5) });
  const held = await hold(show.id, regular(3));
  const released = await remove<BookingResource>(`/v1/bookings/${held.id}`);
  expect([released.status, released.body.status]).toEqual([200, 'released']);
  expect(await tierOf(show.id)).toMatchObject({ available: 5, held: 0 });
  const again = await remove<BookingResource>(`/v1/bookings/${held.id}`);
  expect([again.status, again.body.status]).toEqual([200, 'released']);
  expect(await tierOf(show.id)).toMatchObject({ available: 5, held: 0 });
});

it('gives one ticket back, and the last one ends the booking', async () => {
  const { show } = await openSale({ show: onlyRegular(5) });
  const held = await hold(show.id, regular(2));
  const [first, last] = held.tickets;
  const one = await remove<BookingResource>(`/v1/bookings/${held.id}/tickets/${first?.id}`);
  expect([one.status, one.body.status, one.body.tickets.map(({ id }) => id)]).toEqual([200, 'held', [last?.id]]);
  expect(one.body.total).toEqual({ amount: 2500, currency: 'EUR' });
  expect(await tierOf(show.id)).toMatchObject({ available: 4, held: 1 });
  const twice = await remove(`/v1/bookings/${held.id}/tickets/${first?.id}`);
  expect(refusalOf(twice)).toEqual([404, 'not-found']);
  const none = await remove<BookingResource>(`/v1/bookings/${held.id}/tickets/${last?.id}`);
  expect([none.status, none.body.status]).toEqual([200, 'released']);
  expect(await tierOf(show.id)).toMatchObject({ available: 5, held: 0 });
});

it('lets a hold expire without anybody asking', async () => {
  const { show } = await openSale({ show: { ...onlyRegular(2), policy: { holdSeconds: 1 } } });
  const held = await hold(show.id, regular(2));
  const { version } = await availabilityOf(show.id);
  const later = await availabilityOf(show.id, `?wait=20&after=${version}`);
  expect(later.tiers).toMatchObject([{ available: 2, held: 0 }]);
  expect(await readBooking(held.id)).toMatchObject({ status: 'expired', expiresInSeconds: 0 });
  expect(await tierOf(show.id)).toMatchObject({ available: 2, held: 0 });
});

it('extends a hold once, where the show allows it', async () => {
  const { show } = await openSale({ show: { policy: { holdSeconds: 60, holdExtensions: 1 } } });
  const held = await hold(show.id);
  const extended = await post<BookingResource>(`/v1/bookings/${held.id}/extension`, {});
  expect(extended.status).toBe(200);
  expect(Date.parse(extended.body.expiresAt)).toBeGreaterThan(Date.parse(held.expiresAt));
  const twice = await post(`/v1/bookings/${held.id}/extension`, {});
  expect(refusalOf(twice)).toEqual([409, 'not-extendable']);
  const other = await openSale();
  const fixed = await hold(other.show.id);
  expect(refusalOf(await post(`/v1/bookings/${fixed.id}/extension`, {}))).toEqual([409, 'not-extendable']);
});

describe('the limit of ten tickets', () => {
  it('counts what a user holds, has booked and waits for', async () => {
    const { show } = await openSale();
    const who = buyer();
    const first = await hold(show.id, regular(6), { who });
    await pay(first.id);
    const answer = await tryHold(show.id, regular(5), { who: { ...buyer(), userId: who.userId } });
    expect(refusalOf(answer)).toEqual([422, 'ticket-limit-exceeded']);
    expect(problemOf(answer)).toMatchObject({ ticketsMax: 10, ticketsNow: 6, wanted: 5 });
    await hold(show.id, regular(4), { who: { ...buyer(), userId: who.userId } });
    const one = await tryHold(show.id, regular(1), { who: { ...buyer(), userId: who.userId } });
    expect(refusalOf(one)).toEqual([422, 'ticket-limit-exceeded']);
  });

  it('counts over all lines of one request', async () => {
    const { show } = await openSale();
    const answer = await tryHold(show.id, [...regular(6), { tier: 'vip', quantity: 5 }]);
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.status).toBeLessThan(423);
    expect(await tierOf(show.id)).toMatchObject({ available: 100, held: 0 });
  });

  it('is the organizer’s to lower', async () => {
    const { show } = await openSale({ show: { policy: { maxTicketsPerUser: 2 } } });
    expect(refusalOf(await tryHold(show.id, regular(3)))).toEqual([422, 'ticket-limit-exceeded']);
    await hold(show.id, regular(2));
  });

  it('is per show', async () => {
    const who = buyer();
    for (const { show } of [await openSale(), await openSale()]) await hold(show.id, regular(10), { who });
  });
});

describe('one name, one booking', () => {
  it.each([
    ['the same', 'Zoë Łuksza', 'Zoë Łuksza'],
    ['another case', 'Zoë Łuksza', 'ZOË ŁUKSZA'],
    ['more white space', 'Zoë Łuksza', '  Zoë \u00a0 \u3000 Łuksza '],
    ['invisible characters', 'Zoë Łuksza', 'Zo\u200bë\ufeff Łuk\u2060sza\u00ad'],
    ['composed otherwise', 'Zoë Łuksza', 'Zoe\u0308 Łuksza'],
    ['full-width letters', 'ABBA 1', 'ＡＢＢＡ　１'],
    ['sharp s', 'Groß', 'GROSS'],
    ['final sigma', 'ΟΔΥΣΣΕΥΣ', 'οδυσσευς'],
    ['a ligature', 'ﬁnn', 'FINN'],
  ])('refuses %s', async (_what, name, other) => {
    const { show } = await openSale();
    const held = await hold(show.id, regular(1), { who: { ...buyer(), name } });
    const before = await availabilityOf(show.id);
    const answer = await tryHold(show.id, regular(1), { who: { ...buyer(), name: other } });
    expect(refusalOf(answer)).toEqual([409, 'name-already-booked']);
    expect(await availabilityOf(show.id)).toEqual(before);
    await pay(held.id);
    const later = await tryHold(show.id, regular(1), { who: { ...buyer(), name: other } });
    expect(refusalOf(later)).toEqual([409, 'name-already-booked']);
  });

  it('takes different names, the same name once it is free, and for another show', async () => {
    const [one, other] = [await openSale(), await openSale()];
    const { name } = buyer();
    const held = await hold(one.show.id, regular(1), { who: { ...buyer(), name } });
    await hold(one.show.id, regular(1), { who: { ...buyer(), name: `${name}x` } });
    await hold(other.show.id, regular(1), { who: { ...buyer(), name } });
    await remove(`/v1/bookings/${held.id}`);
    await hold(one.show.id, regular(1), { who: { ...buyer(), name } });
  });

  it('does not look at the names on the tickets, nor at anything where the show says so', async () => {
    const { show } = await openSale();
    const { name } = buyer();
    await hold(show.id, regular(1), { who: { ...buyer(), name } });
    const tickets = [{ tier: 'regular', quantity: 2, names: [name, name] }];
    const answer = await post<BookingResource>(`/v1/shows/${show.id}/bookings`, { ...buyer(), tickets });
    expect(answer.body.tickets.map((ticket) => ticket.name)).toEqual([name, name]);
    const free = await openSale({ show: { policy: { uniqueNames: false } } });
    for (const who of [buyer(), buyer()]) await hold(free.show.id, regular(1), { who: { ...who, name } });
  });
});

describe('times of sale', () => {
  it('refuses before sales open, and says when they do', async () => {
    const { show } = await openSale({ show: { salesOpenAt: inMs(3_600_000) } });
    const answer = await tryHold(show.id, regular(1));
    expect(refusalOf(answer)).toEqual([409, 'sales-not-open']);
    expect(problemOf(answer)).toMatchObject({ opensAt: show.salesOpenAt });
  });

  it('refuses after sales closed', async () => {
    const { show } = await openSale({ show: { salesCloseAt: inMs(-1000) } });
    const answer = await tryHold(show.id, regular(1));
    expect(refusalOf(answer)).toEqual([409, 'sales-closed']);
    expect(problemOf(answer)).toMatchObject({ closedAt: show.salesCloseAt });
  });

  it('refuses for a show that is over', async () => {
    const { show } = await openSale({ show: { startsAt: inMs(-7_200_000), endsAt: inMs(-3_600_000) } });
    expect(refusalOf(await tryHold(show.id, regular(1)))).toEqual([409, 'sales-closed']);
  });
});

describe('the search of bookings', () => {
  interface List {
    readonly items: readonly BookingResource[];
    readonly next: string | null;
  }
  const idsOf = async (query: string) =>
    (await get<List>(`/v1/bookings?${query}`)).body.items.map(({ id }: BookingResource) => id);

  it('finds by user, name, show, event, status and time, the newest first', async () => {
    const { show, event } = await openSale();
    const [one, two] = [buyer(), buyer()];
    const first = await hold(show.id, regular(1), { who: one });
    const second = await hold(show.id, regular(1), { who: { ...two, userId: one.userId } });
    const third = await hold(show.id, regular(1));
    await pay(second.id);
    expect(await idsOf(`userId=${one.userId}`)).toEqual([second.id, first.id]);
    expect(await idsOf(`showId=${show.id}`)).toEqual([third.id, second.id, first.id]);
    expect(await idsOf(`eventId=${event.id}`)).toEqual([third.id, second.id, first.id]);
    expect(await idsOf(`name=${encodeURIComponent(one.name.toUpperCase())}`)).toEqual([first.id]);
    expect(await idsOf(`showId=${show.id}&status=confirmed`)).toEqual([second.id]);
    expect(await idsOf(`showId=${show.id}&status=held`)).toEqual([third.id, first.id]);
    expect(await idsOf(`showId=${show.id}&from=${second.heldAt}&to=${second.heldAt}`)).toContain(second.id);
    expect(await idsOf(`showId=${show.id}&to=${encodeURIComponent(inMs(-60_000))}`)).toEqual([]);
    expect(await idsOf(`showId=${show.id}&userId=nobody`)).toEqual([]);
  });

  it('refuses a time that ends before it begins', async () => {
    const answer = await get(`/v1/bookings?userId=u&from=${inMs(1000)}&to=${inMs(0)}`);
    expectRefused(answer, { pointer: '?to' });
  });

  it('pages through, each booking once', async () => {
    const { show } = await openSale();
    const made: string[] = [];
    for (let n = 0; n < 5; n += 1) made.unshift((await hold(show.id)).id);
    const found: string[] = [];
    let next: string | null = '';
    while (next !== null) {
      const from: string = next === '' ? '' : `&cursor=${encodeURIComponent(next)}`;
      const page: List = (await get<List>(`/v1/bookings?showId=${show.id}&limit=2${from}`)).body;
      found.push(...page.items.map(({ id }) => id));
      next = page.next;
    }
    expect(found).toEqual(made);
  });
});

it('tells the story of a booking and of a show', async () => {
  const { show } = await openSale();
  const held = await hold(show.id);
  await pay(held.id);
  interface Item {
    readonly type: string;
    readonly version: number;
  }
  const { items } = (await get<{ items: Item[] }>(`/v1/bookings/${held.id}/history`)).body;
  expect(items.map(({ type }) => type)).toEqual(
    expect.arrayContaining(['TicketsHeld', 'PaymentStarted', 'BookingConfirmed']),
  );
  const ledger = (await get<{ items: Item[] }>(`/v1/shows/${show.id}/ledger?limit=100`)).body.items;
  const versions = ledger.map(({ version }) => version);
  expect(versions).toEqual(versions.toSorted((one, other) => one - other));
  expect(ledger.map(({ type }) => type)).toContain('TicketsHeld');
});

it('does not know bookings that never were', async () => {
  const id = 'bkg_01h455vb4pex5vsknk084sn02q';
  expect(refusalOf(await get(`/v1/bookings/${id}`))).toEqual([404, 'not-found']);
  expect(refusalOf(await remove(`/v1/bookings/${id}`))).toEqual([404, 'not-found']);
  expect(refusalOf(await tryHold('shw_01h455vb4pex5vsknk084sn02q', regular(1)))).toEqual([404, 'not-found']);
});
