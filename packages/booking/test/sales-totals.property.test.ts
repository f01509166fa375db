import { strict as assert } from 'node:assert';
import { property, assert as verify } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countCommit, createSalesTotals, type SalesTotals, type ShowEvent, tiersOf, toCourse } from '../src/index.ts';
import { begin, createDrive, type Drive, give, take } from './drive.ts';
import { scenario, startAt } from './scenario.ts';

type Commits = readonly { readonly version: number; readonly at: number; readonly events: readonly ShowEvent[] }[];

const numRuns = Number(process.env['BOOKING_RUNS'] ?? 400);
const minuteMs = 60_000;

function countAll(commits: Commits, currency: string): SalesTotals {
  return commits.reduce(countCommit, createSalesTotals(currency));
}

const sumOf = (totals: SalesTotals, of: 'held' | 'confirmed' | 'expired' | 'released' | 'cancelled' | 'revenue') =>
  toCourse(totals.series).buckets.reduce((sum, bucket) => sum + bucket[of], 0);

/** What the naive model has in its lists at the end. */
function compareWithModel(totals: SalesTotals, { world }: Drive): void {
  const count = (items: readonly { readonly status: string }[], ...statuses: readonly string[]) =>
    items.filter(({ status }) => statuses.includes(status)).length;
  const { bookings, entries } = world;
  assert.deepEqual(totals.holds, {
    total: bookings.length,
    confirmed: bookings.filter(({ confirmedAt }) => confirmedAt !== undefined).length,
    expired: count(bookings, 'expired'),
    released: count(bookings, 'released'),
  });
  assert.equal(totals.held.size, count(bookings, 'held'));
  assert.deepEqual(totals.waitlist, {
    joined: entries.length,
    offered: count(entries, 'offered', 'taken', 'lapsed'),
    taken: count(entries, 'taken'),
    lapsed: count(entries, 'lapsed'),
    left: count(entries, 'left'),
    closed: count(entries, 'closed'),
  });
  assert.equal(totals.waiting.size, count(entries, 'waiting'));
  const revenue = new Map<string, number>();
  for (const { status, currency, tickets } of bookings) {
    if (status !== 'confirmed' || currency !== totals.currency) continue;
    for (const { tier, priceMinor } of tickets) revenue.set(tier, (revenue.get(tier) ?? 0) + priceMinor);
  }
  for (const [tier, amount] of totals.revenue) assert.equal(amount, revenue.get(tier) ?? 0);
  for (const [tier, amount] of revenue) assert.equal(amount, totals.revenue.get(tier));
  assert.equal(
    sumOf(totals, 'revenue'),
    [...revenue.values()].reduce((sum, amount) => sum + amount, 0),
  );
}

/** What the tiers say at the end, and the ledger at each minute. */
function compareWithLedger(totals: SalesTotals, { show, commits }: Drive): void {
  const tiers = tiersOf(show);
  const held = tiers.reduce((sum, tier) => sum + tier.held, 0);
  const booked = tiers.reduce((sum, tier) => sum + tier.booked, 0);
  const over = sumOf(totals, 'confirmed') + sumOf(totals, 'expired') + sumOf(totals, 'released');
  assert.equal(sumOf(totals, 'held') - over, held);
  assert.equal(sumOf(totals, 'confirmed') - sumOf(totals, 'cancelled'), booked);
  const { stepMs, buckets } = toCourse(totals.series);
  for (const bucket of buckets) {
    const inBucket = commits
      .flatMap(({ events }) => events)
      .filter(({ at }) => at >= bucket.at && at < bucket.at + stepMs);
    const tickets = inBucket.flatMap((event) =>
      event.type === 'TicketsHeld' || event.type === 'TicketsOffered' ? event.tickets : [],
    );
    assert.equal(bucket.held, tickets.length);
  }
}

describe('the totals of a sale', () => {
  it(
    'are what its ledger and the naive model say, also when they are counted piece by piece',
    () => {
      verify(
        property(scenario, ({ settings, steps, cutAfter }) => {
          const drive = createDrive();
          begin(drive, startAt);
          drive.catalogueVersion = 1;
          give(drive, { type: 'ConfigureShow', now: startAt, catalogueVersion: 1, settings });
          for (const step of steps) take(drive, step);
          const { commits } = drive;
          for (const currency of ['EUR', 'JPY']) {
            const totals = countAll(commits, currency);
            compareWithModel(totals, drive);
            compareWithLedger(totals, drive);
            const half = countAll(commits.slice(0, cutAfter), currency);
            toCourse(half.series);
            assert.deepEqual(commits.slice(cutAfter).reduce(countCommit, half), totals);
          }
        }),
        { numRuns },
      );
    },
    120_000 + numRuns * 100,
  );

  it('refuse a commit out of turn, and an event nobody knows', () => {
    const totals = createSalesTotals('EUR');
    expect(() => countCommit(totals, { version: 2, at: 0, events: [] })).toThrow(/expected commit 1/);
    const strange = { type: 'ShowPostponed', at: 0 } as unknown as ShowEvent;
    expect(() => countCommit(totals, { version: 1, at: 0, events: [strange] })).toThrow(/unknown event type/);
  });
});

describe('the course of a sale', () => {
  /** Holds of one ticket at these instants. */
  function holdsAt(instants: readonly number[]): SalesTotals {
    const ticket = { tier: 'A', priceMinor: 100 };
    return instants.reduce((totals, at, index) => {
      const hold = { type: 'TicketsHeld', at, bookingId: `b${index}`, currency: 'EUR' } as const;
      const event = { ...hold, tickets: [{ ...ticket, id: `t${index}` }] } as unknown as ShowEvent;
      return countCommit(totals, { version: index + 1, at, events: [event] });
    }, createSalesTotals('EUR'));
  }
  const every = (stepMs: number, count: number) => Array.from({ length: count }, (_, n) => startAt + n * stepMs);

  it.each([
    ['nothing', [], undefined, 1],
    ['an hour', every(minuteMs, 60), undefined, 1],
    ['ten hours', every(minuteMs, 600), undefined, 5],
    ['two days', every(minuteMs, 2_880), undefined, 15],
    ['a month', every(3_600_000, 720), undefined, 360],
    ['two years', every(86_400_000, 730), undefined, 10_080],
    ['fifty years', every(86_400_000, 18_250), undefined, 161_280],
    ['an hour by the hour', every(minuteMs, 60), 'hour', 60],
    ['a month by the hour', every(3_600_000, 720), 'hour', 60],
    ['a year by the hour', every(3_600_000, 8_760), 'hour', 1_440],
    ['a year by the day', every(3_600_000, 8_760), 'day', 1_440],
    ['ten years by the day', every(86_400_000, 3_650), 'day', 10_080],
  ] as const)('over %s', (_what, instants, asked, minutes) => {
    const { stepMs, buckets } = toCourse(holdsAt(instants).series, asked);
    expect(stepMs).toBe(minutes * minuteMs);
    expect(buckets.length).toBeLessThanOrEqual(asked === undefined ? 200 : 1_000);
    expect(buckets.reduce((sum, { held }) => sum + held, 0)).toBe(instants.length);
    expect(buckets.every(({ at }) => at % stepMs === 0)).toBe(true);
    expect(buckets.map(({ at }) => at)).toEqual(buckets.map(({ at }) => at).toSorted((a, b) => a - b));
  });
});
