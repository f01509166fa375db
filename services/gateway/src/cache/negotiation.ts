import type { Encoding } from './entry.ts';

/** What of a request decides how it is answered from the cache. */
export interface Wants {
  ifNoneMatch: string | undefined;
  acceptEncoding: string | undefined;
  /** What it is answered may depend on who asks: it passes the cache by. */
  hasAuthorization: boolean;
}

/**
 * Reads the raw header list, because making Node's header object costs more than all the rest of a hit. It fills in `wants`, which
 * is used again for every request.
 */
export function readWants(rawHeaders: readonly string[], wants: Wants): void {
  wants.ifNoneMatch = undefined;
  wants.acceptEncoding = undefined;
  wants.hasAuthorization = false;
  for (let at = 0; at + 1 < rawHeaders.length; at += 2) {
    const name = rawHeaders[at] ?? '';
    if (name.length === 15) {
      if (name.toLowerCase() === 'accept-encoding') wants.acceptEncoding = rawHeaders[at + 1];
    } else if (name.length === 13) {
      const lower = name.toLowerCase();
      if (lower === 'if-none-match') wants.ifNoneMatch = rawHeaders[at + 1];
      else if (lower === 'authorization') wants.hasAuthorization = true;
    }
  }
}

/** No client's list is longer; what stands behind it is not read. */
const listLengthMax = 256;
const chosenMax = 200;
const chosen = new Map<string, Encoding | null>();

/** The best coding of ours that an `Accept-Encoding` takes; null: none. Browsers send few different ones, so the answers are kept. */
export function chooseEncoding(header: string): Encoding | null {
  const acceptEncoding = header.slice(0, listLengthMax);
  const known = chosen.get(acceptEncoding);
  if (known !== undefined) return known;
  const accepted = acceptEncoding
    .toLowerCase()
    .split(',')
    .map((part) => part.trim().split(/\s*;\s*q\s*=\s*/))
    .filter(([, quality = '1']) => Number(quality) > 0)
    .map(([name]) => name);
  const choice = accepted.includes('br') ? 'br' : accepted.includes('gzip') ? 'gzip' : null;
  if (chosen.size < chosenMax) chosen.set(acceptEncoding, choice);
  return choice;
}

/** RFC 9110, weak comparison. */
export function matchesEtag(ifNoneMatch: string, etag: string): boolean {
  if (ifNoneMatch === etag) return true;
  if (!ifNoneMatch.includes(',') && !ifNoneMatch.startsWith('W/') && ifNoneMatch !== '*') return false;
  return ifNoneMatch.split(',').some((part) => {
    const tag = part.trim();
    return tag === '*' || (tag.startsWith('W/') ? tag.slice(2) : tag) === etag;
  });
}
