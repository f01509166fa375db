import type { LaidSeat, SeatLayout } from './layout.ts';
import type { Point } from './plan.ts';

/** A step to the side costs this much more than one straight on. */
const asideCost = 2.6;

/** The seat one comes to from another by an arrow key, or undefined at the edge. `toward` is of length 1. */
export function seatToward({ seats }: SeatLayout, from: LaidSeat, toward: Point): LaidSeat | undefined {
  let best: LaidSeat | undefined;
  let leastCost = Infinity;
  for (const seat of seats) {
    const [x, y] = [seat.x - from.x, seat.y - from.y];
    const along = x * toward.x + y * toward.y;
    const aside = Math.abs(x * toward.y - y * toward.x);
    if (along < 0.2 || aside > along * 2) continue;
    const cost = along + aside * asideCost;
    if (cost < leastCost) {
      leastCost = cost;
      best = seat;
    }
  }
  return best;
}
