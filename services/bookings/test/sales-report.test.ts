import type { ShowEvent } from '@myevents/booking';
import type { BookingResource, SalesReport, WaitlistEntry } from '@myevents/contracts';
import type { Commit } from '@myevents/ports';
import { describe, expect, it } from 'vitest';
import type { ShowView } from '../src/sale/show-view.ts';
import { createSalesReports } from '../src/sales-reports.ts';
import { showMessage, smallShow } from './catalogue.ts';
import { process, world } from './fresh-world.ts';
import { order } from './world.ts';

const report = async (showId: string, query = '') =>
  (await process.get<SalesReport>(`/v1/shows/${showId}/sales${query}`)).body;
const hold = async (showId: string, changes: Parameters<typeof order>[0] = {}): Promise<BookingResource> =>
  (await process.post(`/v1/shows/${showId}/bookings`, order(changes))).body;
const pay = (id: string) => process.post(`/v1/bookings/${id}/payment`, { method: 'test', token: 'tok_ok' });

async function openShow(show = showMessage()): Promise<string> {
  await world.tell('myevents.show.scheduled', show);
  return show.id;
}

describe('the sales of a show', () => {
  it('tell what became of every hold, over time and by tier', async () => {
    const showId = await openShow();
    const start = new Date(world.time.now()).toISOString();
    const [kept, partly, cancelled, released] = [
      await hold(showId, { quantity: 2 }),
      await hold(showId, { quantity: 3 }),
      await hold(showId, { tier: 'vip', quantity: 1 }),
      await hold(showId, { quantity: 1 }),
    ];
    await hold(showId, { quantity: 4 });
    for (const { id } of [kept, partly, cancelled]) expect((await pay(id)).body.status).toBe('confirmed');
    await process.delete(`/v1/bookings/${released.id}`);
    world.time.advance(600_000);
    await process.delete(`/v1/bookings/${partly.id}/tickets/${partly.tickets[0]?.id}`);
    await process.delete(`/v1/bookings/${cancelled.id}`);
    const held = await hold(showId, { quantity: 5 });
    const told = await report(showId);
    expect(told).toMatchObject({
      showId,
      from: start,
      to: held.heldAt,
      bucketSeconds: 60,
      holds: { total: 6, confirmed: 3, expired: 1, released: 1, stillHeld: 1 },
      revenue: { amount: 10_000, currency: 'EUR' },
      series: [
        { at: start, held: 11, confirmed: 6, expired: 0, released: 1, cancelled: 0, revenue: 22_400 },
        {
          at: '2031-05-01T12:10:00.000Z',
          held: 5,
          confirmed: 0,
          expired: 4,
          released: 0,
          cancelled: 2,
          revenue: -12_400,
        },
      ],
      tiers: [
        { id: 'regular', capacity: 100, held: 5, booked: 4, available: 91, revenue: { amount: 10_000 } },
        { id: 'vip', capacity: 4, held: 0, booked: 0, available: 4, revenue: { amount: 0 } },
      ],
    });
    const hours = await report(showId, '?bucket=hour');
    expect(hours.bucketSeconds).toBe(3_600);
    expect(hours.series).toEqual([
      {
        at: '2031-05-01T12:00:00.000Z',
        held: 16,
        confirmed: 6,
        expired: 4,
        released: 1,
        cancelled: 2,
        revenue: 10_000,
      },
    ]);
    expect((await report(showId, '?bucket=day')).series).toMatchObject([{ at: '2031-05-01T00:00:00.000Z', held: 16 }]);
  });

  it('tell what became of those in line', async () => {
    const showId = await openShow(smallShow(2));
    const held = [await hold(showId), await hold(showId)];
    const join = async (quantity = 1) =>
      (await process.post<WaitlistEntry>(`/v1/shows/${showId}/waitlist`, order({ quantity }))).body;
    const [taker, lapser, leaver] = [await join(), await join(), await join()];
    await join(2);
    await process.delete(`/v1/waitlist/${leaver.id}`);
    await process.delete(`/v1/bookings/${held[0]?.id}`);
    const offer = (await process.get<WaitlistEntry>(`/v1/waitlist/${taker.id}`)).body;
    await pay(offer.bookingId ?? '');
    await process.delete(`/v1/bookings/${held[1]?.id}`);
    await process.delete(`/v1/waitlist/${lapser.id}`);
    const told = await report(showId);
    expect(told.waitlist).toEqual({ joined: 4, offered: 2, taken: 1, lapsed: 1, left: 1, closed: 0, waiting: 1 });
    expect(told.tiers[0]).toMatchObject({ waiting: 2, booked: 1 });
    expect(told.holds).toEqual({ total: 4, confirmed: 1, expired: 0, released: 3, stillHeld: 0 });
  });

  it('are true to the second: an expired hold is not held', async () => {
    const showId = await openShow();
    await hold(showId);
    world.time.advance(600_000);
    expect((await report(showId)).holds).toMatchObject({ expired: 1, stillHeld: 0 });
  });

  it('are counted once whoever asks at once', async () => {
    const showId = await openShow();
    for (let n = 0; n < 5; n += 1) await hold(showId);
    const reports = await Promise.all([1, 2, 3, 4].map(() => report(showId)));
    for (const each of reports) expect(each).toEqual(reports[0]);
    expect(reports[0]?.holds.total).toBe(5);
  });

  it('of a show without any are empty', async () => {
    const showId = await openShow();
    const told = await report(showId);
    expect(told).toMatchObject({ series: [], holds: { total: 0 }, revenue: { amount: 0, currency: 'EUR' } });
    expect(told.from).toBe(told.to);
  });

  it('are kept by no cache, and name nobody', async () => {
    const showId = await openShow();
    await hold(showId, { name: 'Rosalind Franklin', userId: 'rosalind' });
    const { headers, body } = await process.get(`/v1/shows/${showId}/sales`);
    expect(headers['cache-control']).toBe('private, no-store');
    expect(JSON.stringify(body)).not.toMatch(/rosalind/i);
  });

  it.each([
    ['bucket=week', '?bucket'],
    ['bucket=', '?bucket'],
    ['from=2031-01-01T00:00:00Z', '?from'],
  ])('refuse %s', async (query, pointer) => {
    const showId = await openShow();
    const refused = await process.get<{ errors: { pointer: string }[] }>(`/v1/shows/${showId}/sales?${query}`);
    expect([refused.status, refused.body.errors[0]?.pointer]).toEqual([400, pointer]);
  });

  it('are not there of a show that is not', async () => {
    const refused = await process.get('/v1/shows/shw_01h455vb4pex5vsknk084sn02q/sales');
    expect([refused.status, refused.body.code]).toEqual([404, 'not-found']);
    expect((await process.get('/v1/shows/12/sales')).status).toBe(404);
  });
});

describe('counting the ledger', () => {
  const ids = ['one', 'two', 'three'];
  const commit = (version: number): Commit<ShowEvent> => {
    const hold = { type: 'TicketsHeld', at: version, bookingId: `b${version}`, currency: 'EUR' };
    const tickets = [{ id: `t${version}`, tier: 'A', priceMinor: 100 }];
    return { stream: '', version, id: '', at: version, events: [{ ...hold, tickets } as unknown as ShowEvent] };
  };

  /** Shows of so many commits, and what was read of whose log. */
  function openReports(keptMax = { shows: 10, parts: 100 }) {
    const present: { version: number; currency: string; awayAfter?: number } = { version: 3, currency: 'EUR' };
    const reads: string[] = [];
    const view = (showId: string): ShowView => ({
      version: present.version,
      currency: present.currency,
      showId,
      at: 0,
      eventId: '',
      tiers: [],
      wakeAt: null,
      lineMovedVersion: 0,
    });
    const reports = createSalesReports({
      store: {
        log: {
          async *read(stream, afterVersion = 0) {
            reads.push(`${stream}@${afterVersion}`);
            // Somebody has committed one more since the view was made.
            for (let version = afterVersion + 1; version <= present.version + 1; version += 1) {
              yield commit(version);
              if (version === present.awayAfter) throw new Error('the log is away');
            }
          },
        },
      },
      sales: { read: async (showId, reader) => reader({} as never, view(showId)) },
      keptMax,
    });
    return { reports, present, reads };
  }

  it('reads only what has come since, and not beyond the version it tells of', async () => {
    const { reports, present, reads } = openReports();
    expect((await reports.read('one')).holds.total).toBe(3);
    expect((await reports.read('one')).holds.total).toBe(3);
    present.version = 7;
    expect(await reports.read('one')).toMatchObject({ version: 7, holds: { total: 7 }, revenue: { amount: 0 } });
    expect(reads).toEqual(['show/one@0', 'show/one@3']);
  });

  it('counts anew in another currency, or for an older version', async () => {
    const { reports, present, reads } = openReports();
    await reports.read('one');
    present.currency = 'JPY';
    expect((await reports.read('one')).revenue.currency).toBe('JPY');
    present.version = 2;
    expect((await reports.read('one')).holds.total).toBe(2);
    expect(reads).toEqual(['show/one@0', 'show/one@0', 'show/one@0']);
  });

  it.each([
    ['shows', { shows: 2, parts: 100 }],
    ['bookings', { shows: 10, parts: 6 }],
  ])('forgets those asked for longest ago where there are too many %s', async (_what, keptMax) => {
    const { reports, present, reads } = openReports(keptMax);
    for (const id of ids) await reports.read(id);
    present.version = 3;
    reads.length = 0;
    for (const id of ids.toReversed()) await reports.read(id);
    expect(reads).toEqual(['show/one@0']);
  });

  it('keeps a show that is too big alone until another is asked for', async () => {
    const { reports, reads } = openReports({ shows: 10, parts: 1 });
    for (const id of ['one', 'one', 'two', 'one']) await reports.read(id);
    expect(reads).toEqual(['show/one@0', 'show/two@0', 'show/one@0']);
  });

  it('counts anew after the log was away in the middle of it', async () => {
    const { reports, present, reads } = openReports();
    await reports.read('one');
    Object.assign(present, { version: 6, awayAfter: 4 });
    await expect(reports.read('one')).rejects.toThrow('away');
    Object.assign(present, { awayAfter: undefined });
    expect((await reports.read('one')).holds.total).toBe(6);
    expect(reads).toEqual(['show/one@0', 'show/one@3', 'show/one@0']);
  });
});
