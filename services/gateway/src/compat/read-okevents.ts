import { type EventResource, type Location, unknownCountry } from '@myevents/contracts';
import type { ApiClient } from '../api-client.ts';
import type { OkEvent } from './okevent.ts';
import { readOpeningHours } from './place.ts';
import { callApi } from './upstream.ts';

/** Asked for at a time, so that a long list does not crowd out other requests. */
const locationsAtOnce = 16;

/** Events in the okevents shape, with the halls of their locations. */
export async function toOkEvents(api: ApiClient, events: readonly EventResource[]): Promise<OkEvent[]> {
  const ids = [...new Set(events.map(({ locationId }) => locationId))];
  const locations = new Map<string, Location>();
  for (let from = 0; from < ids.length; from += locationsAtOnce) {
    const some = ids.slice(from, from + locationsAtOnce);
    const read = await Promise.all(
      some.map((id) => callApi<Location>(api, { method: 'GET', path: `/v1/locations/${id}` })),
    );
    for (const location of read) locations.set(location.id, location);
  }
  return events.flatMap((event) => {
    const location = locations.get(event.locationId);
    return location === undefined ? [] : [toOkEvent(event, location)];
  });
}

function toOkEvent(event: EventResource, location: Location): OkEvent {
  const { id, name, duration, metadata = {} } = event;
  const { address, openingHours, halls } = location;
  const street = address.street === undefined ? '' : `${address.street}, `;
  return {
    id,
    name,
    ...readDates(event),
    duration,
    location: {
      name: location.name,
      address: `${street}${address.city}`,
      country: metadata['country'] ?? countryOf(address),
      ...readOpeningHours(openingHours),
      halls: halls.map(({ name: hall, location: where, capacity }) => ({
        name: hall,
        ...(where === undefined ? {} : { location: where }),
        capacity,
      })),
    },
  };
}

function countryOf({ countryCode, region }: Location['address']): string {
  return countryCode === unknownCountry && region !== undefined ? region : countryCode;
}

/** Those that were given, unless the shows have been moved since. */
function readDates({ firstStartsAt, lastEndsAt, metadata = {} }: EventResource) {
  const startdate = toEpochMs(firstStartsAt);
  const isAsGiven =
    startdate !== null && metadata['startdate'] === String(startdate) && metadata['enddate'] !== undefined;
  return { startdate, enddate: isAsGiven ? Number(metadata['enddate']) : toEpochMs(lastEndsAt) };
}

function toEpochMs(instant: string | undefined): number | null {
  return instant === undefined ? null : Date.parse(instant);
}
