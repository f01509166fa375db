import { expect, it } from 'vitest';
import { pageLanguages } from '../services/gateway/src/web/language.ts';
import { privatePages, publicPages, toPageUrl } from '../services/gateway/src/web/page-paths.ts';

// The gateway routes to the web app's pages without importing it: here both are held to the same table.

/** The app is compiled with settings of its own, for browsers: its modules are read as they run, not as they are typed. */
const load = (file: string): Promise<unknown> => import(new URL(`../apps/web/src/${file}`, import.meta.url).href);
const { pages } = (await load('pages.ts')) as {
  readonly pages: readonly { readonly path: string; readonly isPublic: boolean }[];
};
const { languages } = (await load('i18n/languages.ts')) as { readonly languages: readonly string[] };
const { toSearchPath } = (await load('features/search/search-state.ts')) as {
  readonly toSearchPath: (state: object) => string;
};

const example = (path: string) => path.replaceAll(/:\w+/g, 'evt_1');
const isPrivate = (path: string) =>
  privatePages.some((page) => (page.endsWith('/*') ? path.startsWith(page.slice(0, -1)) : path === page));

it.each(pages.map(({ path, isPublic }) => ({ path, isPublic })))('routes to $path', ({ path, isPublic }) => {
  expect({ isPublic: toPageUrl(example(path)) !== undefined, isPrivate: isPrivate(example(path)) }).toEqual({
    isPublic,
    isPrivate: !isPublic,
  });
});

it('routes to no public page that the web app has not', () => {
  const shapes = pages.filter(({ isPublic }) => isPublic).map(({ path }) => example(path));
  expect(Object.keys(publicPages).map(example).toSorted()).toEqual(shapes.toSorted());
});

it('lets through every parameter that a search has', () => {
  const whole = toSearchPath({
    keyword: 'jazz',
    city: 'Berlin',
    country: 'DE',
    type: 'concert',
    when: 'dates',
    from: '2027-01-01',
    to: '2027-01-02',
    latLong: '52.5,13.4',
    radiusKm: 10,
    place: 'Mitte',
    locationId: 'loc_1',
    sort: 'time',
    cursor: 'abc',
  });
  const parameters = (url = '') => new Set(new URLSearchParams(url.split('?')[1]).keys());
  expect(parameters(toPageUrl(whole))).toEqual(parameters(whole));
});

it('chooses among the languages that the web app speaks', () => {
  expect([...pageLanguages]).toEqual([...languages]);
});
