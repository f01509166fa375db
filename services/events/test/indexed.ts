import type { IndexedEvent, SearchQuery } from '../src/index.ts';

/** An event that is on from 1,000 to 2,000 ms. */
export function indexed(over: Partial<IndexedEvent> & { readonly id: string }): IndexedEvent {
  return {
    isListed: true,
    name: '',
    description: '',
    tags: [],
    type: 'concert',
    locationId: 'loc',
    locationSortName: 'loc',
    place: '',
    countryCode: 'DE',
    city: 'Berlin',
    shows: [[`show-${over.id}`, 1_000, 2_000]],
    ...over,
  };
}

export function query(over: Partial<SearchQuery> = {}): SearchQuery {
  return { from: 0, isTimeOpen: true, sort: 'time', limit: 100, ...over };
}
