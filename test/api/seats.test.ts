import type { BookingResource, ShowBody, ShowPlan } from '@myevents/contracts';
import { describe, expect, it } from 'vitest';
import { availabilityOf, bodyOf, euros, openSale, tierOf } from './catalogue.ts';
import { hold, pay, problemOf, readBooking, readEntry, refusalOf, statusesOf, tryHold, tryJoin } from './sale.ts';
import { get, patch, remove } from './subject.ts';

const stalls = (...seats: string[]): Partial<ShowBody> => ({
  tiers: [{ id: 'stalls', name: 'Stalls', price: euros(4000), seats }],
});
const best = (quantity: number) => [{ tier: 'stalls', quantity }];
const chosen = (...seats: string[]) => [{ tier: 'stalls', seats }];
const seatsOf = ({ tickets }: BookingResource) => tickets.map(({ seat = '' }) => seat);
const rowsOf = async (showId: string) => (await availabilityOf(showId, '?seats=true')).seats;

async function theatre(rows: readonly string[], taken: readonly string[] = []) {
  const { show } = await openSale({ show: stalls(...rows) });
  if (taken.length > 0) await hold(show.id, chosen(...taken));
  return show.id;
}

describe('the best seats together', () => {
  it('are next to each other, in the first row with room', async () => {
    const show = await theatre(['A-1..5', 'B-1..5']);
    expect(seatsOf(await hold(show, best(3)))).toEqual(['A-1', 'A-2', 'A-3']);
    expect(seatsOf(await hold(show, best(4)))).toEqual(['B-1', 'B-2', 'B-3', 'B-4']);
    expect(seatsOf(await hold(show, best(2)))).toEqual(['A-4', 'A-5']);
  });

  it('leave no single seat behind where another row does better', async () => {
    const show = await theatre(['A-1..4', 'B-1..5']);
    expect(seatsOf(await hold(show, best(3)))).toEqual(['B-1', 'B-2', 'B-3']);
    expect(await rowsOf(show)).toEqual({ A: 'aaaa', B: 'hhhaa' });
  });

  it('leave one where there is no other choice', async () => {
    const show = await theatre(['A-1..4']);
    const seats = seatsOf(await hold(show, best(3)));
    expect([
      ['A-1', 'A-2', 'A-3'],
      ['A-2', 'A-3', 'A-4'],
    ]).toContainEqual(seats);
  });

  it('fill a gap that fits', async () => {
    const show = await theatre(['A-1..7'], ['A-3']);
    expect(seatsOf(await hold(show, best(2)))).toEqual(['A-1', 'A-2']);
    expect(seatsOf(await hold(show, best(4)))).toEqual(['A-4', 'A-5', 'A-6', 'A-7']);
  });

  it('come in the fewest pieces where no row has room for all', async () => {
    const show = await theatre(['A-1..2', 'B-1..4', 'C-1..3']);
    const seats = seatsOf(await hold(show, best(6)));
    expect(new Set(seats.map((seat) => seat[0])).size).toBe(2);
    expect(seats.filter((seat) => seat.startsWith('B'))).toHaveLength(4);
  });

  it('are all there are, or none', async () => {
    const show = await theatre(['A-1..3'], ['A-2']);
    const before = await availabilityOf(show, '?seats=true');
    const answer = await tryHold(show, best(3));
    expect(refusalOf(answer)).toEqual([409, 'tickets-unavailable']);
    expect(problemOf(answer)).toMatchObject({
      shortages: [{ tier: 'stalls', wanted: 3, available: 2, heldTickets: 1 }],
    });
    expect(await availabilityOf(show, '?seats=true')).toEqual(before);
    expect(seatsOf(await hold(show, best(2))).toSorted()).toEqual(['A-1', 'A-3']);
  });
});

describe('seats by name', () => {
  it('are exactly those, and free again when given back', async () => {
    const show = await theatre(['Stalls/A-1..5']);
    const held = await hold(show, chosen('Stalls/A-4', 'Stalls/A-2'));
    expect(seatsOf(held).toSorted()).toEqual(['Stalls/A-2', 'Stalls/A-4']);
    const second = held.tickets.find(({ seat }) => seat === 'Stalls/A-2');
    await remove(`/v1/bookings/${held.id}/tickets/${second?.id}`);
    expect(await rowsOf(show)).toEqual({ 'Stalls/A': 'aaaha' });
    await pay(held.id);
    expect(await rowsOf(show)).toEqual({ 'Stalls/A': 'aaaba' });
    await remove(`/v1/bookings/${held.id}`);
    expect(await rowsOf(show)).toEqual({ 'Stalls/A': 'aaaaa' });
  });

  it('are refused together where one is taken, and that one is named', async () => {
    const show = await theatre(['A-1..5'], ['A-3']);
    const before = await availabilityOf(show, '?seats=true');
    const answer = await tryHold(show, chosen('A-2', 'A-3'));
    expect(refusalOf(answer)).toEqual([409, 'tickets-unavailable']);
    expect(problemOf(answer)).toMatchObject({ seats: ['A-3'] });
    expect(await availabilityOf(show, '?seats=true')).toEqual(before);
  });

  it('may be mixed with others of any tier in one request', async () => {
    const { show } = await openSale({
      show: {
        tiers: [
          { id: 'stalls', name: 'Stalls', price: euros(4000), seats: ['A-1..5'] },
          { id: 'balcony', name: 'Balcony', price: euros(2000), seats: ['B-1..5'] },
          { id: 'standing', name: 'Standing', price: euros(1000), capacity: 5 },
        ],
      },
    });
    const held = await hold(show.id, [
      ...chosen('A-3'),
      { tier: 'balcony', quantity: 2 },
      { tier: 'standing', quantity: 1 },
    ]);
    expect(held.tickets.map(({ tier, seat }) => [tier, seat])).toEqual([
      ['stalls', 'A-3'],
      ['balcony', 'B-1'],
      ['balcony', 'B-2'],
      ['standing', undefined],
    ]);
    expect(held.total).toEqual(euros(9000));
  });

  it.each([
    ['the same twice in a line', chosen('A-1', 'A-1'), 400],
    ['the same in two lines', [...chosen('A-1'), ...chosen('A-1')], 400],
    ['one that is not', chosen('A-99'), 422],
    ['one in a row that is not', chosen('Z-1'), 422],
    ['both seats and a quantity', [{ tier: 'stalls', quantity: 1, seats: ['A-1'] }], 400],
    ['neither', [{ tier: 'stalls' }], 400],
    ['no seats at all', chosen(), 400],
    ['eleven', chosen(...Array.from({ length: 11 }, (_, n) => `A-${n + 1}`)), 400],
    ['a range', chosen('A-1..3'), 422],
  ])('are refused: %s', async (_what, tickets, status) => {
    const show = await theatre(['A-1..12']);
    const before = await availabilityOf(show, '?seats=true');
    const answer = await tryHold(show, tickets);
    expect(answer.status).toBe(status);
    expect(problemOf(answer).errors?.[0]?.pointer).toMatch(/^\/tickets\/[01]/);
    expect(await availabilityOf(show, '?seats=true')).toEqual(before);
  });

  it('are not in a tier without seats', async () => {
    const { show } = await openSale();
    const answer = await tryHold(show.id, [{ tier: 'regular', seats: ['A-1'] }]);
    expect([400, 422]).toContain(answer.status);
    expect(problemOf(answer).errors?.[0]?.pointer).toMatch(/^\/tickets\/0/);
  });

  it('of another tier are not this one’s', async () => {
    const { show } = await openSale({
      show: {
        tiers: [
          { id: 'stalls', name: 'Stalls', price: euros(1), seats: ['A-1'] },
          { id: 'box', name: 'Box', price: euros(2), seats: ['A-2'] },
        ],
      },
    });
    expect(refusalOf(await tryHold(show.id, chosen('A-2')))).toEqual([422, 'unknown-seat']);
  });
});

it('takes the plan of the hall where it has one', async () => {
  const plan = {
    sections: [
      { name: 'Parkett', rows: [{ name: '1', seats: ['1..3'] }] },
      { name: 'Rang', rows: [{ name: '1', seats: ['2', '4'] }] },
    ],
  };
  const { show } = await openSale({
    location: { halls: [{ name: 'Oper', capacity: 5, plan }] },
    show: stalls('Parkett/1-1..3', 'Rang/1-4'),
  });
  expect(await rowsOf(show.id)).toEqual({ 'Parkett/1': 'aaa', 'Rang/1': 'xa' });
  const read = await get<ShowPlan>(`/v1/shows/${show.id}/plan`);
  expect(read.body.rows.flatMap(({ seats }) => seats.map(({ id, tier }) => [id, tier]))).toEqual([
    ['Parkett/1-1', 'stalls'],
    ['Parkett/1-2', 'stalls'],
    ['Parkett/1-3', 'stalls'],
    ['Rang/1-2', null],
    ['Rang/1-4', 'stalls'],
  ]);
  expect(refusalOf(await tryHold(show.id, chosen('Rang/1-2')))).toEqual([422, 'unknown-seat']);
});

it('never takes a sold seat away', async () => {
  const plan = { sections: [{ name: 'S', rows: [{ name: 'A', seats: ['1..4'] }] }] };
  const halls = [{ name: 'Oper', capacity: 4, plan }];
  const { show } = await openSale({ location: { halls }, show: stalls('S/A-1..4') });
  const booked = await pay((await hold(show.id, chosen('S/A-2'))).id);
  expect((await patch(`/v1/shows/${show.id}`, stalls('S/A-4'))).status).toBe(200);
  await expect.poll(() => rowsOf(show.id)).toEqual({ 'S/A': 'xbxa' });
  expect(await tierOf(show.id, 'stalls')).toMatchObject({ available: 1, booked: 1 });
  expect(seatsOf(await readBooking(booked.id))).toEqual(['S/A-2']);
  expect(refusalOf(await tryHold(show.id, chosen('S/A-2')))).toSatisfy(([status]) => status === 409 || status === 422);
  await remove(`/v1/bookings/${booked.id}`);
  expect(await rowsOf(show.id)).toEqual({ 'S/A': 'xxxa' });
  expect(await tierOf(show.id, 'stalls')).toMatchObject({ available: 1, booked: 0 });
});

it('offers seats together to the line', async () => {
  const show = await theatre(['A-1..3']);
  const first = await hold(show, best(3));
  const entry = bodyOf(await tryJoin(show, 2, {}, 'stalls'), 201);
  await remove(`/v1/bookings/${first.id}`);
  const { bookingId = '' } = await readEntry(entry.id);
  expect(seatsOf(await readBooking(bookingId)).toSorted()).toEqual(['A-1', 'A-2']);
});

it('gives a seat asked for by many at once to exactly one', async () => {
  const show = await theatre(['A-1..3']);
  const answers = await Promise.all(Array.from({ length: 24 }, () => tryHold(show, chosen('A-2'))));
  expect(statusesOf(answers)).toEqual({ 201: 1, 409: 23 });
  expect(await rowsOf(show)).toEqual({ A: 'aha' });
});
