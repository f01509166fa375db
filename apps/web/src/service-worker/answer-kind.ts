/** What the worker has a say in; the rest of the site never passes through it. */
export type AnswerKind = 'asset' | 'page' | 'resource';

export interface Asked {
  readonly method: string;
  readonly url: string;
  readonly isNavigation: boolean;
}

/** `evt_…`: one resource by its id, with nothing below or behind it. */
const resourcePattern = /^\/v1\/(bookings|shows|events|locations)\/[a-z]{3}_[0-9a-z]+$/;

/** Undefined: the browser asks by itself, as if there were no worker. */
export function answerKindOf({ method, url, isNavigation }: Asked, origin: string): AnswerKind | undefined {
  const { origin: asked, pathname, search } = new URL(url);
  if (method !== 'GET' || asked !== origin) return undefined;
  if (isNavigation) return /^\/bookings(\/|$)/.test(pathname) ? 'page' : undefined;
  if (pathname.startsWith('/assets/')) return 'asset';
  return search === '' && resourcePattern.test(pathname) ? 'resource' : undefined;
}
