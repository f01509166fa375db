import type { Touch } from '@myevents/http-kit';
import type { ResponseCache } from '../cache/response-cache.ts';
import type { RecentChanges } from './recent-changes.ts';

/** What the gateway knows of versions, so that no process answers with less. */
export interface KnownVersions {
  /** Whether an answer made from these is older than what is known. */
  isOutdated(touched: readonly Touch[]): boolean;
  /** What a service should have heard of before it answers. */
  toHear(method: string, path: string): readonly Touch[];
}

/** The sale of a show, which knows the catalogue from messages only. */
const salePath = /^\/v1\/shows\/([^/?]+)\/(?:bookings|availability|waitlist|ledger)(?=[/?]|$)/;
/** What is answered from the index that each process of the Event Service keeps. */
const searchPath = /^\/v1\/(?:events|locations|locations\/[^/?]+\/events)(?:\?|$)/;

export function createKnownVersions(cache: ResponseCache, recent: RecentChanges): KnownVersions {
  return {
    isOutdated: (touched) => cache.isOutdated(touched),
    toHear(method, path) {
      const isRead = method === 'GET' || method === 'HEAD';
      if (isRead && searchPath.test(path)) return recent.list();
      const showId = salePath.exec(path)?.[1];
      if (showId === undefined) return [];
      const stream = `show/${showId}`;
      const version = cache.floors.versionOf(stream);
      const events = recent.list().filter((change) => change.stream.startsWith('event/'));
      return isRead && version > 0 ? [...events, { stream, version }] : events;
    },
  };
}
