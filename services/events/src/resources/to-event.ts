import type { EventHit, EventResource } from '@myevents/contracts';
import type { StoredDocument } from '@myevents/ports';
import type { EventDocument, LocationDocument } from '../documents.ts';
import { toInstant } from './instant.ts';
import { withoutUndefined } from './to-location.ts';

type StoredEvent = Pick<StoredDocument<EventDocument>, 'document' | 'version'>;

export function toEvent({ document, version }: StoredEvent, location: LocationDocument | undefined): EventResource {
  const { durationMinutes, tags, metadata, shows, description, language, priceFrom, createdAt, updatedAt, ...event } =
    document;
  const [first] = shows;
  return {
    ...event,
    ...(description === undefined ? {} : { description }),
    ...(language === undefined ? {} : { language }),
    ...(priceFrom === undefined ? {} : { priceFrom }),
    duration: durationMinutes,
    tags: [...tags],
    ...(metadata === undefined ? {} : { metadata: { ...metadata } }),
    ...(location === undefined ? {} : { location: toPlace(location) }),
    ...(first === undefined ? {} : { firstStartsAt: toInstant(first[1]), lastEndsAt: toInstant(lastEnd(shows)) }),
    createdAt: toInstant(createdAt),
    updatedAt: toInstant(updatedAt),
    version,
  };
}

export interface HitDetails {
  readonly showId?: string | undefined;
  readonly distanceKm?: number | undefined;
}

/** `hit`: which show is meant, and how far away. */
export function toEventHit(event: StoredEvent, location: LocationDocument | undefined, hit: HitDetails): EventHit {
  const show = event.document.shows.find(([id]) => id === hit.showId);
  return {
    ...toEvent(event, location),
    ...(show === undefined
      ? {}
      : { nextShow: { id: show[0], startsAt: toInstant(show[1]), endsAt: toInstant(show[2]) } }),
    ...(hit.distanceKm === undefined ? {} : { distanceKm: Math.round(hit.distanceKm * 1000) / 1000 }),
  };
}

function toPlace({
  id,
  name,
  address,
  coordinates,
  timeZone,
}: LocationDocument): NonNullable<EventResource['location']> {
  const place = { id, name, address: withoutUndefined(address), timeZone };
  return coordinates === undefined ? place : { ...place, coordinates };
}

function lastEnd(shows: EventDocument['shows']): number {
  return shows.reduce((last, [, , endsAt]) => Math.max(last, endsAt), Number.NEGATIVE_INFINITY);
}
