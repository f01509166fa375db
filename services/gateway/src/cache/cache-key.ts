import { chooseLanguage } from '../web/language.ts';
import { toPageUrl } from '../web/page-paths.ts';

const keyLengthMax = 2048;

/** The paths whose answers can be public: others are never looked up nor waited for. */
const publicPath =
  /^\/(?:docs(?:\/.*)?|openapi\.json|asyncapi\.json|events(?:\/.*)?|v1\/events(?:\/[^/]+(?:\/shows)?)?|v1\/locations(?:\/[^/]+(?:\/events)?)?|v1\/shows\/[^/]+(?:\/availability|\/plan)?)$/;

/** Long polls wait for what is not there yet. */
const waits = /[?&](?:wait|after)=/;

/**
 * The key of what a GET asks for. Pages for people come in several languages: theirs begins with the one that was chosen, a word
 * and a space.
 */
export function toCacheKey(url: string, rawHeaders: readonly string[]): string {
  const page = toPageUrl(url);
  return page === undefined ? toUrlKey(url) : `${chooseLanguage(url, rawHeaders)} ${page}`;
}

/** The same key for the same parameters in any order, and for the reference whatever the parameters. Cheap: every request pays for it. */
function toUrlKey(url: string): string {
  const from = url.indexOf('?');
  if (from < 0) return url;
  if (from === 5 && url.startsWith('/docs')) return url.slice(0, from);
  if (!url.includes('&', from)) return url;
  return (
    url.slice(0, from + 1) +
    url
      .slice(from + 1)
      .split('&')
      .toSorted()
      .join('&')
  );
}

/** No address has a space in it. */
const pageKey = /^[a-z]{2} \//;

/** Whether an answer to this may be kept and shared. */
export function canBeCached(key: string): boolean {
  if (key.length > keyLengthMax) return false;
  if (pageKey.test(key)) return true;
  const from = key.indexOf('?');
  if (from < 0) return publicPath.test(key);
  return publicPath.test(key.slice(0, from)) && !waits.test(key);
}
