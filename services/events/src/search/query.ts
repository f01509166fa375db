/** What the index knows of an event: published ones are found, others are taken out. */
export interface IndexedEvent {
  readonly id: string;
  /** Only listed events are found. */
  readonly isListed: boolean;
  readonly name: string;
  readonly description: string;
  readonly tags: readonly string[];
  readonly type: string;
  readonly locationId: string;
  /** What the list of locations is sorted by. */
  readonly locationSortName: string;
  /** Venue, city and region: words to be found by. */
  readonly place: string;
  readonly countryCode: string;
  /** As the organizer spells it; empty where the location is not known. */
  readonly city: string;
  readonly coordinates?: Coordinates | undefined;
  /** [id, startsAt, endsAt] in epoch milliseconds, without cancelled ones. */
  readonly shows: readonly (readonly [id: string, startsAt: number, endsAt: number])[];
}

export interface Coordinates {
  readonly latitude: number;
  readonly longitude: number;
}

export type SearchSort = 'relevance' | 'time' | 'distance';

/** What an event has to be like to be found. */
export interface SearchFilters {
  /** The user's own words; nothing in them is syntax. */
  readonly keyword?: string | undefined;
  readonly near?: Coordinates | undefined;
  /** Needs `near`. */
  readonly radiusKm?: number | undefined;
  /** A show must end after this and start no later than `until`, both in epoch milliseconds. */
  readonly from: number;
  readonly until?: number | undefined;
  /** Finds also events that have no show yet: for whoever asked for no time. */
  readonly isTimeOpen: boolean;
  readonly type?: string | undefined;
  readonly countryCode?: string | undefined;
  /** The whole name; case and accents do not count. */
  readonly city?: string | undefined;
  readonly locationId?: string | undefined;
}

export interface SearchQuery extends SearchFilters {
  /** Events that have one of these tags come before all others. */
  readonly preferences?: readonly string[] | undefined;
  /** `distance` needs `near`. */
  readonly sort: SearchSort;
  readonly limit: number;
  /** The position of the last hit of the page before. */
  readonly after?: SearchPosition | undefined;
}

/** Where a hit stands in the order of its query; the last number tells equal ones apart. */
export type SearchPosition = readonly [preference: number, first: number, second: number, tie: number];

export interface SearchHit {
  readonly id: string;
  /** Where `near` was asked for and the location has coordinates. */
  readonly distanceKm?: number | undefined;
  readonly position: SearchPosition;
}

export interface SearchPage {
  readonly hits: readonly SearchHit[];
  readonly hasMore: boolean;
}

/** Locations with events that are listed and not over, by name. */
export interface OrganisedQuery {
  readonly now: number;
  readonly limit: number;
  readonly after?: OrganisedPosition | undefined;
}

export type OrganisedPosition = readonly [sortName: string, id: string];

export interface OrganisedPage {
  readonly locations: readonly OrganisedPosition[];
  readonly hasMore: boolean;
}

/** How many events pass, and what they are. Each list leaves its own filter out, so that it shows what else there is. */
export interface Facets {
  readonly total: number;
  /** The most frequent first, likewise below. */
  readonly types: readonly FacetCount[];
  readonly countries: readonly FacetCount[];
  /** At most `citiesMax`. */
  readonly cities: readonly CityCount[];
}

export interface FacetCount {
  readonly value: string;
  readonly count: number;
}

export interface CityCount {
  readonly city: string;
  readonly countryCode: string;
  readonly count: number;
  /** Of one of its locations, the same in every process. */
  readonly coordinates?: Coordinates | undefined;
}
