/** Pages that are the same for everybody who reads their language: rendered whole, kept in the cache. */
export const publicPages = [
  '/',
  '/search',
  '/map',
  '/locations',
  '/locations/:id',
  '/e/:event',
  '/e/:event/:show',
] as const;

/** Pages that belong to one browser: it fills their frame itself. */
export const privatePages = ['/checkout/*', '/wait/*', '/bookings', '/bookings/*', '/organize', '/organize/*'] as const;

const publicPage = /^\/(?:|search|map|locations(?:\/[^/?]+)?|e\/[^/?]+(?:\/[^/?]+)?)\/?(?:\?|$)/;

/** Whether a URL is that of a public page. Cheap: the hot paths of the API leave at the first comparison. */
export function isPublicPage(url: string): boolean {
  return !url.startsWith('/v1/') && publicPage.test(url);
}
