import type { Policy, ShowPlan, ShowResource } from '../../../generated/api.ts';
import { amountText } from './money-text.ts';
import { writeSeats } from './seat-ranges.ts';
import { type Weekday, weekdayOf } from './series.ts';
import { toWall } from './zoned-time.ts';

/** A tier as the form of a show holds it. */
export interface TierValues {
  /** Of the form, never sent. */
  readonly key: string;
  /** The API's; empty for a tier that is new. */
  readonly id: string;
  readonly name: string;
  /** As typed, in the show's currency. */
  readonly price: string;
  readonly isSeated: boolean;
  readonly capacity: number | string;
  /** Ranges, a line each. */
  readonly seats: string;
}

/** One show's times, as its venue's clocks show them; empty where the usual is meant. */
export interface OneTimes {
  readonly startsAt: string;
  readonly duration: number | string;
  readonly doorsAt: string;
  readonly salesOpenAt: string;
  readonly salesCloseAt: string;
  readonly cancellableUntil: string;
}

/** Many shows' times: what differs from show to show is said by its distance from the start. */
export interface SeriesTimes {
  readonly from: string;
  readonly weekdays: readonly Weekday[];
  readonly everyWeeks: number | string;
  readonly time: string;
  readonly endKind: 'until' | 'count';
  readonly until: string;
  readonly count: number | string;
  readonly duration: number | string;
  readonly doorsMinutes: number | string;
  readonly salesOpenDays: number | string;
  readonly salesCloseMinutes: number | string;
  readonly cancelHours: number | string;
}

export interface ShowValues {
  readonly hallId: string;
  readonly currency: string;
  readonly tiers: readonly TierValues[];
  readonly holdSeconds: number | string;
  /** Empty: as long as holds. */
  readonly offerSeconds: number | string;
  readonly mayExtend: boolean;
  readonly maxTicketsPerUser: number | string;
  readonly uniqueNames: boolean;
  readonly one: OneTimes;
  readonly series: SeriesTimes;
}

let tierCount = 0;

export function newTier(values: Partial<TierValues> = {}): TierValues {
  tierCount += 1;
  return { key: `t${tierCount}`, id: '', name: '', price: '', isSeated: false, capacity: '', seats: '', ...values };
}

const policyDefaults = {
  holdSeconds: 600,
  offerSeconds: '',
  mayExtend: false,
  maxTicketsPerUser: 10,
  uniqueNames: true,
};

export interface NewShow {
  readonly hallId: string;
  readonly currency: string;
  readonly duration: number;
  /** `2027-05-01` */
  readonly date: string;
  readonly tiers: readonly TierValues[];
}

export function newShowValues({ hallId, currency, duration, date, tiers }: NewShow): ShowValues {
  const weekday = weekdayOf(date);
  return {
    hallId,
    currency,
    tiers,
    ...policyDefaults,
    one: { startsAt: `${date}T19:30`, duration, doorsAt: '', salesOpenAt: '', salesCloseAt: '', cancellableUntil: '' },
    series: {
      from: date,
      weekdays: weekday === undefined ? [] : [weekday],
      everyWeeks: 1,
      time: '19:30',
      endKind: 'count',
      until: '',
      count: 8,
      duration,
      doorsMinutes: '',
      salesOpenDays: '',
      salesCloseMinutes: '',
      cancelHours: '',
    },
  };
}

/** What tickets of a show are: what another show can take over. `plan` says the seats, where it has any. */
export function toSaleValues(
  show: Pick<ShowResource, 'tiers' | 'policy'>,
  plan: ShowPlan | undefined,
  language: string,
): Pick<ShowValues, 'currency' | 'tiers' | keyof typeof policyDefaults> {
  const currency = show.tiers[0]?.price.currency ?? '';
  const seats = seatsByTier(plan);
  const tiers = show.tiers.map(({ id, name, price, isSeated, capacity }) =>
    newTier({
      id,
      name,
      price: amountText(price.amount, price.currency, language),
      isSeated,
      capacity: isSeated ? '' : capacity,
      seats: isSeated ? writeSeats(seats.get(id) ?? []).join('\n') : '',
    }),
  );
  return { currency, tiers, ...toPolicyValues(show.policy) };
}

function toPolicyValues({ holdSeconds, offerSeconds, holdExtensions, maxTicketsPerUser, uniqueNames }: Policy) {
  return {
    holdSeconds,
    offerSeconds: offerSeconds === holdSeconds ? '' : offerSeconds,
    mayExtend: holdExtensions > 0,
    maxTicketsPerUser,
    uniqueNames,
  };
}

function seatsByTier(plan: ShowPlan | undefined): ReadonlyMap<string, readonly string[]> {
  const seats = new Map<string, string[]>();
  for (const row of plan?.rows ?? []) {
    for (const { id, tier } of row.seats) {
      if (tier === null) continue;
      const known = seats.get(tier);
      if (known === undefined) seats.set(tier, [id]);
      else known.push(id);
    }
  }
  return seats;
}

/** A show that is there, as its form. A time that says what is usual is left empty. */
export function toShowValues(show: ShowResource, plan: ShowPlan | undefined, language: string): ShowValues {
  const wall = (instant: string | undefined) => (instant === undefined ? '' : toWall(instant, show.timeZone));
  const duration = Math.round((Date.parse(show.endsAt) - Date.parse(show.startsAt)) / 60_000);
  const base = newShowValues({
    hallId: show.hallId,
    currency: '',
    duration,
    date: wall(show.startsAt).slice(0, 10),
    tiers: [],
  });
  return {
    ...base,
    ...toSaleValues(show, plan, language),
    one: {
      startsAt: wall(show.startsAt),
      duration,
      doorsAt: wall(show.doorsAt),
      salesOpenAt: wall(show.salesOpenAt),
      salesCloseAt: show.salesCloseAt === show.startsAt ? '' : wall(show.salesCloseAt),
      cancellableUntil: wall(show.policy.cancellableUntil),
    },
  };
}
