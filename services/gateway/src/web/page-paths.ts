/** Pages that are the same for everybody who reads their language, with the parameters each reads: rendered whole, kept in the cache. */
export const publicPages: Readonly<Record<string, readonly string[]>> = {
  '/': [],
  '/search': [
    'keyword',
    'city',
    'country',
    'type',
    'when',
    'from',
    'to',
    'latLong',
    'radius',
    'place',
    'locationId',
    'sort',
    'cursor',
  ],
  '/map': ['location'],
  '/locations': ['all', 'q'],
  '/locations/:id': [],
  '/e/:event': [],
  '/e/:event/:show': [],
};

/** Pages that belong to one browser: it fills their frame itself. */
export const privatePages = ['/checkout/*', '/wait/*', '/bookings', '/bookings/*', '/organize', '/organize/*'] as const;

const patterns = Object.entries(publicPages).map(([path, parameters]) => ({
  pattern: new RegExp(`^${path.replaceAll(/:\w+/g, '[^/#]+')}$`),
  parameters: new Set(parameters),
}));

/**
 * The path and query by which a public page is known: the parameters it reads, in one order. What else links carry (`fbclid`, `utm_…`)
 * is no other page, and must not reach one that is shared. Undefined: no public page. Cheap for the hot paths of the API.
 */
export function toPageUrl(url: string): string | undefined {
  if (url.startsWith('/v1/')) return undefined;
  const from = url.indexOf('?');
  const path = from < 0 ? url : url.slice(0, from);
  const page = patterns.find(({ pattern }) => pattern.test(path));
  if (page === undefined) return undefined;
  if (from < 0 || page.parameters.size === 0) return path;
  const parts = url.slice(from + 1).split('&');
  const read = parts.filter((part) => page.parameters.has(part.split('=', 1)[0] ?? '')).toSorted();
  return read.length === 0 ? path : `${path}?${read.join('&')}`;
}
