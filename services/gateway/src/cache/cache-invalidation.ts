import { topics } from '@myevents/contracts';
import type { Bus, BusMessage } from '@myevents/ports';
import type { ResponseCache } from './response-cache.ts';

/** Hears what changes anywhere: nothing older than the versions in the messages is served from then on. */
export async function subscribeCache(bus: Bus, cache: ResponseCache): Promise<AsyncDisposable> {
  return bus.subscribe({
    topics: [topics.catalogue, topics.bookings, topics.availability],
    handle: async (message) => raiseFrom(cache, message),
    onReconnect: () => cache.checkAll(),
  });
}

function raiseFrom(cache: ResponseCache, message: BusMessage): void {
  for (const { partitionkey, data } of message.events) {
    const { version, show } = data;
    if (typeof version === 'number') cache.raise({ stream: partitionkey, version });
    // A booking tells which version of its show's sale it belongs to.
    if (typeof show !== 'object' || show === null || !('id' in show) || typeof show.id !== 'string') continue;
    if (typeof show.version === 'number') cache.raise({ stream: `show/${show.id}`, version: show.version });
  }
}
