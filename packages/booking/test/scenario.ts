import {
  type Arbitrary,
  array,
  boolean,
  constant,
  constantFrom,
  integer,
  nat,
  oneof,
  option,
  record,
  subarray,
  tuple,
} from 'fast-check';
import type { SeatRow, ShowSettings } from '../src/index.ts';

/** When the scenarios begin: any instant would do. */
export const startAt = 1_800_000_000_000;

/** The answer of a provider to a payment. */
export type Answer = 'authorised' | 'declined' | 'captured' | 'voided' | 'refunded';

/** What somebody tries. Whom and what it is about is found when it is tried, so that steps keep their sense as others are left out. */
export type Action =
  | { readonly do: 'configure'; readonly settings: ShowSettings; readonly isOld: boolean }
  | { readonly do: 'cancel'; readonly isOld: boolean }
  | {
      readonly do: 'hold';
      readonly user: number;
      readonly name: number;
      readonly lines: readonly Line[];
      readonly key: Key;
    }
  | {
      readonly do: 'join';
      readonly user: number;
      readonly name: number;
      readonly tier: number;
      readonly quantity: number;
      readonly key: Key;
    }
  | { readonly do: 'leave'; readonly which: Which }
  | { readonly do: 'extend'; readonly which: Which; readonly key: Key }
  | { readonly do: 'end'; readonly which: Which }
  | { readonly do: 'return'; readonly which: Which; readonly ticket: number }
  | { readonly do: 'pay'; readonly which: Which; readonly isUnfit: boolean; readonly key: Key }
  | { readonly do: 'answer'; readonly which: Which; readonly answer: Answer }
  | { readonly do: 'settle'; readonly isDeclined: boolean }
  | { readonly do: 'erase'; readonly user: number }
  | { readonly do: 'tick' };

/** Numbers choose among the tiers and seats there are; where there are none, or for 99, something unknown is asked for. */
export type Line = { readonly tier: number; readonly quantity?: number; readonly seats?: readonly number[] };
/** Counted from the latest, among those that are live unless `isAny`. */
export type Which = { readonly index: number; readonly isAny: boolean };
/** Which idempotency key and which body; none where undefined. */
type Key = { readonly key: number; readonly body: number } | undefined;

export interface Step {
  /** Milliseconds after the step before. */
  readonly afterMs: number;
  /** Whether it goes into the commit of the step before. */
  readonly isSameCommit: boolean;
  /** How far this process's clock is behind; only where a commit begins. */
  readonly behindMs: number;
  readonly action: Action;
}

const tierIds = ['A', 'B', 'S', 'T'];
const tier = oneof(
  { weight: 40, arbitrary: constantFrom(0, 0, 0, 1, 1, 2, 3) },
  { weight: 1, arbitrary: constant(99) },
);
const user = nat({ max: 5 });
const name = nat({ max: 11 });
const which = record({ index: oneof(constant(0), nat({ max: 7 })), isAny: constantFrom(false, false, false, true) });
const key: Arbitrary<Key> = option(record({ key: nat({ max: 7 }), body: constantFrom(0, 0, 0, 1) }), {
  nil: undefined,
  freq: 2,
});
const quantity = oneof(
  { weight: 12, arbitrary: integer({ min: 1, max: 3 }) },
  { weight: 5, arbitrary: integer({ min: 1, max: 10 }) },
  { weight: 1, arbitrary: constantFrom(0, 11, -1, 1.5) },
);
const seat = oneof({ weight: 30, arbitrary: nat({ max: 20 }) }, { weight: 1, arbitrary: constant(99) });
const line: Arbitrary<Line> = oneof(
  { weight: 8, arbitrary: record({ tier, quantity }) },
  { weight: 4, arbitrary: record({ tier, seats: array(seat, { minLength: 1, maxLength: 3 }) }) },
  { weight: 1, arbitrary: record({ tier, quantity, seats: array(seat, { maxLength: 3 }) }) },
);
const lines = oneof(
  { weight: 12, arbitrary: line.map((one) => [one]) },
  { weight: 5, arbitrary: array(line, { maxLength: 3 }) },
);

const row = (key: string): Arbitrary<SeatRow> =>
  array(tuple(constantFrom('S', 'S', 'S', 'T', 'T', null), integer({ min: 1, max: 5 })), {
    minLength: 1,
    maxLength: 3,
  }).map((tiers) => {
    const seats = Math.min(
      7,
      tiers.reduce((sum, [, length]) => sum + length, 0),
    );
    return { key, labels: [`1..${seats}`], tiers };
  });

/** Small shows of a few tiers, so that people are in each other's way. */
export const settings: Arbitrary<ShowSettings> = record({
  capacityA: integer({ min: 0, max: 12 }),
  capacityB: integer({ min: 1, max: 5 }),
  isSeatedA: constantFrom(false, false, false, true),
  tiers: subarray(['A', 'B', 'S', 'T'], { minLength: 2 }),
  rows: tuple(row('R1'), row('R2'), row('R3')).chain((rows) => subarray([...rows], { minLength: 1 })),
  prices: constantFrom([100, 0, 250, 0], [100, 200, 0, 50]),
  currency: constantFrom('EUR', 'EUR', 'JPY'),
  opensInMs: constantFrom(null, null, null, null, -5000, 5000),
  closesInMs: constantFrom(30_000, 300_000, ...Array.from({ length: 8 }, () => 10 ** 10)),
  startsInMs: constantFrom(60_000, 10 ** 10, 10 ** 10, 10 ** 10),
  cancellableInMs: constantFrom(null, null, 40_000),
  isPublished: constantFrom(false, ...Array.from({ length: 12 }, () => true)),
  holdExtensions: constantFrom(0, 1),
  maxTicketsPerUser: constantFrom(4, 10, 10),
  uniqueNames: constantFrom(true, true, false),
}).map((drawn) => {
  const capacities: Record<string, number | null> = {
    A: drawn.isSeatedA ? null : drawn.capacityA,
    B: drawn.capacityB,
    S: null,
    T: null,
  };
  return {
    eventId: 'evt_1',
    startsAt: startAt + drawn.startsInMs,
    endsAt: startAt + 2 * 10 ** 10,
    salesOpenAt: drawn.opensInMs === null ? null : startAt + drawn.opensInMs,
    salesCloseAt: startAt + drawn.closesInMs,
    isPublished: drawn.isPublished,
    currency: drawn.currency,
    policy: {
      holdSeconds: 10,
      offerSeconds: 5,
      holdExtensions: drawn.holdExtensions,
      maxTicketsPerUser: drawn.maxTicketsPerUser,
      uniqueNames: drawn.uniqueNames,
      cancellableUntil: drawn.cancellableInMs === null ? null : startAt + drawn.cancellableInMs,
    },
    tiers: drawn.tiers.map((id) => ({
      id,
      name: `Tier ${id}`,
      priceMinor: drawn.prices[tierIds.indexOf(id)] ?? 0,
      capacity: capacities[id] ?? null,
    })),
    rows: drawn.rows,
  };
});

const ordinary: Arbitrary<Action> = oneof(
  {
    weight: 16,
    arbitrary: record({
      do: constant('hold'),
      user,
      name,
      lines,
      key,
    } as const),
  },
  { weight: 16, arbitrary: record({ do: constant('join'), user, name, tier, quantity, key } as const) },
  { weight: 3, arbitrary: record({ do: constant('leave'), which } as const) },
  { weight: 3, arbitrary: record({ do: constant('extend'), which, key } as const) },
  { weight: 5, arbitrary: record({ do: constant('end'), which } as const) },
  { weight: 5, arbitrary: record({ do: constant('return'), which, ticket: nat({ max: 9 }) } as const) },
  {
    weight: 10,
    arbitrary: record({
      do: constant('pay'),
      which,
      isUnfit: constantFrom(false, false, false, false, false, true),
      key,
    } as const),
  },
  {
    weight: 10,
    arbitrary: record({
      do: constant('answer'),
      which,
      answer: constantFrom('authorised', 'authorised', 'authorised', 'declined', 'captured', 'voided', 'refunded'),
    } as const),
  },
  { weight: 5, arbitrary: record({ do: constant('settle'), isDeclined: boolean() } as const) },
  {
    weight: 3,
    arbitrary: record({
      do: constant('configure'),
      settings,
      isOld: constantFrom(false, false, false, true),
    } as const),
  },
  { weight: 2, arbitrary: record({ do: constant('erase'), user } as const) },
  { weight: 4, arbitrary: record({ do: constant('tick') } as const) },
);

const cancel = record({ do: constant('cancel'), isOld: boolean() } as const);
const action = oneof({ weight: 199, arbitrary: ordinary }, { weight: 1, arbitrary: cancel });

/** Holds last 10 s, offers 5 s, payments 60 s: steps stop short of their ends, on them and behind them. */
const afterMs = oneof(
  { weight: 30, arbitrary: constantFrom(0, 0, 1, 500) },
  { weight: 8, arbitrary: constantFrom(4999, 5000, 5001, 9999, 10_000, 10_001, 60_000) },
  { weight: 2, arbitrary: nat({ max: 70_000 }) },
);
const longMs = constantFrom(23 * 3_600_000, 24 * 3_600_000);

const step: Arbitrary<Step> = record({
  afterMs: oneof({ weight: 150, arbitrary: afterMs }, { weight: 1, arbitrary: longMs }),
  isSameCommit: constantFrom(false, false, false, true),
  behindMs: constantFrom(0, 0, 0, 0, 0, 0, 700),
  action,
});

/** Most who pay succeed at once. */
const purchase = tuple(which, key).map(([{ index }, key]): Step[] => {
  const soon = { afterMs: 1, isSameCommit: false, behindMs: 0 };
  return [
    { ...soon, action: { do: 'pay', which: { index, isAny: false }, isUnfit: false, key } },
    { ...soon, action: { do: 'answer', which: { index: 0, isAny: false }, answer: 'authorised' } },
  ];
});
const phrase = oneof({ weight: 10, arbitrary: step.map((one) => [one]) }, { weight: 1, arbitrary: purchase });

/** A show, and what people do with it. */
export const scenario = record({
  settings: settings.map((drawn) => ({ ...drawn, isPublished: true })),
  steps: array(phrase, { minLength: 1, maxLength: 60, size: 'max' }).map((phrases) => phrases.flat()),
  /** After which step a second process takes over from a snapshot. */
  cutAfter: nat({ max: 60 }),
});
