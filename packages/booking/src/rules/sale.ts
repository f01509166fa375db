import type { Refusal } from '../refusals.ts';
import type { ShowSettings } from '../settings.ts';
import type { Show } from '../show.ts';
import { ticketsOf } from '../tally.ts';

/** Why nothing can be taken at this instant, or the settings under which something can. */
export function readSale(
  show: Show,
  now: number,
): { readonly refusal: Refusal } | { readonly settings: ShowSettings; readonly refusal?: never } {
  const { settings } = show;
  if (show.isCancelled) return { refusal: { code: 'show-cancelled' } };
  if (settings === undefined) return { refusal: { code: 'not-found', what: 'show' } };
  const { salesOpenAt, salesCloseAt, isPublished } = settings;
  if (!isPublished) return { refusal: { code: 'sales-not-open', opensAt: null } };
  if (salesOpenAt !== null && now < salesOpenAt) return { refusal: { code: 'sales-not-open', opensAt: salesOpenAt } };
  if (now >= salesCloseAt) return { refusal: { code: 'sales-closed', closedAt: salesCloseAt } };
  return { settings };
}

/** Rules 2 and 3: what a person may not add to what they have, if anything. */
export function refusePerson(
  show: Show,
  { policy }: ShowSettings,
  person: { readonly userId: string; readonly nameKey: string; readonly wanted: number },
): Refusal | undefined {
  const { userId, nameKey, wanted } = person;
  const ticketsNow = ticketsOf(show.users, userId) + ticketsOf(show.room.users, userId);
  if (ticketsNow + wanted > policy.maxTicketsPerUser) {
    return { code: 'ticket-limit-exceeded', ticketsMax: policy.maxTicketsPerUser, ticketsNow, wanted };
  }
  if (policy.uniqueNames && (show.names.has(nameKey) || show.room.names.has(nameKey))) {
    return { code: 'name-already-booked' };
  }
  return undefined;
}
