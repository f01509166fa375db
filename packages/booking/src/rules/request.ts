import type { TicketLine } from '../commands.ts';
import { quantityMax } from '../line.ts';
import type { Seat } from '../plan.ts';
import type { Refusal } from '../refusals.ts';
import type { Show } from '../show.ts';
import { isSeated, seatOfTier, type Tier } from '../tier.ts';

/** A line of a request that the show's catalogue can serve. */
export interface WantedLine {
  readonly tier: Tier;
  readonly quantity: number;
  /** Undefined where any will do. */
  readonly seats: readonly Seat[] | undefined;
}

/** Checks the lines against the catalogue and against each other; availability comes later. Refusals carry the line's index. */
export function readLines(show: Show, lines: readonly TicketLine[]): WantedLine[] | Refusal {
  if (lines.length === 0) return invalid(0, 'tier', 'at least one ticket is needed');
  const wanted: WantedLine[] = [];
  const chosen = new Set<string>();
  for (const [index, line] of lines.entries()) {
    const read = readLine(show, line, { index, chosen });
    if ('code' in read) return read;
    wanted.push(read);
  }
  return wanted;
}

function readLine(
  show: Show,
  line: TicketLine,
  { index, chosen }: { readonly index: number; readonly chosen: Set<string> },
): WantedLine | Refusal {
  const tier = show.tiers.get(line.tier);
  if (tier === undefined || !tier.isPlanned) return { code: 'unknown-tier', tier: line.tier, line: index };
  if ((line.quantity === undefined) === (line.seats === undefined)) {
    return invalid(index, 'quantity', 'exactly one of quantity and seats is needed');
  }
  if (line.seats === undefined) {
    const quantity = line.quantity ?? 0;
    return isQuantity(quantity) ? { tier, quantity, seats: undefined } : invalid(index, 'quantity', quantityMessage);
  }
  if (!isSeated(tier)) return invalid(index, 'seats', 'the tier has no numbered seats');
  if (!isQuantity(line.seats.length)) return invalid(index, 'seats', quantityMessage);
  const seats: Seat[] = [];
  for (const id of line.seats) {
    const seat = seatOfTier(show, line.tier, id);
    if (seat === undefined) return { code: 'unknown-seat', seat: id, line: index };
    if (chosen.has(id)) return invalid(index, 'seats', 'a seat can be asked for once');
    chosen.add(id);
    seats.push(seat);
  }
  return { tier, quantity: seats.length, seats };
}

/** Whole and within what one line can ask for. */
export function isQuantity(quantity: number): boolean {
  return Number.isInteger(quantity) && quantity >= 1 && quantity <= quantityMax;
}

/** What is wrong with a quantity that {@link isQuantity} denies. */
export const quantityMessage = `from 1 to ${quantityMax} tickets can be asked for`;

function invalid(line: number, field: string, message: string): Refusal {
  return { code: 'validation-failed', line, field, message };
}
