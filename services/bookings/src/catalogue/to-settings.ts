import type { ShowSettings } from '@myevents/booking';
import type { ShowMessage } from '@myevents/contracts';

/** What the sale needs of a show's message: instants as epoch milliseconds, money as minor units. */
export function toSettings(show: ShowMessage, { isPublished }: { readonly isPublished: boolean }): ShowSettings {
  const { cancellableUntil, ...policy } = show.policy;
  return {
    eventId: show.eventId,
    startsAt: Date.parse(show.startsAt),
    endsAt: Date.parse(show.endsAt),
    salesOpenAt: show.salesOpenAt === undefined ? null : Date.parse(show.salesOpenAt),
    salesCloseAt: Date.parse(show.salesCloseAt),
    isPublished,
    currency: show.tiers[0]?.price.currency ?? 'USD',
    policy: { ...policy, cancellableUntil: cancellableUntil === undefined ? null : Date.parse(cancellableUntil) },
    tiers: show.tiers.map(({ id, name, price, capacity }) => ({ id, name, priceMinor: price.amount, capacity })),
    rows: show.rows,
  };
}
