import { type LaidSeat, layOut, type SeatLayout } from './layout.ts';
import type { Letters, MapPlan, SeatMark } from './plan.ts';

export interface Replacement {
  /** The seat that somebody else has now. */
  readonly lost: string;
  /** A free seat like it, or undefined if there is none. */
  readonly offer: string | undefined;
}

interface Loss {
  readonly plan: MapPlan;
  readonly letters: Letters;
  readonly lost: readonly string[];
  /** What the buyer has chosen beside: these are not offered, and what is beside them is better. */
  readonly kept: readonly string[];
}

/** In seat pitches, what another row and a seat apart from the others cost. */
const otherRowCost = 2;
const apartCost = 4;

/** For seats taken by somebody else the nearest equal ones: of the same tier and kind, each offered once. */
export function nearestEqual({ plan, letters, lost, kept }: Loss): readonly Replacement[] {
  const layout = layOut(plan);
  const group = new Set(kept);
  // Letters may be older than what is known to be lost.
  const gone = new Set(lost);
  const free = freeSeats(layout, letters).filter(({ id }) => !gone.has(id));
  return lost.map((id) => {
    const seat = layout.byId.get(id);
    const offer = seat === undefined ? undefined : cheapest(seat, free, group);
    if (offer !== undefined) group.add(offer.id);
    return { lost: id, offer: offer?.id };
  });
}

function freeSeats({ sections }: SeatLayout, letters: Letters): readonly LaidSeat[] {
  return sections.flatMap(({ rows }) =>
    rows.flatMap(({ key, seats }) => seats.filter((_seat, place) => letters[key]?.[place] === 'a')),
  );
}

/** Seats that have to be equal in this; a restricted view is no reason to need another such seat. */
const needs: readonly SeatMark[] = ['accessible', 'companion'];
const needOf = ({ marks }: LaidSeat) => needs.filter((mark) => marks.includes(mark)).join();

function cheapest(lost: LaidSeat, free: readonly LaidSeat[], group: ReadonlySet<string>): LaidSeat | undefined {
  let best: LaidSeat | undefined;
  let leastCost = Infinity;
  for (const seat of free) {
    if (seat.tier !== lost.tier || group.has(seat.id) || needOf(seat) !== needOf(lost)) continue;
    const cost = costOf(seat, lost, group);
    if (cost < leastCost) {
      leastCost = cost;
      best = seat;
    }
  }
  return best;
}

function costOf(seat: LaidSeat, lost: LaidSeat, group: ReadonlySet<string>): number {
  const isRestricted = seat.marks.includes('restricted') && !lost.marks.includes('restricted');
  return (
    Math.hypot(seat.x - lost.x, seat.y - lost.y) +
    (seat.row === lost.row ? 0 : otherRowCost) +
    (group.size === 0 || isBeside(seat, group) ? 0 : apartCost) +
    (isRestricted ? apartCost : 0)
  );
}

function isBeside({ index, row }: LaidSeat, group: ReadonlySet<string>): boolean {
  return row.seats.some((other) => Math.abs(other.index - index) === 1 && group.has(other.id));
}
