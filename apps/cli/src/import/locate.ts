import { createHash } from 'node:crypto';
import type { Location } from '@myevents/contracts';
import { type Api, expectDone, listAll, problemText } from '../api.ts';
import { Failure, UsageError } from '../failure.ts';
import { EntryError } from './entry.ts';
import { type Venue, venueKey } from './venue.ts';

/** A location of the platform and the hall in it that shows go to. */
export interface Site {
  readonly location: Location;
  readonly hallId: string;
  readonly hallCapacity: number;
  readonly isNew: boolean;
}

/** The location that everything goes to. @throws UsageError if there is none of that id, or no such hall in it. */
export async function siteById(api: Api, locationId: string, hallId: string | undefined): Promise<Site> {
  const answer = await api.send<Location>({ method: 'GET', path: `/v1/locations/${encodeURIComponent(locationId)}` });
  if (answer.status === 404 || answer.status === 400) throw new UsageError(`There is no location ${locationId}.`);
  return siteOf(expectDone(answer, 'Reading the location'), hallId, false);
}

function siteOf(location: Location, hallId: string | undefined, isNew: boolean): Site {
  const hall = hallId === undefined ? location.halls[0] : location.halls.find(({ id }) => id === hallId);
  if (!hall) throw new UsageError(`The location has no hall ${hallId ?? ''}.`);
  if (hall.isSeated)
    throw new UsageError(
      `"${hall.name}" has numbered seats, which a calendar says nothing of: give --hall-id of another hall.`,
    );
  return { location, hallId: hall.id, hallCapacity: hall.capacity, isNew };
}

/** Finds places among the locations that are there, and creates those that are not. */
export interface Locator {
  /** @throws EntryError if the location cannot be created. */
  siteFor(venue: Venue): Promise<Site>;
}

export async function createLocator(api: Api): Promise<Locator> {
  const sites = new Map<string, Promise<Site>>();
  for await (const location of listAll<Location>(api, '/v1/locations')) {
    const hall = location.halls.find(({ isSeated }) => !isSeated);
    if (hall) sites.set(venueKey(location), Promise.resolve(siteOf(location, hall.id, false)));
  }
  return {
    async siteFor(venue) {
      const known = sites.get(venue.key);
      if (known) return known;
      const created = create(api, venue);
      sites.set(venue.key, created);
      return created;
    },
  };
}

async function create(api: Api, { body }: Venue): Promise<Site> {
  const key = `import-location-${createHash('sha256').update(JSON.stringify(body)).digest('base64url').slice(0, 22)}`;
  const answer = await api.send<Location>({ method: 'POST', path: '/v1/locations', body, key });
  if (answer.status >= 500) throw new Failure(`Creating the location ${body.name}: ${problemText(answer)}.`);
  if (answer.status >= 400) throw new EntryError(`its location cannot be created: ${problemText(answer)}.`);
  return siteOf(answer.body, undefined, true);
}
