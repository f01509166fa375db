import type { BookingBody, ShowResource } from '../../../generated/api.ts';
import type { Money } from '../../i18n/format.ts';

export interface ChosenSeat {
  readonly id: string;
  readonly tier: string;
}

/** What somebody wants of a show: so many of a tier, or exactly these seats of it. Never both of one tier. */
export interface Choice {
  readonly quantities: Readonly<Record<string, number>>;
  readonly seats: readonly ChosenSeat[];
}

export const nothingChosen: Choice = { quantities: {}, seats: [] };

/** One ticket of a choice; its key stays while the choice grows. */
export interface ChosenTicket {
  readonly key: string;
  readonly tier: string;
  readonly seat?: string;
}

type Tier = Pick<ShowResource['tiers'][number], 'id' | 'price'>;

export const countIn = (choice: Choice, tier: string): number =>
  (choice.quantities[tier] ?? 0) + choice.seats.filter((seat) => seat.tier === tier).length;

export const countOf = ({ quantities, seats }: Choice): number =>
  Object.values(quantities).reduce((sum, quantity) => sum + quantity, 0) + seats.length;

/** So many tickets of a tier, or as many of them as the limit leaves. Seats that were chosen in the tier are let go. */
export function withQuantity(choice: Choice, tier: string, wanted: number, limit: number): Choice {
  const others = countOf(choice) - countIn(choice, tier);
  const quantity = Math.max(0, Math.min(Math.trunc(wanted) || 0, limit - others));
  const { [tier]: _before, ...quantities } = choice.quantities;
  return {
    quantities: quantity === 0 ? quantities : { ...quantities, [tier]: quantity },
    seats: choice.seats.filter((seat) => seat.tier !== tier),
  };
}

/** With a seat more, or less. A seat by name takes the place of tickets of its tier that were to be found for the buyer. */
export function withSeatToggled(choice: Choice, seat: ChosenSeat, limit: number): Choice {
  if (choice.seats.some(({ id }) => id === seat.id)) return withoutSeats(choice, [seat.id]);
  const { [seat.tier]: _before, ...quantities } = choice.quantities;
  const next = { quantities, seats: [...choice.seats, seat] };
  return countOf(next) > limit ? choice : next;
}

/** Exactly these seats, as far as the limit goes. */
export function withSeats(choice: Choice, seats: readonly ChosenSeat[], limit: number): Choice {
  const none: Choice = { quantities: choice.quantities, seats: [] };
  return seats.reduce((chosen, seat) => withSeatToggled(chosen, seat, limit), none);
}

export function withoutSeats(choice: Choice, ids: readonly string[]): Choice {
  return { ...choice, seats: choice.seats.filter(({ id }) => !ids.includes(id)) };
}

/** Only what is chosen of one tier. */
export function onlyTier(choice: Choice, tier: string): Choice {
  const quantity = choice.quantities[tier];
  return {
    quantities: quantity === undefined ? {} : { [tier]: quantity },
    seats: choice.seats.filter((seat) => seat.tier === tier),
  };
}

/** Without what the show no longer has; for a choice that was kept for a while. */
export function fitTo(choice: Choice, tiers: readonly Tier[], limit: number): Choice {
  const known = new Set(tiers.map(({ id }) => id));
  const seats = choice.seats.filter(({ tier }) => known.has(tier));
  const quantities = Object.entries(choice.quantities).filter(([tier]) => known.has(tier));
  const fitting = { quantities: Object.fromEntries(quantities), seats };
  return countOf(fitting) > limit ? nothingChosen : fitting;
}

/** The tickets in the order in which they are asked for. */
export function ticketsOf(choice: Choice, tiers: readonly Tier[]): readonly ChosenTicket[] {
  return tiers.flatMap(({ id }) => [
    ...choice.seats.filter(({ tier }) => tier === id).map((seat) => ({ key: seat.id, tier: id, seat: seat.id })),
    ...Array.from({ length: choice.quantities[id] ?? 0 }, (_, index) => ({ key: `${id} ${index + 1}`, tier: id })),
  ]);
}

export function totalOf(choice: Choice, tiers: readonly Tier[]): Money | undefined {
  const [first] = tiers;
  if (first === undefined) return undefined;
  const amount = tiers.reduce((sum, { id, price }) => sum + price.amount * countIn(choice, id), 0);
  return { amount, currency: first.price.currency };
}

type Lines = BookingBody['tickets'];

/**
 * The lines of a booking. Names are by ticket key; the API knows them by place, so that whoever stands before a named ticket without
 * a name of their own is the booker.
 */
export function toLines(
  choice: Choice,
  tiers: readonly Tier[],
  { booker, names }: { readonly booker: string; readonly names: Readonly<Record<string, string>> },
): Lines {
  const tickets = ticketsOf(choice, tiers);
  const lines: Lines = [];
  for (const { id } of tiers) {
    const seated = tickets.filter(({ tier, seat }) => tier === id && seat !== undefined);
    const counted = tickets.filter(({ tier, seat }) => tier === id && seat === undefined);
    const seats = seated.flatMap(({ seat }) => (seat === undefined ? [] : [seat]));
    if (seats.length > 0) lines.push({ tier: id, seats, ...namesOf(seated) });
    if (counted.length > 0) lines.push({ tier: id, quantity: counted.length, ...namesOf(counted) });
  }
  return lines;

  function namesOf(of: readonly ChosenTicket[]): { names?: string[] } {
    const given = of.map(({ key }) => names[key]?.trim() ?? '');
    const length = given.findLastIndex((name) => name !== '') + 1;
    return length === 0 ? {} : { names: given.slice(0, length).map((name) => (name === '' ? booker : name)) };
  }
}
