import { type BookingMessage, groups, topics } from '@myevents/contracts';
import type { Bus, BusMessage, Clock, DocumentStore } from '@myevents/ports';
import { collections } from '../collections.ts';
import type { TakenDocument } from '../documents.ts';

/** How many tickets of a show are held or booked, as the Booking Service last said. It may be a moment old, and then knows less. */
export interface TakenTickets extends AsyncDisposable {
  /** By tier; empty where nothing was heard. */
  of(showId: string): Promise<TakenDocument['tiers']>;
}

interface Heard {
  readonly version: number;
  readonly document: TakenDocument;
}

const flushEveryMs = 1_000;
const flushRetryMs = 5_000;

export interface TakenTicketsOptions {
  readonly bus: Bus;
  readonly documents: DocumentStore;
  readonly clock: Clock;
  readonly onError: (error: unknown) => void;
}

/**
 * Listens to bookings. A sale says so much that only the newest of each show is kept, and written down at most once a second; the
 * message is not kept waiting for that, so a crash may forget the last second of it.
 */
export async function openTakenTickets({ bus, documents, clock, onError }: TakenTicketsOptions): Promise<TakenTickets> {
  let heard = new Map<string, Heard>();
  let cancelTimer: (() => void) | undefined;
  let flushing: Promise<void> = Promise.resolve();

  function hear({ id, version, tiers }: BookingMessage['show']): void {
    if ((heard.get(id)?.version ?? -1) >= version) return;
    heard.set(id, {
      version,
      document: { tiers: Object.fromEntries(tiers.map((tier) => [tier.id, tier.held + tier.booked])) },
    });
    schedule(flushEveryMs);
  }

  function schedule(delayMs: number): void {
    cancelTimer ??= clock.setTimer(() => {
      cancelTimer = undefined;
      flushing = flush();
    }, delayMs);
  }

  async function flush(): Promise<void> {
    const batch = new Map(heard);
    try {
      await documents.put([...batch].map(([id, newest]) => ({ collection: collections.taken, id, ...newest })));
      heard = new Map([...heard].filter(([id, newest]) => batch.get(id) !== newest));
    } catch (error) {
      onError(error);
      schedule(flushRetryMs);
    }
  }

  const subscription = await bus.subscribe({
    topics: [topics.bookings],
    group: groups.eventService,
    handle: async (message: BusMessage) => {
      for (const { type, data } of message.events) {
        if (type.startsWith('myevents.booking.')) hear((data as unknown as BookingMessage).show);
      }
    },
  });

  return {
    async of(showId) {
      const stored = await documents.get<TakenDocument>(collections.taken, showId);
      const newest = heard.get(showId);
      if (newest !== undefined && newest.version > (stored?.version ?? -1)) return newest.document.tiers;
      return stored?.document.tiers ?? {};
    },
    async [Symbol.asyncDispose]() {
      await subscription[Symbol.asyncDispose]();
      cancelTimer?.();
      await flushing;
      if (heard.size > 0) await flush();
    },
  };
}
