import type { Collection } from '@myevents/ports';

/** Names carry the version of the projection: a changed projection gets a new name and is filled by `rebuild`. */
export const collections = {
  locations: 'locations-1',
  hallPlans: 'hall-plans-1',
  events: 'events-1',
  shows: 'shows-1',
  showPlans: 'show-plans-1',
  calendars: 'calendars-1',
  taken: 'taken-1',
} as const;

export const eventServiceCollections: readonly Collection[] = [
  { name: collections.locations, indexes: [{ name: 'by-name', key: [], sort: 'sortName' }] },
  { name: collections.hallPlans, indexes: [] },
  {
    name: collections.events,
    indexes: [
      { name: 'all', key: [], sort: 'createdAt' },
      { name: 'by-location', key: ['locationId', 'status'], sort: 'createdAt' },
      { name: 'by-status', key: ['status'], sort: 'createdAt' },
      { name: 'by-place', key: ['locationId'], sort: 'createdAt' },
    ],
  },
  { name: collections.shows, indexes: [{ name: 'by-event', key: ['eventId'], sort: 'startsAt' }] },
  { name: collections.showPlans, indexes: [] },
  { name: collections.calendars, indexes: [{ name: 'waiting', key: [], sort: 'waitingSince' }] },
  { name: collections.taken, indexes: [] },
];
