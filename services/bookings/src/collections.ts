import type { Collection, DocumentWrite, JsonObject } from '@myevents/ports';

/** Names of the read models. A changed projection gets a new name. */
export const collections = {
  bookings: 'bookings',
  /** Names and mail addresses, apart from everything else, under the id of the booking or waitlist entry. */
  people: 'people',
  entries: 'waitlist_entries',
  /** How a waitlist entry stood when it was made; written once. */
  joins: 'waitlist_joins',
  wakes: 'wakes',
  snapshots: 'snapshots',
  users: 'users',
  secrets: 'secrets',
  locations: 'catalogue_locations',
  events: 'catalogue_events',
  shows: 'catalogue_shows',
  /** The newest commit of each stream of the catalogue that was heard, under the stream's name. */
  heard: 'catalogue_heard',
} as const;

/** All read models of the Booking Service, with the indexes by which they are found. */
export const bookingServiceCollections: readonly Collection[] = [
  {
    name: collections.bookings,
    indexes: [
      { name: 'byUser', key: ['userId'], sort: 'heldAt' },
      { name: 'byShow', key: ['showId'], sort: 'heldAt' },
      { name: 'byEvent', key: ['eventId'], sort: 'heldAt' },
      { name: 'byName', key: ['nameKey'], sort: 'heldAt' },
      { name: 'byStatus', key: ['status'], sort: 'heldAt' },
      { name: 'byTime', key: [], sort: 'heldAt' },
    ],
  },
  { name: collections.people, indexes: [] },
  {
    name: collections.entries,
    indexes: [
      { name: 'byUser', key: ['userId'], sort: 'joinedAt' },
      { name: 'byShow', key: ['showId'], sort: 'joinedAt' },
      { name: 'byShowAndStatus', key: ['showId', 'status'], sort: 'joinedAt' },
    ],
  },
  { name: collections.joins, indexes: [] },
  { name: collections.wakes, indexes: [{ name: 'byTime', key: [], sort: 'wakeAt' }] },
  { name: collections.snapshots, indexes: [] },
  { name: collections.users, indexes: [] },
  { name: collections.secrets, indexes: [] },
  { name: collections.locations, indexes: [] },
  { name: collections.events, indexes: [{ name: 'all', key: [], sort: 'id' }] },
  {
    name: collections.shows,
    indexes: [
      { name: 'byEvent', key: ['eventId'], sort: 'id' },
      { name: 'all', key: [], sort: 'id' },
    ],
  },
  { name: collections.heard, indexes: [] },
];

/** What a document is written with: the read model, its id and the version of the stream it comes from. */
export interface DocumentKey {
  readonly collection: string;
  readonly id: string;
  readonly version: number;
}

/** A write of a typed document. Interfaces have no index signature, so this is the one place that calls them JSON. */
export function toWrite({ collection, id, version }: DocumentKey, document: object | null): DocumentWrite {
  return { collection, id, version, document: document as JsonObject | null };
}
