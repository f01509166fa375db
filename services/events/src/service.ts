import { createCommitter, createPublisher, outlast, startSweeper } from '@myevents/commit-kit';
import { newId as freshId, groups, topics } from '@myevents/contracts';
import type { HealthCheck } from '@myevents/http-kit';
import type { Bus, Clock, Commit, DocumentWrite, Store } from '@myevents/ports';
import type { FastifyBaseLogger, FastifyPluginAsync } from 'fastify';
import type { Registry } from 'prom-client';
import { createBackground } from './catalogue/background.ts';
import { createEvents } from './catalogue/events.ts';
import { createHallSlots } from './catalogue/hall-slots.ts';
import { startHallSweep } from './catalogue/hall-sweep.ts';
import { createLocations } from './catalogue/locations.ts';
import { createShows } from './catalogue/shows.ts';
import { openTakenTickets } from './catalogue/taken-tickets.ts';
import { createMeasures } from './measures.ts';
import { messagesOfCommit } from './messages.ts';
import { projectCommit, rebuildDocuments, republishAll } from './recovery.ts';
import { eventRoutesPlugin } from './routes/plugin.ts';
import { followCatalogue } from './search/follow-catalogue.ts';
import { createIndexer } from './search/indexer.ts';
import { createEventSearch } from './search/search-events.ts';
import { createSearchIndex } from './search/search-index.ts';
import { createStreams } from './streams/streams.ts';

export interface EventServiceOptions {
  /** Opened with `eventServiceCollections`; stays the caller's, who closes it after the service. */
  readonly store: Store;
  readonly bus: Bus;
  readonly clock: Clock;
  readonly registry: Registry;
  readonly log: Pick<FastifyBaseLogger, 'error' | 'warn'>;
  readonly newId?: typeof freshId | undefined;
}

/** `done` of `total` streams. */
export type OnProgress = (done: number, total: number) => void;

export interface EventService {
  /** All routes of the catalogue. */
  readonly plugin: FastifyPluginAsync;
  readonly checks: readonly HealthCheck[];
  /** Read models and search index anew from the log. */
  rebuild(onProgress?: OnProgress): Promise<void>;
  /** Publishes the present state of every location, event and show. */
  republish(onProgress?: OnProgress): Promise<void>;
  /** Resolves once what was committed is published, or after a few seconds: for services that hear each other, before they close. */
  idle(): Promise<void>;
  /** After the last request: what was committed is published, then everything is let go of. */
  close(): Promise<void>;
}

/** How long the answer to a change waits for the bus to take its messages. */
const heardWithinMs = 500;

/** The Event Service: locations, events and shows, and the search over them. Ready when it answers: the index is filled. */
export async function createEventService(options: EventServiceOptions): Promise<EventService> {
  const { store, bus, clock, registry, log, newId = freshId } = options;
  const { log: eventLog, documents } = store;
  const onError = (error: unknown) =>
    log.error({ err: error }, 'work of the event service failed and will be repeated');
  const patiently = async <Answer>(work: () => Promise<Answer>) =>
    outlast(work, { onFailure: (error) => log.warn({ err: error }, 'the start waits for an engine') });
  // Closed in the reverse order; at once if something fails while it opens.
  await using opening = new AsyncDisposableStack();
  const measures = createMeasures(registry);
  const index = opening.use(createSearchIndex());
  const indexer = createIndexer({ documents, index });

  /** What was committed is found before it is answered, and before anybody hears of it. */
  async function refreshIndex(writes: readonly DocumentWrite[]): Promise<void> {
    await indexer.refreshWritten(writes).catch(onError);
  }

  async function messagesOf(commit: Commit, written: readonly DocumentWrite[] | undefined) {
    if (written === undefined) {
      // Left behind by a process that may have died before the documents were stored.
      const writes = await projectCommit(commit, streams);
      await documents.put(writes);
      await refreshIndex(writes);
    } else await refreshIndex(written);
    return messagesOfCommit(commit, streams);
  }

  /** A client that schedules a show and then buys a ticket finds it on sale, as long as the bus is not slow. */
  async function onCommitted({ stream }: Commit, written: readonly DocumentWrite[]): Promise<void> {
    await refreshIndex(written);
    await publisher.settled(stream, heardWithinMs);
  }

  const taken = opening.use(await patiently(() => openTakenTickets({ bus, documents, clock, onError })));
  const publisher = createPublisher({ log: eventLog, bus, clock, messagesOf, onError });
  const committer = createCommitter({ store, publisher, clock, onAppend: measures.onAppend });
  const streams = createStreams({ log: eventLog, committer, clock, onCommitted });
  const background = createBackground(onError);
  const slots = createHallSlots({ streams, clock });
  opening.use(await patiently(() => followCatalogue({ bus, indexer, onError })));
  const republish = (onProgress?: OnProgress) => republishAll({ log: eventLog, bus, streams, onProgress });
  const wanted = { topics: [topics.requests], group: groups.eventService, handle: () => republish() };
  opening.use(await patiently(() => bus.subscribe(wanted)));
  opening.defer(() => publisher.close());
  opening.defer(() => committer.close());
  opening.use(startSweeper({ log: eventLog, publisher, clock, onError }));
  opening.use(startHallSweep({ documents, slots, clock, onError }));
  opening.defer(() => background.idle());
  await patiently(() => indexer.fill());
  measures.observe({ index, publisher });

  const search = createEventSearch({ index, documents, clock, onSearch: measures.onSearch });
  const locations = createLocations({ streams, slots, newId });
  const events = createEvents({ streams, slots, background, newId });
  const shows = createShows({ streams, slots, taken, background, clock, newId });

  const closing = opening.move();
  return {
    plugin: eventRoutesPlugin({ locations, events, shows, slots, documents, index, indexer, search, clock }),
    checks: [{ name: 'search', check: async () => index.failure() }],
    async rebuild(onProgress) {
      await rebuildDocuments({ log: eventLog, documents, streams, onProgress });
      await indexer.fill();
    },
    republish,
    idle: () => publisher.idle(),
    close: () => closing.disposeAsync(),
  };
}
