import type { LaidRow, LaidSeat, LaidSection } from './layout.ts';
import type { SeatMark } from './plan.ts';

interface Wish {
  readonly count: number;
  readonly isFree: (seat: LaidSeat) => boolean;
}

/** Rows behind the first that a seat off the middle of its row, and one where one sees less, are worth. */
const asideCost = 0.35;
const restrictedCost = 4;
const kept: readonly SeatMark[] = ['accessible', 'companion'];

/**
 * The best free seats side by side in one row of a section: further in front and nearer to the middle is better. Places for wheelchairs
 * and companions are left to those who need them. Undefined if there are none.
 */
export function bestTogether({ rows }: Pick<LaidSection, 'rows'>, wish: Wish): readonly LaidSeat[] | undefined {
  let best: readonly LaidSeat[] | undefined;
  let leastCost = Infinity;
  for (const [behind, row] of rows.entries()) {
    for (const seats of runsOf(row, wish)) {
      const cost = behind + costOf(row, seats);
      if (cost < leastCost) {
        leastCost = cost;
        best = seats;
      }
    }
  }
  return best;
}

function runsOf({ seats }: LaidRow, { count, isFree }: Wish): readonly (readonly LaidSeat[])[] {
  const isWanted = (seat: LaidSeat) => isFree(seat) && !seat.marks.some((mark) => kept.includes(mark));
  let free = 0;
  return seats.flatMap((seat, place) => {
    free = isWanted(seat) ? free + 1 : 0;
    return free >= count ? [seats.slice(place + 1 - count, place + 1)] : [];
  });
}

function costOf(row: LaidRow, seats: readonly LaidSeat[]): number {
  const middle = seats.reduce((sum, seat) => sum + row.seats.indexOf(seat), 0) / seats.length;
  const restricted = seats.filter(({ marks }) => marks.includes('restricted')).length / seats.length;
  return Math.abs(middle - (row.seats.length - 1) / 2) * asideCost + restricted * restrictedCost;
}
