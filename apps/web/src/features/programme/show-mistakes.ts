import { type AmountMistake, parseAmount } from './money-text.ts';
import { readSeats } from './seat-ranges.ts';
import { peopleIn } from './show-body.ts';
import type { ShowValues, TierValues } from './show-values.ts';
import { fromWall } from './zoned-time.ts';

export type ShowMistake =
  | AmountMistake
  | 'hallMissing'
  | 'currencyMissing'
  | 'tierMissing'
  | 'tierName'
  | 'capacityRange'
  | 'seatsMissing'
  | 'seatsUnclear'
  | 'seatsUnknown'
  | 'seatTwice'
  | 'tooMany'
  | 'secondsRange'
  | 'ticketsRange'
  | 'timeMissing'
  | 'durationRange'
  | 'doorsLate'
  | 'closeLate'
  | 'openLate'
  | 'cancelLate'
  | 'daysMissing'
  | 'untilMissing'
  | 'countRange'
  | 'weeksRange'
  | 'distanceRange';

export interface ShowContext {
  readonly kind: 'one' | 'series';
  readonly timeZone: string;
  readonly language: string;
  /** Of the hall that is chosen. */
  readonly hallCapacity: number | undefined;
  /** Of its plan; undefined where it has none. */
  readonly hallSeats: ReadonlySet<string> | undefined;
}

/** By the path of a field in the form. */
export type ShowMistakes = Readonly<Record<string, ShowMistake>>;

/** What can be told without asking. */
export function showMistakes(values: ShowValues, context: ShowContext): ShowMistakes {
  const found: Record<string, ShowMistake | undefined> = {
    hallId: values.hallId === '' ? 'hallMissing' : undefined,
    currency: /^[A-Z]{3}$/.test(values.currency) ? undefined : 'currencyMissing',
    holdSeconds: inRange(values.holdSeconds, 1, 3600) ? undefined : 'secondsRange',
    offerSeconds: values.offerSeconds === '' || inRange(values.offerSeconds, 1, 3600) ? undefined : 'secondsRange',
    maxTicketsPerUser: inRange(values.maxTicketsPerUser, 1, 10) ? undefined : 'ticketsRange',
    ...tierMistakes(values, context),
    ...(context.kind === 'one' ? oneMistakes(values, context) : seriesMistakes(values)),
  };
  return Object.fromEntries(
    Object.entries(found).flatMap(([path, code]) => (code === undefined ? [] : [[path, code]])),
  );
}

function inRange(value: number | string, min: number, max: number): boolean {
  const number = value === '' ? Number.NaN : Number(value);
  return Number.isInteger(number) && number >= min && number <= max;
}

function tierMistakes({ tiers, currency }: ShowValues, context: ShowContext): Record<string, ShowMistake | undefined> {
  const found: Record<string, ShowMistake | undefined> = {};
  const taken = new Set<string>();
  for (const [at, tier] of tiers.entries()) {
    const amount = parseAmount(tier.price, currency, context.language);
    found[`tiers.${at}.name`] = tier.name.trim() === '' ? 'tierName' : undefined;
    found[`tiers.${at}.price`] = typeof amount === 'number' ? undefined : amount;
    if (tier.isSeated) found[`tiers.${at}.seats`] = seatMistake(tier, context, taken);
    else found[`tiers.${at}.capacity`] = inRange(tier.capacity, 1, 1_000_000) ? undefined : 'capacityRange';
  }
  const isFull = context.hallCapacity !== undefined && peopleIn(tiers) > context.hallCapacity;
  found['tiers'] = tiers.length === 0 ? 'tierMissing' : isFull ? 'tooMany' : undefined;
  return found;
}

function seatMistake(tier: TierValues, { hallSeats }: ShowContext, taken: Set<string>): ShowMistake | undefined {
  const { seats, unclear } = readSeats(tier.seats);
  if (unclear.length > 0) return 'seatsUnclear';
  if (seats.length === 0) return 'seatsMissing';
  const isTwice = seats.some((seat) => taken.has(seat));
  for (const seat of seats) taken.add(seat);
  if (isTwice) return 'seatTwice';
  return hallSeats !== undefined && seats.some((seat) => !hallSeats.has(seat)) ? 'seatsUnknown' : undefined;
}

function oneMistakes({ one }: ShowValues, { timeZone }: ShowContext): Record<string, ShowMistake | undefined> {
  const at = (wall: string) => Date.parse(fromWall(wall, timeZone)?.instant ?? '');
  const isDuration = inRange(one.duration, 1, 527_040);
  const start = at(one.startsAt);
  const end = start + Number(one.duration) * 60_000;
  const close = one.salesCloseAt === '' ? start : at(one.salesCloseAt);
  return {
    'one.startsAt': Number.isNaN(start) ? 'timeMissing' : undefined,
    'one.duration': isDuration ? undefined : 'durationRange',
    'one.doorsAt': at(one.doorsAt) > start ? 'doorsLate' : undefined,
    'one.salesCloseAt': isDuration && close > end ? 'closeLate' : undefined,
    'one.salesOpenAt': at(one.salesOpenAt) >= close ? 'openLate' : undefined,
    'one.cancellableUntil': isDuration && at(one.cancellableUntil) > end ? 'cancelLate' : undefined,
  };
}

function seriesMistakes({ series }: ShowValues): Record<string, ShowMistake | undefined> {
  const distance = (value: number | string, max: number): ShowMistake | undefined =>
    value === '' || inRange(value, 0, max) ? undefined : 'distanceRange';
  const openMinutes = series.salesOpenDays === '' ? Number.POSITIVE_INFINITY : Number(series.salesOpenDays) * 24 * 60;
  const isDate = (text: string) => /^\d{4}-\d\d-\d\d$/.test(text);
  return {
    'series.from': isDate(series.from) ? undefined : 'timeMissing',
    'series.time': /^\d\d:\d\d$/.test(series.time) ? undefined : 'timeMissing',
    'series.weekdays': series.weekdays.length === 0 ? 'daysMissing' : undefined,
    'series.everyWeeks': inRange(series.everyWeeks, 1, 52) ? undefined : 'weeksRange',
    'series.duration': inRange(series.duration, 1, 527_040) ? undefined : 'durationRange',
    'series.doorsMinutes': distance(series.doorsMinutes, 1440),
    'series.salesCloseMinutes': distance(series.salesCloseMinutes, 527_040),
    'series.cancelHours': distance(series.cancelHours, 8784),
    'series.salesOpenDays':
      distance(series.salesOpenDays, 3660) ??
      (openMinutes <= Number(series.salesCloseMinutes || 0) ? 'openLate' : undefined),
    ...(series.endKind === 'until'
      ? { 'series.until': isDate(series.until) && series.until >= series.from ? undefined : 'untilMissing' }
      : { 'series.count': inRange(series.count, 1, 366) ? undefined : 'countRange' }),
  };
}

/** Where the form has what the API calls `/tiers/0/price/amount`. */
export function toShowField(pointer: string): string | undefined {
  const [, first = '', at, part] = pointer.split('/');
  if (first === 'tiers') {
    if (at === undefined) return 'tiers';
    return `tiers.${at}.${part === 'id' || part === undefined ? 'name' : part}`;
  }
  if (first === 'policy')
    return at === 'cancellableUntil' ? 'one.cancellableUntil' : at === 'holdExtensions' ? 'mayExtend' : at;
  if (first === 'endsAt') return 'one.duration';
  if (first === 'hallId') return 'hallId';
  return first === '' ? undefined : `one.${first}`;
}
