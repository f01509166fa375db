export { eventServiceCollections } from './collections.ts';
export { eventServiceRoutes } from './routes/plugin.ts';
export type { IndexedEvent, SearchHit, SearchPage, SearchPosition, SearchQuery, SearchSort } from './search/query.ts';
export { createSearchIndex, type SearchIndex, SearchIndexError } from './search/search-index.ts';
export { createEventService, type EventService, type EventServiceOptions, type OnProgress } from './service.ts';
