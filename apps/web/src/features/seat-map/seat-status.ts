import type { LaidSeat, SeatLayout } from './layout.ts';
import type { Letters } from './plan.ts';

/** A seat's number in `SeatStatuses` is its place here. `chosen`: by this buyer, not held yet. `mine`: held or booked by this buyer. */
export const seatStatuses = ['free', 'held', 'booked', 'blocked', 'chosen', 'mine'] as const;
export type SeatStatus = (typeof seatStatuses)[number];
export type SeatStatuses = Uint8Array;

const byLetter: Readonly<Record<string, SeatStatus>> = { a: 'free', h: 'held', b: 'booked', x: 'blocked' };
const numberOf = (status: SeatStatus) => seatStatuses.indexOf(status);

export interface StatusSources {
  /** Left out where no sale is shown: then every seat with a tier is free. */
  readonly letters?: Letters | undefined;
  readonly chosen: ReadonlySet<string>;
  readonly mine: ReadonlySet<string>;
}

/** What a seat is to this buyer. One that was chosen and then taken by somebody else is theirs. */
function toStatus(seat: LaidSeat, place: number, { letters, chosen, mine }: StatusSources): SeatStatus {
  if (mine.has(seat.id)) return 'mine';
  const status = seat.tier === null ? 'blocked' : letterStatus(letters, seat.row.key, place);
  return status === 'free' && chosen.has(seat.id) ? 'chosen' : status;
}

function letterStatus(letters: Letters | undefined, key: string, place: number): SeatStatus {
  return letters === undefined ? 'free' : (byLetter[letters[key]?.[place] ?? 'x'] ?? 'blocked');
}

export interface Statuses {
  readonly layout: SeatLayout;
  readonly sources: StatusSources;
  /** In the order of `layout.seats`. */
  readonly statuses: SeatStatuses;
}

/** Looks only at rows whose letters differ from `before`, if that was for the same buyer. */
export function toStatuses(layout: SeatLayout, sources: StatusSources, before?: Statuses): SeatStatuses {
  const known = before !== undefined && isComparable(before, layout, sources) ? before : undefined;
  const statuses = known === undefined ? new Uint8Array(layout.seats.length) : known.statuses.slice();
  for (const { key, seats } of layout.rows.values()) {
    if (known !== undefined && known.sources.letters?.[key] === sources.letters?.[key]) continue;
    for (const [place, seat] of seats.entries()) statuses[seat.index] = numberOf(toStatus(seat, place, sources));
  }
  return statuses;
}

const isComparable = (before: Statuses, layout: SeatLayout, { letters, chosen, mine }: StatusSources) =>
  before.layout === layout &&
  before.sources.chosen === chosen &&
  before.sources.mine === mine &&
  (before.sources.letters === undefined) === (letters === undefined);

export const statusAt = (statuses: SeatStatuses, index: number): SeatStatus =>
  seatStatuses[statuses[index] ?? numberOf('blocked')] ?? 'blocked';

/** Which seats differ; all of them if there were others before. */
export function changedSeats(before: SeatStatuses, after: SeatStatuses): readonly number[] {
  const changed: number[] = [];
  for (const [index, status] of after.entries()) if (before[index] !== status) changed.push(index);
  return changed;
}
