import { toSlug } from '@myevents/contracts/slug';
import type { ShowBody, ShowPatch, ShowResource, TierBody } from '../../../generated/api.ts';
import { parseAmount } from './money-text.ts';
import { readSeats } from './seat-ranges.ts';
import type { SeriesDate } from './series.ts';
import type { ShowValues, TierValues } from './show-values.ts';
import { fromWall, shift } from './zoned-time.ts';

/** The sale of a show as the API takes it. Only of values without mistakes. */
export function toSale(
  values: ShowValues,
  language: string,
): Pick<ShowBody, 'hallId' | 'tiers'> & { readonly policy: Policy } {
  const { hallId, holdSeconds, offerSeconds, mayExtend, maxTicketsPerUser, uniqueNames } = values;
  return {
    hallId,
    tiers: toTiers(values, language),
    policy: {
      holdSeconds: Number(holdSeconds),
      offerSeconds: Number(offerSeconds === '' ? holdSeconds : offerSeconds),
      holdExtensions: mayExtend ? 1 : 0,
      maxTicketsPerUser: Number(maxTicketsPerUser),
      uniqueNames,
    },
  };
}

type Policy = NonNullable<ShowBody['policy']>;

function toTiers({ tiers, currency }: ShowValues, language: string): TierBody[] {
  const ids = tierIds(tiers);
  return tiers.map((tier, at) => {
    const amount = parseAmount(tier.price, currency, language);
    const base = {
      id: ids[at] ?? `tier-${at + 1}`,
      name: tier.name.trim(),
      price: { amount: typeof amount === 'number' ? amount : 0, currency },
    };
    return tier.isSeated ? { ...base, seats: seatLines(tier.seats) } : { ...base, capacity: Number(tier.capacity) };
  });
}

/** As written: the server reads ranges too. */
const seatLines = (text: string): string[] =>
  text
    .split(/[\n,;]+/)
    .map((line) => line.trim())
    .filter((line) => line !== '');

/** A tier keeps its id; a new one is called after its name (`VIP Lounge` → `vip-lounge`), each once. */
export function tierIds(tiers: readonly Pick<TierValues, 'id' | 'name'>[]): readonly string[] {
  const taken = new Set(tiers.map(({ id }) => id).filter((id) => id !== ''));
  return tiers.map(({ id, name }, at) => {
    if (id !== '') return id;
    const wanted = toSlug(name).slice(0, 36).replace(/-+$/, '') || `tier-${at + 1}`;
    let free = wanted;
    for (let count = 2; taken.has(free); count += 1) free = `${wanted}-${count}`;
    taken.add(free);
    return free;
  });
}

/** One show. Times that are empty are left to the API. */
export function toOneBody(values: ShowValues, timeZone: string, language: string): ShowBody {
  const instant = (wall: string) => fromWall(wall, timeZone)?.instant;
  const startsAt = instant(values.one.startsAt) ?? '';
  const { policy, ...sale } = toSale(values, language);
  const optional = {
    doorsAt: instant(values.one.doorsAt),
    salesOpenAt: instant(values.one.salesOpenAt),
    salesCloseAt: instant(values.one.salesCloseAt),
  };
  const cancellableUntil = instant(values.one.cancellableUntil);
  return {
    ...sale,
    startsAt,
    endsAt: shift(startsAt, Number(values.one.duration)),
    ...given(optional),
    policy: { ...policy, ...given({ cancellableUntil }) },
  };
}

/** A show of a series. */
export function toSeriesBody(values: ShowValues, { startsAt, endsAt }: SeriesDate, language: string): ShowBody {
  const { doorsMinutes, salesOpenDays, salesCloseMinutes, cancelHours } = values.series;
  const before = (distance: number | string, minutes: number) =>
    distance === '' ? undefined : shift(startsAt, -Number(distance) * minutes);
  const { policy, ...sale } = toSale(values, language);
  const optional = {
    doorsAt: before(doorsMinutes, 1),
    salesOpenAt: before(salesOpenDays, 24 * 60),
    salesCloseAt: before(salesCloseMinutes, 1),
  };
  return {
    ...sale,
    startsAt,
    endsAt,
    ...given(optional),
    policy: { ...policy, ...given({ cancellableUntil: before(cancelHours, 60) }) },
  };
}

function given<Values extends Readonly<Record<string, string | undefined>>>(values: Values) {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as {
    readonly [Name in keyof Values]?: string;
  };
}

/**
 * What has to be sent to make a show what its form says; undefined if nothing. The API keeps what is left out, so a time that was
 * emptied becomes the usual one: doors at the start, sales from when the show was made until its start, cancelling until its start.
 */
export function toShowPatch(
  { show, before, after }: { readonly show: ShowResource; readonly before: ShowValues; readonly after: ShowValues },
  language: string,
): ShowPatch | undefined {
  const [was, will] = [before, after].map((values) => toOneBody(values, show.timeZone, language));
  if (was === undefined || will === undefined) return undefined;
  const { startsAt } = will;
  const usual = { doorsAt: startsAt, salesOpenAt: show.createdAt, salesCloseAt: startsAt };
  const emptied = Object.entries(usual).filter(([name]) => Object.hasOwn(was, name) && !Object.hasOwn(will, name));
  const policyWas = { ...was.policy };
  const policyWill = {
    ...will.policy,
    ...(policyWas.cancellableUntil !== undefined &&
      will.policy?.cancellableUntil === undefined && { cancellableUntil: startsAt }),
  };
  const policy = changed(policyWas, policyWill);
  const patch = {
    ...changed({ ...was, policy: null }, { ...will, ...Object.fromEntries(emptied), policy: null }),
    ...(Object.keys(policy).length > 0 && { policy }),
  };
  return Object.keys(patch).length === 0 ? undefined : patch;
}

/** The members of `after` that are not as in `before`. */
function changed(before: object, after: object): object {
  return Object.fromEntries(
    Object.entries(after).filter(
      ([name, value]) => JSON.stringify(Reflect.get(before, name)) !== JSON.stringify(value),
    ),
  );
}

/** How many people the tiers let in together. */
export function peopleIn(tiers: readonly TierValues[]): number {
  return tiers.reduce(
    (sum, { isSeated, seats, capacity }) => sum + (isSeated ? readSeats(seats).seats.length : Number(capacity) || 0),
    0,
  );
}
