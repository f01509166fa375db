import type { DocumentStore, DocumentWrite, FindOptions, StoredDocument } from '@myevents/ports';
import { collections } from '../collections.ts';
import type { EventDocument, LocationDocument } from '../documents.ts';
import { readLocations } from '../resources/read-locations.ts';
import { eventStream, locationStream } from '../streams/kinds.ts';
import type { IndexedEvent } from './query.ts';
import type { SearchIndex } from './search-index.ts';

/** Keeps the search index equal to the documents. */
export interface Indexer {
  /** Takes over what a commit changed; answers when it is found as it is now. */
  refreshWritten(writes: readonly DocumentWrite[]): Promise<void>;
  /** Somebody, perhaps this process, changed a stream: reads it again unless it is known at that version. */
  hear(stream: string, version: number): Promise<void>;
  /** Everything, page by page. */
  fill(): Promise<void>;
}

export interface IndexerOptions {
  readonly documents: DocumentStore;
  readonly index: SearchIndex;
}

const batchMax = 500;
const knownMax = 10_000;

/** One refresh runs at a time and reads after it was asked for, so the last word is always the newest. */
export function createIndexer({ documents, index }: IndexerOptions): Indexer {
  let dirty = new Set<string>();
  let next: Promise<void> | undefined;
  let turns: Promise<void> = Promise.resolve();
  /** Versions of the streams refreshed last, by stream. */
  const known = new Map<string, number>();

  function learn(stream: string, version: number): void {
    known.delete(stream);
    known.set(stream, version);
    const [oldest] = known.keys();
    if (known.size > knownMax && oldest !== undefined) known.delete(oldest);
  }

  function inTurn(work: () => Promise<void>): Promise<void> {
    const done = turns.then(work);
    turns = done.catch(() => undefined);
    return done;
  }

  async function refreshDirty(): Promise<void> {
    const ids = [...dirty];
    dirty = new Set();
    next = undefined;
    await putEvents(ids);
  }

  async function putEvents(ids: readonly string[]): Promise<void> {
    for (let from = 0; from < ids.length; from += batchMax) {
      const found = await documents.getMany<EventDocument>(collections.events, ids.slice(from, from + batchMax));
      await putStored(found.filter((event) => event !== undefined));
    }
  }

  async function putStored(events: readonly StoredDocument<EventDocument>[]): Promise<void> {
    const locations = await readLocations(
      documents,
      events.map(({ document }) => document),
    );
    await index.put(events.map(({ document }) => toIndexed(document, locations.get(document.locationId))));
    for (const { id, version } of events) learn(eventStream.prefix + id, version);
  }

  /** What was refreshed since these events were read is newer than they are. */
  function putRead(events: readonly StoredDocument<EventDocument>[]): Promise<void> {
    const isNew = ({ id, version }: StoredDocument) => (known.get(eventStream.prefix + id) ?? 0) < version;
    return inTurn(() => putStored(events.filter(isNew)));
  }

  function refresh(eventIds: readonly string[]): Promise<void> {
    if (eventIds.length === 0) return Promise.resolve();
    for (const id of eventIds) dirty.add(id);
    next ??= inTurn(refreshDirty);
    return next;
  }

  /** A location's name and place are found through its events. */
  async function refreshLocation(locationId: string): Promise<void> {
    const query = { collection: collections.events, index: 'by-location', key: [locationId, 'published'] };
    await forEachPage(query, (events) => refresh(events.map(({ id }) => id)));
  }

  async function forEachPage(
    query: Pick<FindOptions, 'collection' | 'index' | 'key'>,
    take: (events: readonly StoredDocument<EventDocument>[]) => Promise<void>,
  ): Promise<void> {
    let cursor: string | undefined;
    do {
      const page = await documents.find<EventDocument>({ ...query, limit: batchMax, cursor });
      await take(page.items);
      cursor = page.next ?? undefined;
    } while (cursor !== undefined);
  }

  return {
    async refreshWritten(writes) {
      const locations = writes.filter(({ collection }) => collection === collections.locations);
      for (const { id, version } of locations) {
        // A new location has no events yet.
        if (version > 1) await refreshLocation(id);
        learn(locationStream.prefix + id, version);
      }
      await refresh(writes.filter(({ collection }) => collection === collections.events).map(({ id }) => id));
    },
    async hear(stream, version) {
      if ((known.get(stream) ?? 0) >= version) return;
      if (stream.startsWith(locationStream.prefix)) {
        const id = stream.slice(locationStream.prefix.length);
        await refreshLocation(id);
        learn(stream, version);
      }
      if (stream.startsWith(eventStream.prefix)) await refresh([stream.slice(eventStream.prefix.length)]);
    },
    async fill() {
      known.clear();
      await forEachPage({ collection: collections.events, index: 'all', key: [] }, putRead);
      await index.optimize();
    },
  };
}

function toIndexed(event: EventDocument, location: LocationDocument | undefined): IndexedEvent {
  const { id, name, description = '', tags, type, locationId, shows, status } = event;
  const { city = '', region = '', countryCode = '' } = location?.address ?? {};
  return {
    id,
    isListed: status === 'published',
    name,
    description,
    tags,
    type,
    locationId,
    locationSortName: location?.sortName ?? '',
    place: [location?.name ?? '', city, region].join(' '),
    countryCode,
    city,
    coordinates: location?.coordinates,
    shows,
  };
}
