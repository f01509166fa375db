import type { Ticket } from './events.ts';
import { countFree, isFree, type Seat, setSeat, tierOfSeat } from './plan.ts';
import { known } from './present.ts';
import type { TierSettings } from './settings.ts';
import type { Show } from './show.ts';

/**
 * The counters of a tier. Each is kept on its own by every change, so that free + held + booked = capacity is a check and
 * not a definition (rule 10).
 */
export interface Tier {
  settings: TierSettings;
  /** False once the catalogue has removed it: it goes when it is free. */
  isPlanned: boolean;
  /** What the catalogue wants in general admission; 0 for a seated or removed tier. */
  wished: number;
  /**
   * Effective. General admission: max(wished, held + booked). Seated: its seats that are free, and its tickets held and
   * booked, also on seats that are removed or another tier's by now.
   */
  capacity: number;
  free: number;
  held: number;
  booked: number;
}

/** Whether its places are seats of the plan. */
export function isSeated(tier: Tier): boolean {
  return tier.isPlanned && tier.settings.capacity === null;
}

/** After the catalogue has changed: the wish, and what it makes of the tickets there are. O(seats). */
export function recountTier(show: Show, tier: Tier): void {
  const taken = tier.held + tier.booked;
  tier.wished = tier.isPlanned ? (tier.settings.capacity ?? 0) : 0;
  tier.free = isSeated(tier) ? countFree(show.plan, tier.settings.id) : Math.max(0, tier.wished - taken);
  tier.capacity = tier.free + taken;
  show.unserved.add(tier.settings.id);
}

/** A free ticket becomes held. */
export function holdTicket(show: Show, ticket: Ticket): void {
  const tier = known(show.tiers, ticket.tier);
  tier.free -= 1;
  tier.held += 1;
  markSeat(show, ticket, 'h');
  show.unserved.add(ticket.tier);
}

/** A held ticket becomes booked. */
export function bookTicket(show: Show, ticket: Ticket): void {
  const tier = known(show.tiers, ticket.tier);
  tier.held -= 1;
  tier.booked += 1;
  markSeat(show, ticket, 'b');
  show.unserved.add(ticket.tier);
}

/** A ticket comes back: its place is free again, or goes if the catalogue no longer has it (rule 9). */
export function returnTicket(show: Show, ticket: Ticket, from: 'held' | 'booked'): void {
  const tier = known(show.tiers, ticket.tier);
  tier[from] -= 1;
  if (isSeated(tier) || tier.capacity > tier.wished) tier.capacity -= 1;
  else tier.free += 1;
  if (ticket.seat !== undefined) freeSeat(show, ticket.seat);
  show.unserved.add(ticket.tier);
  dropIfGone(show, ticket.tier);
}

/** The seat goes to the tier that the plan gives it now. */
function freeSeat(show: Show, seatId: string): void {
  show.takenSeats.delete(seatId);
  const seat = show.plan.seats.get(seatId);
  if (seat === undefined) return;
  setSeat(show.plan, seat, 'a');
  const tier = show.tiers.get(tierOfSeat(seat) ?? '');
  if (tier === undefined || !isSeated(tier)) return;
  tier.free += 1;
  tier.capacity += 1;
  show.unserved.add(tier.settings.id);
}

function markSeat(show: Show, ticket: Ticket, state: 'h' | 'b'): void {
  if (ticket.seat === undefined) return;
  show.takenSeats.set(ticket.seat, state);
  const seat = show.plan.seats.get(ticket.seat);
  if (seat !== undefined) setSeat(show.plan, seat, state);
}

/** A removed tier that nobody has tickets of or waits for goes. A cancelled show keeps all, to show that nothing is left. */
export function dropIfGone(show: Show, tierId: string): void {
  const tier = show.tiers.get(tierId);
  if (tier === undefined || tier.isPlanned || show.isCancelled || tier.held + tier.booked > 0) return;
  if ((show.room.lines.get(tierId)?.entries ?? 0) === 0) show.tiers.delete(tierId);
}

/** A seat of the plan that this tier sells, whoever has it now; undefined where there is none. */
export function seatOfTier(show: Show, tierId: string, seatId: string): Seat | undefined {
  const seat = show.plan.seats.get(seatId);
  return seat !== undefined && tierOfSeat(seat) === tierId ? seat : undefined;
}

/** Seats of the list that somebody has. */
export function takenAmong(seats: readonly Seat[]): string[] {
  return seats.filter((seat) => !isFree(seat)).map(({ id }) => id);
}
