import type {
  Facets,
  IndexedEvent,
  OrganisedPage,
  OrganisedQuery,
  SearchFilters,
  SearchPage,
  SearchQuery,
} from './query.ts';

/** What the serving thread asks of the thread that holds the index, and what it gets. Answers come in the order of the requests. */
export interface Operations {
  readonly put: { readonly argument: readonly IndexedEvent[]; readonly answer: undefined };
  readonly search: { readonly argument: SearchQuery; readonly answer: SearchPage };
  readonly facets: { readonly argument: SearchFilters; readonly answer: Facets };
  readonly organised: { readonly argument: OrganisedQuery; readonly answer: OrganisedPage };
  readonly optimize: { readonly argument: undefined; readonly answer: undefined };
}

export type Operation = keyof Operations;

export type Request = {
  readonly [Name in Operation]: {
    readonly id: number;
    readonly operation: Name;
    readonly argument: Operations[Name]['argument'];
  };
}[Operation];

export type Answer =
  | { readonly id: number; readonly value: Operations[Operation]['answer'] }
  | { readonly id: number; readonly error: string };
