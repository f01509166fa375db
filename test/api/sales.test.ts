import type { HistoryItem, SalesReport } from '@myevents/contracts';
import { expect, it } from 'vitest';
import { bodyOf, onlyRegular, openSale, tierOf } from './catalogue.ts';
import { expectRefused } from './refused.ts';
import { hold, join, pay, readBooking, readEntry, refusalOf, regular } from './sale.ts';
import { get, send } from './subject.ts';

const salesOf = async (showId: string, query = '') =>
  bodyOf(await get<SalesReport>(`/v1/shows/${showId}/sales${query}`), 200);

/** How often each event stands in the ledger. */
async function countLedger(showId: string): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (let next: string | null = ''; next !== null; ) {
    const cursor: string = next === '' ? '' : `&cursor=${encodeURIComponent(next)}`;
    const page = await get<{ items: HistoryItem[]; next: string | null }>(
      `/v1/shows/${showId}/ledger?limit=100${cursor}`,
    );
    for (const { type } of page.body.items) counts[type] = (counts[type] ?? 0) + 1;
    next = page.body.next;
  }
  return counts;
}

it('the sales of a show are what its ledger says', async () => {
  const { show } = await openSale({ show: onlyRegular(4) });
  const [one, two, three] = [
    await hold(show.id, regular(2)),
    await hold(show.id, regular(1)),
    await hold(show.id, regular(1)),
  ];
  const entry = await join(show.id, 1);
  await pay(one.id);
  await pay(two.id);
  await send({ method: 'DELETE', path: `/v1/bookings/${three.id}` });
  await expect.poll(async () => (await readEntry(entry.id)).status).toBe('offered');
  await send({ method: 'DELETE', path: `/v1/bookings/${two.id}` });
  await expect.poll(async () => (await readBooking(two.id)).payment?.status).toBe('refunded');
  const report = await salesOf(show.id);
  const ledger = await countLedger(show.id);
  expect(report.holds).toEqual({
    total: (ledger['TicketsHeld'] ?? 0) + (ledger['TicketsOffered'] ?? 0),
    confirmed: ledger['BookingConfirmed'],
    expired: 0,
    released: ledger['HoldReleased'],
    stillHeld: 1,
  });
  expect(report.waitlist).toEqual({ joined: 1, offered: 1, taken: 0, lapsed: 0, left: 0, closed: 0, waiting: 0 });
  expect(report.revenue).toEqual({ amount: 5000, currency: 'EUR' });
  const { reservedForWaitlist: _kept, ...present } = await tierOf(show.id);
  expect(report.tiers[0]).toMatchObject({ ...present, booked: 2 });
  const sum = (of: 'held' | 'confirmed' | 'cancelled' | 'released' | 'revenue') =>
    report.series.reduce((total, bucket) => total + bucket[of], 0);
  expect([sum('held'), sum('confirmed'), sum('cancelled'), sum('released'), sum('revenue')]).toEqual([
    5, 3, 1, 1, 5000,
  ]);
  expect((await salesOf(show.id, '?bucket=day')).bucketSeconds).toBe(86_400);
});

it('the sales of a show are refused with what they do not take, and of no show', async () => {
  const { show } = await openSale();
  for (const [query, pointer] of [
    ['bucket=minute', '?bucket'],
    ['limit=1', '?limit'],
    ['bucket=day&bucket=hour', '?bucket'],
  ] as const) {
    expectRefused(await get(`/v1/shows/${show.id}/sales?${query}`), { pointer });
  }
  expect(refusalOf(await get('/v1/shows/shw_01h455vb4pex5vsknk084sn02q/sales'))).toEqual([404, 'not-found']);
  expect((await get(`/v1/shows/${show.id}/sales`)).headers['cache-control']).toBe('private, no-store');
});
