import { type Seat, type SeatingPlan, setSeat } from './plan.ts';
import { itemAt, known } from './present.ts';
import { firstRun, lengths, longestLength, type Run, type RunIndex } from './runs.ts';

/**
 * Rule 8: takes the best free seats of a tier together, and marks them held in the plan. That is the first row in plan order
 * with a long enough free run whose rest is not a single seat; where every choice leaves a single seat, the first row
 * that is long enough; else the fewest pieces. The tier has to have that many free seats.
 */
export function takeBestSeats(plan: SeatingPlan, tier: string, quantity: number): Seat[] {
  const runs = plan.runs.get(tier);
  const taken: Seat[] = [];
  while (taken.length < quantity) {
    const piece = runs === undefined ? undefined : nextPiece(runs, quantity - taken.length);
    if (piece === undefined) throw new Error('fewer seats are free than the tier counts');
    for (let index = piece.start; index < piece.start + piece.length; index += 1) {
      const seat = known(plan.seats, itemAt(piece.row.seatIds, index));
      setSeat(plan, seat, 'h');
      taken.push(seat);
    }
  }
  return taken;
}

function nextPiece(runs: RunIndex, wanted: number): Run | undefined {
  const together =
    firstRun(runs, lengths.exactly(wanted) | lengths.atLeast(wanted + 2)) ??
    firstRun(runs, lengths.exactly(wanted + 1));
  if (together !== undefined) return { ...together, length: wanted };
  return firstRun(runs, lengths.exactly(longestLength(runs)));
}
