import type { Booking } from '../bookings/queries.ts';
import { type Choice, nothingChosen, withQuantity, withSeatToggled } from '../show/choice.ts';

/** What had been chosen for a booking, to begin with it once more. Which of it is still there, the show's page finds out. */
export function choiceOf({ tickets }: Pick<Booking, 'tickets'>): Choice {
  return tickets.reduce((choice, { tier, seat }) => {
    if (seat !== undefined) return withSeatToggled(choice, { id: seat, tier }, tickets.length);
    return withQuantity(choice, tier, (choice.quantities[tier] ?? 0) + 1, tickets.length);
  }, nothingChosen);
}
