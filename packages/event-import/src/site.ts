import type { Location } from '@myevents/contracts';
import { type Api, expectDone, listAll } from '@myevents/contracts/client';
import { expectTaken, importKey } from './api-answers.ts';
import type { ImportSetting } from './defaults.ts';
import { type Venue, venueKey } from './venue.ts';

/** A location of the platform and the hall in it that shows go to. */
export interface Site {
  readonly location: Location;
  readonly hallId: string;
  readonly hallCapacity: number;
}

/** Something the importer said does not hold on the platform. The message is for people. */
export class SettingError extends Error {
  override readonly name = 'SettingError';
  readonly setting: ImportSetting;

  constructor(setting: ImportSetting, message: string) {
    super(message);
    this.setting = setting;
  }
}

/**
 * The location that everything is to go to; without a hall its first.
 * @throws SettingError if there is none of that id, no such hall in it, or the hall has numbered seats.
 */
export async function readSite(api: Api, locationId: string, hallId?: string): Promise<Site> {
  const answer = await api.send<Location>({ method: 'GET', path: `/v1/locations/${encodeURIComponent(locationId)}` });
  if (answer.status === 404 || answer.status === 400)
    throw new SettingError('locationId', `There is no location ${locationId}.`);
  return siteOf(expectDone(answer, 'Reading the location'), hallId);
}

function siteOf(location: Location, hallId: string | undefined): Site {
  const hall = hallId === undefined ? location.halls[0] : location.halls.find(({ id }) => id === hallId);
  if (!hall) throw new SettingError('hallId', `The location has no hall ${hallId ?? ''}.`);
  if (hall.isSeated)
    throw new SettingError(
      'hallId',
      `"${hall.name}" has numbered seats, which a calendar says nothing of: choose another hall.`,
    );
  return { location, hallId: hall.id, hallCapacity: hall.capacity };
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
    if (hall) sites.set(venueKey(location), Promise.resolve(siteOf(location, hall.id)));
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
  const key = importKey('location', JSON.stringify(body));
  const answer = await api.send<Location>({ method: 'POST', path: '/v1/locations', body, key });
  return siteOf(expectTaken(answer, 'its location cannot be created'), undefined);
}
