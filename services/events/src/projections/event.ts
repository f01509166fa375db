import { capacityOf, type EventEvent, type EventState, policyOf, type Show } from '@myevents/catalog';
import type { DocumentWrite } from '@myevents/ports';
import { collections } from '../collections.ts';
import type { EventDocument, ShowDocument, ShowPlanDocument } from '../documents.ts';

/** The documents that `event` changed; without one all of them, for rebuilding. */
export function projectEvent(state: EventState, event?: EventEvent): DocumentWrite[] {
  const { id, version } = state;
  const shows = [...state.shows.values()].filter((show) => event === undefined || show.version === version);
  return [
    { collection: collections.events, id, version, document: toEventDocument(state) },
    ...shows.flatMap((show) => projectShow(state, show, event === undefined || show.planVersion === version)),
  ];
}

function projectShow({ id: eventId }: EventState, show: Show, isPlanNew: boolean): DocumentWrite[] {
  const document = toShowDocument(eventId, show);
  const write = { collection: collections.shows, id: show.id, version: show.version, document };
  if (!isPlanNew) return [write];
  const layout = show.layout ?? undefined;
  const plan: ShowPlanDocument = { eventId, rows: show.rows, ...(layout === undefined ? {} : { layout }) };
  return [write, { collection: collections.showPlans, id: show.id, version: show.planVersion, document: plan }];
}

export function toEventDocument(state: EventState): EventDocument {
  const { id, details, status, createdAt, updatedAt } = state;
  const shows = [...state.shows.values()]
    .filter((show) => show.status === 'scheduled')
    .toSorted((a, b) => a.startsAt - b.startsAt || (a.id < b.id ? -1 : 1));
  return {
    id,
    ...details,
    status,
    totalSeats: shows.reduce((sum, show) => sum + capacityOf(show), 0),
    showCount: shows.length,
    priceFrom: lowestPrice(shows),
    shows: shows.map((show) => [show.id, show.startsAt, show.endsAt]),
    createdAt,
    updatedAt,
  };
}

/** The lowest price in the currency of the first show: amounts of different currencies do not compare. */
function lowestPrice(shows: readonly Show[]): EventDocument['priceFrom'] {
  const currency = shows[0]?.currency;
  if (currency === undefined) return undefined;
  const prices = shows
    .filter((show) => show.currency === currency)
    .flatMap(({ tiers }) => tiers.map(({ priceMinor }) => priceMinor));
  return { amount: prices.reduce((lowest, price) => Math.min(lowest, price)), currency };
}

export function toShowDocument(eventId: string, show: Show): ShowDocument {
  const { rows: _rows, layout: _layout, version: _version, planVersion: _planVersion, ...rest } = show;
  const { salesCloseAt, policy } = rest;
  return { ...rest, eventId, salesCloseAt: salesCloseAt ?? show.startsAt, policy: policyOf(policy) };
}
