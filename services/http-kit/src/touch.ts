import type { FastifyReply } from 'fastify';

/** Names the streams an answer was made from or a write has moved; the gateway reads it and takes it away. */
export const versionsHeader = 'myevents-versions';
/** Epoch milliseconds: from then on an answer is out of date, whether or not anything is written. */
export const expiresAtHeader = 'myevents-expires-at';

/**
 * On a request to a service: what its gateway knows to have changed lately, as `stream@version`: from answers it passed on and messages
 * it heard. The service answers when it has heard of that too, or after a second.
 */
export const afterHeader = 'myevents-after';

export interface Touch {
  /** `show/shw_…`, `event/evt_…`; or `catalogue`, `search` without a version for lists. */
  readonly stream: string;
  readonly version?: number;
}

/**
 * Tells the gateway's cache what an answer depends on. Needed on every successful GET that may be cached, with the versions it was
 * read at, and on every successful write, with the versions it made: older answers are never served after that.
 */
export function touch(
  reply: FastifyReply,
  touched: readonly Touch[],
  options: { readonly expiresAtMs?: number | null | undefined } = {},
): void {
  reply.header(versionsHeader, toTouchedHeader(touched));
  if (typeof options.expiresAtMs === 'number') reply.header(expiresAtHeader, String(options.expiresAtMs));
}

/** The value of `versionsHeader` and `afterHeader`. */
export function toTouchedHeader(touched: readonly Touch[]): string {
  return touched.map(({ stream, version }) => (version === undefined ? stream : `${stream}@${version}`)).join(', ');
}

/** Reads what `touch` wrote. What makes no sense is left out. */
export function readTouched(header: string): Touch[] {
  return header.split(',').flatMap((part) => {
    const entry = part.trim();
    const at = entry.lastIndexOf('@');
    if (at < 0) return entry === '' ? [] : [{ stream: entry }];
    const digits = entry.slice(at + 1);
    const version = Number(digits);
    return /^\d+$/.test(digits) && Number.isSafeInteger(version) ? [{ stream: entry.slice(0, at), version }] : [];
  });
}
