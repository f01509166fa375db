import { toEventParam } from '@myevents/contracts/slug';

/** The addresses of the pages. None lies under the gateway's older routes, nor under `/v1`. */
export const paths = {
  home: '/',
  search: '/search',
  map: '/map',
  locations: '/locations',
  location: '/locations/:locationId',
  /** `:event` is `<slug>-<event id>`: the slug is for people, the id alone decides. */
  event: '/e/:event',
  show: '/e/:event/:showId',
  checkout: '/checkout/:bookingId',
  wait: '/wait/:entryId',
  bookings: '/bookings',
  booking: '/bookings/:bookingId',
  ticket: '/bookings/:bookingId/tickets/:ticketId',
  organize: '/organize',
  organizeSignIn: '/organize/sign-in',
  organizeLocations: '/organize/locations',
  organizeLocation: '/organize/locations/:locationId',
  organizeEvents: '/organize/events',
  organizeEvent: '/organize/events/:eventId',
  organizeShow: '/organize/shows/:showId',
  organizeBookings: '/organize/shows/:showId/bookings',
  organizeLedger: '/organize/shows/:showId/ledger',
  organizeImport: '/organize/import',
} as const;

type ParamsOf<Path extends string> = Path extends `${infer Head}/${infer Rest}`
  ? ParamsOf<Head> | ParamsOf<Rest>
  : Path extends `:${infer Name}`
    ? Name
    : never;

/** The names in a path, each with its value. */
export type PathParams<Name extends keyof typeof paths> = Readonly<Record<ParamsOf<(typeof paths)[Name]>, string>>;

type Query = Readonly<Record<string, string | number | undefined>>;

/** The address of a page. Every name in its path must be given; parameters that are undefined or empty are left out. */
export function pathTo<Name extends keyof typeof paths>(
  name: Name,
  params: PathParams<Name>,
  query: Query = {},
): string {
  const given: Readonly<Record<string, string>> = params;
  const path = paths[name].replaceAll(/:(\w+)/g, (_whole, key: string) => encodeURIComponent(given[key] ?? ''));
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(query))
    if (value !== undefined && value !== '') search.set(key, String(value));
  return search.size === 0 ? path : `${path}?${search}`;
}

interface Named {
  readonly id: string;
  readonly name: string;
}

export const pathToEvent = (event: Named): string => pathTo('event', { event: toEventParam(event) });
export const pathToShow = (event: Named, showId: string): string =>
  pathTo('show', { event: toEventParam(event), showId });

/** The id in the last part of an event's address, whatever its slug says. */
export function readEventId(param: string): string {
  return /evt_[0-9a-z]+$/.exec(param)?.[0] ?? param;
}
