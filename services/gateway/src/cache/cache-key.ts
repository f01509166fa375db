const keyLengthMax = 2048;

/** The paths whose answers can be public: others are never looked up nor waited for. */
const publicPath =
  /^\/(?:|docs(?:\/.*)?|openapi\.json|asyncapi\.json|events(?:\/.*)?|v1\/events(?:\/[^/]+(?:\/shows)?)?|v1\/locations(?:\/[^/]+(?:\/events)?)?|v1\/shows\/[^/]+(?:\/availability|\/plan)?)$/;

/** Long polls wait for what is not there yet. */
const waits = /[?&](?:wait|after)=/;

/**
 * The same key for the same parameters in any order, and for our pages whatever the parameters. Cheap, since every request pays
 * for it.
 */
export function toCacheKey(url: string): string {
  const from = url.indexOf('?');
  if (from < 0) return url;
  if (from === 1 || (from === 5 && url.startsWith('/docs'))) return url.slice(0, from);
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

/** Whether an answer to this may be kept and shared. */
export function canBeCached(key: string): boolean {
  if (key.length > keyLengthMax) return false;
  const from = key.indexOf('?');
  if (from < 0) return publicPath.test(key);
  return publicPath.test(key.slice(0, from)) && !waits.test(key);
}
