import type { EventEvent, HallEvent, LocationEvent } from '@myevents/catalog';
import type { Bus, Commit, DocumentStore, DocumentWrite, EventLog } from '@myevents/ports';
import { presentEvent, presentLocation } from './messages.ts';
import type { OnProgress } from './service.ts';
import { eventStream, hallStream, locationStream } from './streams/kinds.ts';
import type { Streams } from './streams/streams.ts';

export interface RecoveryOptions {
  readonly log: EventLog;
  readonly streams: Streams;
  readonly onProgress?: OnProgress | undefined;
}

/** The documents of one commit, from the log alone. */
export async function projectCommit({ stream, version, events }: Commit, streams: Streams): Promise<DocumentWrite[]> {
  const id = stream.slice(stream.indexOf('/') + 1);
  if (stream.startsWith(locationStream.prefix)) {
    const state = await streams.at(locationStream, id, version);
    return (events as readonly LocationEvent[]).flatMap((event) => locationStream.project(id, state, event));
  }
  if (stream.startsWith(eventStream.prefix)) {
    const state = await streams.at(eventStream, id, version);
    return (events as readonly EventEvent[]).flatMap((event) => eventStream.project(id, state, event));
  }
  const state = await streams.at(hallStream, id, version);
  return (events as readonly HallEvent[]).flatMap((event) => hallStream.project(id, state, event));
}

/** Puts the documents of every stream as it stands now. Documents that are as new already are left alone. */
export async function rebuildDocuments(
  options: RecoveryOptions & { readonly documents: DocumentStore },
): Promise<void> {
  const { documents, streams } = options;
  await forEachStream(options, [locationStream.prefix, eventStream.prefix, hallStream.prefix], async (prefix, id) => {
    await documents.put(await projectStream(prefix, id, streams));
  });
}

async function projectStream(prefix: string, id: string, streams: Streams): Promise<readonly DocumentWrite[]> {
  switch (prefix) {
    case locationStream.prefix:
      return locationStream.project(id, (await streams.load(locationStream, id)).state);
    case eventStream.prefix:
      return eventStream.project(id, (await streams.load(eventStream, id)).state);
    default:
      return hallStream.project(id, (await streams.load(hallStream, id)).state);
  }
}

/** Publishes every location and event with its shows as it stands now; locations first, since events refer to them. */
export async function republishAll(options: RecoveryOptions & { readonly bus: Bus }): Promise<void> {
  const { bus, streams } = options;
  await forEachStream(options, [locationStream.prefix, eventStream.prefix], async (prefix, id) => {
    if (prefix === locationStream.prefix) {
      const { state, at } = await streams.load(locationStream, id);
      if (state !== null) await bus.publish(presentLocation(state, at));
    } else {
      const { state, at } = await streams.load(eventStream, id);
      if (state !== null) await bus.publish(await presentEvent(state, at, streams));
    }
  });
}

async function forEachStream(
  { log, onProgress }: RecoveryOptions,
  prefixes: readonly string[],
  work: (prefix: string, id: string) => Promise<void>,
): Promise<void> {
  const streams: (readonly [prefix: string, id: string])[] = [];
  for (const prefix of prefixes) {
    for await (const stream of log.streams(prefix)) streams.push([prefix, stream.slice(prefix.length)]);
  }
  onProgress?.(0, streams.length);
  for (const [index, [prefix, id]] of streams.entries()) {
    await work(prefix, id);
    onProgress?.(index + 1, streams.length);
  }
}
