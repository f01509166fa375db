import type { BookingResource, HistoryItem, WaitlistEntry } from '@myevents/contracts';
import { describe, expect, it } from 'vitest';
import { smallShow } from './catalogue.ts';
import { process, world } from './fresh-world.ts';
import { until } from './until.ts';
import { type Answer, order } from './world.ts';

const pay = (id: string) => process.post(`/v1/bookings/${id}/payment`, { method: 'test', token: 'tok_ok' });
const read = async (id: string) => (await process.get<WaitlistEntry>(`/v1/waitlist/${id}`)).body;

/** A show whose tickets are all held, one by one. */
async function fullShow(capacity: number): Promise<{ showId: string; held: readonly BookingResource[] }> {
  const show = smallShow(capacity);
  await world.tell('myevents.show.scheduled', show);
  const held: BookingResource[] = [];
  for (let n = 0; n < capacity; n += 1) {
    held.push((await process.post(`/v1/shows/${show.id}/bookings`, order())).body);
  }
  return { showId: show.id, held };
}

async function join(showId: string, quantity = 1): Promise<WaitlistEntry> {
  const { status, body } = await process.post<WaitlistEntry>(`/v1/shows/${showId}/waitlist`, order({ quantity }));
  expect(status).toBe(201);
  return body;
}

describe('standing in line', () => {
  it('tells the place, and what stands before it', async () => {
    const { showId } = await fullShow(4);
    const first = await join(showId, 2);
    const second = await join(showId, 1);
    expect(first).toMatchObject({ status: 'waiting', position: 1, ahead: 0, heldTickets: 4 });
    expect(second).toMatchObject({
      status: 'waiting',
      position: 2,
      ahead: 2,
      tickets: [{ tier: 'regular', quantity: 1 }],
    });
    expect(await read(second.id)).toEqual(second);
    expect((await process.availability(showId)).tiers[0]).toMatchObject({ waiting: 3, available: 0 });
  });

  it('is served first come, first served, a group as a whole', async () => {
    const { showId, held } = await fullShow(3);
    const group = await join(showId, 2);
    const single = await join(showId, 1);
    await process.delete(`/v1/bookings/${held[0]?.id}`);
    expect((await read(group.id)).status).toBe('waiting');
    expect((await read(single.id)).status).toBe('waiting');
    expect((await process.availability(showId)).tiers[0]).toMatchObject({ available: 0, reservedForWaitlist: 1 });
    const newcomer = await process.post(`/v1/shows/${showId}/bookings`, order());
    expect(newcomer.body).toMatchObject({ code: 'tickets-unavailable', waitlist: true });
    await process.delete(`/v1/bookings/${held[1]?.id}`);
    const offered = await read(group.id);
    expect(offered).toMatchObject({ status: 'offered', position: 0, expiresAt: '2031-05-01T12:05:00.000Z' });
    expect(await read(single.id)).toMatchObject({ status: 'waiting', position: 1 });
    const booking = await process.get<BookingResource>(`/v1/bookings/${offered.bookingId}`);
    expect(booking.body).toMatchObject({ status: 'held', userId: group.userId, waitlistEntryId: group.id });
    expect(booking.body.name).toBe(`Buyer of ${group.userId}`);
    expect(booking.body.tickets).toHaveLength(2);
    expect((await pay(booking.body.id)).body.status).toBe('confirmed');
    expect((await read(group.id)).status).toBe('taken');
  });

  it('offers at once what fits', async () => {
    const show = smallShow(5);
    await world.tell('myevents.show.scheduled', show);
    expect(await join(show.id, 2)).toMatchObject({ status: 'offered', position: 0 });
  });

  it('passes an offer on when it lapses, and tells who was passed over', async () => {
    const { showId, held } = await fullShow(2);
    await pay(held[1]?.id ?? '');
    const big = await join(showId, 2);
    const small = await join(showId, 1);
    const smaller = await join(showId, 1);
    await process.delete(`/v1/bookings/${held[0]?.id}`);
    expect((await read(small.id)).status).toBe('offered');
    expect((await read(big.id)).position).toBe(1);
    world.time.advance(300_000);
    expect((await read(small.id)).status).toBe('lapsed');
    expect((await read(smaller.id)).status).toBe('offered');
    const { body } = await process.get<{ items: HistoryItem[] }>(`/v1/waitlist/${small.id}/history`);
    expect(body.items.map(({ type }) => type)).toEqual(['WaitlistJoined', 'TicketsOffered', 'HoldExpired']);
    expect(body.items[1]?.text).toContain('1 before it wanted more than can come free');
    expect(body.items[1]?.details).toMatchObject({ passedOver: [{ quantity: 2, entries: 1, firstEntryId: big.id }] });
  });

  it('is left by deleting the entry, or the offer', async () => {
    const { showId, held } = await fullShow(1);
    const first = await join(showId);
    const second = await join(showId);
    const third = await join(showId);
    const leave = (id: string): Promise<Answer<WaitlistEntry>> => process.delete<WaitlistEntry>(`/v1/waitlist/${id}`);
    expect((await leave(first.id)).body).toMatchObject({ status: 'left', position: 0 });
    expect((await leave(first.id)).body.status).toBe('left');
    await process.delete(`/v1/bookings/${held[0]?.id}`);
    const offered = await read(second.id);
    expect((await leave(second.id)).body.status).toBe('lapsed');
    expect((await process.get<BookingResource>(`/v1/bookings/${offered.bookingId}`)).body.status).toBe('released');
    expect((await read(third.id)).status).toBe('offered');
  });

  it('ends with the sales', async () => {
    const { showId } = await fullShow(1);
    const waiting = await join(showId);
    world.time.advance(32 * 24 * 3_600_000);
    await until(async () => {
      world.time.advance(1_000);
      return (await read(waiting.id)).status === 'closed';
    }, 'the end of the line');
  });

  it('counts against the limit, and takes the name', async () => {
    const { showId } = await fullShow(1);
    const me = order({ quantity: 6, userId: 'me', name: 'Me' });
    expect((await process.post(`/v1/shows/${showId}/waitlist`, me)).status).toBe(201);
    const more = await process.post(
      `/v1/shows/${showId}/waitlist`,
      order({ quantity: 5, userId: 'me', name: 'Myself' }),
    );
    expect(more.body).toMatchObject({ code: 'ticket-limit-exceeded', ticketsNow: 6 });
    const same = await process.post(`/v1/shows/${showId}/waitlist`, order({ name: 'me' }));
    expect(same.body.code).toBe('name-already-booked');
  });

  it('knows no entry that was never made', async () => {
    const { showId } = await fullShow(1);
    const { id } = await join(showId);
    const unknown = `${id.slice(0, -1)}${id.endsWith('0') ? '1' : '0'}`;
    expect((await process.get(`/v1/waitlist/${unknown}`)).status).toBe(404);
    expect((await process.delete(`/v1/waitlist/${unknown}`)).status).toBe(404);
    expect((await process.get(`/v1/waitlist/${unknown}?wait=5`)).status).toBe(404);
  });
});

describe('waiting by long poll', () => {
  it('hears of the offer as soon as it is made', async () => {
    const { showId, held } = await fullShow(1);
    const { id } = await join(showId);
    const polling = process.get<WaitlistEntry>(`/v1/waitlist/${id}?wait=25`);
    await process.delete(`/v1/bookings/${held[0]?.id}`);
    expect((await polling).body).toMatchObject({ status: 'offered', heldTickets: 1 });
    expect((await process.get<WaitlistEntry>(`/v1/waitlist/${id}?wait=25`)).body.status).toBe('offered');
  });

  it('answers as it is at the end', async () => {
    const { showId } = await fullShow(1);
    const { id } = await join(showId);
    let isAnswered = false;
    const polling = process.get<WaitlistEntry>(`/v1/waitlist/${id}?wait=20`).finally(() => {
      isAnswered = true;
    });
    await until(() => {
      world.time.advance(100);
      return isAnswered;
    }, 'the end of the wait');
    expect((await polling).body.status).toBe('waiting');
    expect(world.time.now()).toBeGreaterThanOrEqual(Date.parse('2031-05-01T12:00:20Z'));
  });

  it('hears of a better place with `after`, at most once a second', async () => {
    const { showId } = await fullShow(1);
    const first = await join(showId);
    const { id, version } = await join(showId);
    let answer: Answer<WaitlistEntry> | undefined;
    const polling = process.get<WaitlistEntry>(`/v1/waitlist/${id}?wait=25&after=${version}`).then((got) => {
      answer = got;
    });
    await process.delete(`/v1/waitlist/${first.id}`);
    expect(answer).toBeUndefined();
    world.time.advance(1_000);
    await polling;
    expect(answer?.body).toMatchObject({ status: 'waiting', position: 1 });
    expect(answer?.body.version).toBeGreaterThan(version);
  });

  it('is not woken by who joins behind it', async () => {
    const { showId } = await fullShow(1);
    const { id, version } = await join(showId);
    let answer: Answer<WaitlistEntry> | undefined;
    const polling = process.get<WaitlistEntry>(`/v1/waitlist/${id}?wait=10&after=${version}`).then((got) => {
      answer = got;
    });
    await join(showId);
    world.time.advance(2_000);
    await process.get(`/v1/waitlist/${id}`);
    expect(answer).toBeUndefined();
    await process.delete(`/v1/waitlist/${id}`);
    await polling;
    expect(answer?.body.status).toBe('left');
  });
});
