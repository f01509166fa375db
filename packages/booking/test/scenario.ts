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

/** What somebody tries. Numbers choose among what there is, the latest first, so that steps stay meaningful when others are left out. */
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
      readonly tier: string;
      readonly quantity: number;
      readonly key: Key;
    }
  | { readonly do: 'leave'; readonly which: number }
  | { readonly do: 'extend'; readonly which: number; readonly key: Key }
  | { readonly do: 'end'; readonly which: number }
  | { readonly do: 'return'; readonly which: number; readonly ticket: number }
  | { readonly do: 'pay'; readonly which: number; readonly method: string; readonly key: Key }
  | { readonly do: 'answer'; readonly which: number; readonly answer: Answer }
  | { readonly do: 'settle'; readonly isDeclined: boolean }
  | { readonly do: 'erase'; readonly user: number }
  | { readonly do: 'tick' };

type Line = { readonly tier: string; readonly quantity?: number; readonly seats?: readonly string[] };
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
const tier = oneof({ weight: 20, arbitrary: constantFrom(...tierIds) }, { weight: 1, arbitrary: constant('Z') });
const user = nat({ max: 3 });
const name = nat({ max: 5 });
const which = oneof(constant(0), nat({ max: 3 }), nat({ max: 30 }));
const key: Arbitrary<Key> = option(record({ key: nat({ max: 4 }), body: constantFrom(0, 0, 0, 1) }), {
  nil: undefined,
  freq: 3,
});
const quantity = oneof(
  { weight: 8, arbitrary: integer({ min: 1, max: 3 }) },
  { weight: 4, arbitrary: integer({ min: 1, max: 10 }) },
  { weight: 1, arbitrary: constantFrom(0, 11, -1, 1.5) },
);

const seat = tuple(constantFrom('R1', 'R2', 'R3'), integer({ min: 1, max: 7 })).map(
  ([row, label]) => `${row}-${label}`,
);
const line: Arbitrary<Line> = oneof(
  { weight: 6, arbitrary: record({ tier, quantity }) },
  {
    weight: 2,
    arbitrary: record({ tier: constantFrom('S', 'S', 'T', 'A'), seats: array(seat, { maxLength: 3 }) }),
  },
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
  capacityA: oneof(integer({ min: 0, max: 8 }), integer({ min: 1, max: 3 })),
  capacityB: integer({ min: 0, max: 4 }),
  isSeatedA: constantFrom(false, false, false, true),
  tiers: subarray(['A', 'B', 'S', 'T'], { minLength: 1 }),
  rows: tuple(row('R1'), row('R2'), row('R3')).chain((rows) => subarray([...rows])),
  prices: constantFrom([100, 0, 250, 0], [100, 200, 0, 50]),
  currency: constantFrom('EUR', 'EUR', 'JPY'),
  opensInMs: constantFrom(null, null, null, -5000, 20_000),
  closesInMs: constantFrom(30_000, 300_000, 10 ** 10, 10 ** 10, 10 ** 10),
  startsInMs: constantFrom(60_000, 10 ** 10, 10 ** 10),
  cancellableInMs: constantFrom(null, null, 40_000),
  isPublished: constantFrom(true, true, true, true, true, false),
  holdExtensions: constantFrom(0, 1),
  maxTicketsPerUser: constantFrom(3, 6, 10),
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

const action: Arbitrary<Action> = oneof(
  {
    weight: 16,
    arbitrary: record({
      do: constant('hold'),
      user,
      name,
      lines: array(line, { maxLength: 3 }),
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
      method: constantFrom('test', 'test', 'test', 'free'),
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
  { weight: 1, arbitrary: record({ do: constant('cancel'), isOld: boolean() } as const) },
  { weight: 1, arbitrary: record({ do: constant('erase'), user } as const) },
  { weight: 4, arbitrary: record({ do: constant('tick') } as const) },
);

/** Holds last 10 s, offers 5 s, payments 60 s: steps stop short of their ends, on them and behind them. */
const afterMs = oneof(
  { weight: 10, arbitrary: constantFrom(0, 0, 1, 1000) },
  { weight: 6, arbitrary: constantFrom(4999, 5000, 5001, 9999, 10_000, 10_001, 60_000) },
  { weight: 2, arbitrary: nat({ max: 70_000 }) },
);
const longMs = constantFrom(23 * 3_600_000, 24 * 3_600_000);

const step: Arbitrary<Step> = record({
  afterMs: oneof({ weight: 60, arbitrary: afterMs }, { weight: 1, arbitrary: longMs }),
  isSameCommit: constantFrom(false, false, false, true),
  behindMs: constantFrom(0, 0, 0, 0, 0, 0, 700),
  action,
});

/** A show, and what people do with it. */
export const scenario = record({
  settings: settings.map((drawn) => ({ ...drawn, isPublished: true })),
  steps: array(step, { minLength: 1, maxLength: 60, size: 'max' }),
  /** After which step a second process takes over from a snapshot. */
  cutAfter: nat({ max: 60 }),
});
