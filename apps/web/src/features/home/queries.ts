import type { LoadContext } from '../../page.ts';
import { eventFacetsQuery, someEventsQuery } from '../search/queries.ts';
import { readSearch } from '../search/search-state.ts';

/** Everything that is on. */
export const everything = readSearch(new URLSearchParams());

const soonMax = 8;
const inCityMax = 4;
export const citiesShownMax = 3;

type Api = LoadContext['api'];

export const soonQuery = (api: Api) => someEventsQuery(api, everything, soonMax);
export const inCityQuery = (api: Api, city: string) => someEventsQuery(api, { ...everything, city }, inCityMax);
export const everythingFacetsQuery = (api: Api) => eventFacetsQuery(api, everything, 'UTC');
