import { applyCommit, createShow, type ShowEvent } from '@myevents/booking';
import { loadStream } from '@myevents/commit-kit';
import type { Commit, DocumentWrite, EventLog, Store } from '@myevents/ports';
import { blankPerson, personIdOf } from './personal.ts';
import { type Projection, projectCommit } from './projections/project-commit.ts';
import { toView } from './sale/show-view.ts';
import { toWakeWrite } from './sale/wake-plan.ts';
import { showStreamPrefix, userStreamPrefix } from './streams.ts';
import { evolveUser, noUser, type UserEvent, type UserState } from './users/user.ts';
import { toUserWrite } from './users/users.ts';

/** `done` of `total` streams. */
export type OnProgress = (done: number, total: number) => void;

/** Documents stored in one go. */
const writesMax = 500;

/** When whom: epoch milliseconds by user id. */
type Erasures = ReadonlyMap<string, number>;

/**
 * Makes the read models anew from the log: for a store that lost them, or a projection that got a new name. What is there and
 * as new stays as it is, so it may run while the service works. People who were erased stay erased.
 */
export async function rebuildDocuments(
  store: Pick<Store, 'log' | 'documents'>,
  onProgress?: OnProgress,
): Promise<void> {
  const { log, documents } = store;
  const users = await Array.fromAsync(log.streams(userStreamPrefix));
  const shows = await Array.fromAsync(log.streams(showStreamPrefix));
  const erasures = new Map<string, number>();
  let done = 0;
  const finished = () => {
    done += 1;
    onProgress?.(done, users.length + shows.length);
  };
  const writer = createWriter(documents);
  for (const stream of users) {
    const loaded = await loadStream<UserState, UserEvent>({ log, stream, initial: () => noUser, evolve: evolveUser });
    const { userId, erasedAt } = loaded.state;
    if (erasedAt !== undefined) erasures.set(userId, erasedAt);
    await writer.add([toUserWrite(userId, loaded)]);
    finished();
  }
  for (const stream of shows) {
    for await (const writes of projectShow(log, stream, erasures)) await writer.add(writes);
    finished();
  }
  await writer.flush();
}

async function* projectShow(
  log: EventLog,
  stream: string,
  erasures: Erasures,
): AsyncIterable<readonly DocumentWrite[]> {
  const show = createShow(stream.slice(showStreamPrefix.length));
  for await (const read of log.read(stream)) {
    const commit = read as Commit<ShowEvent>;
    applyCommit(show, commit);
    const projection = projectCommit(show, commit.events);
    yield projection.writes;
    // Bookings that were over when their person was erased are not in the event that says so.
    yield blankErased(projection, erasures, commit);
  }
  const view = toView(show, show.version);
  if (view.wakeAt !== null) yield [toWakeWrite(view, view.wakeAt)];
}

function blankErased({ bookings, entries }: Projection, erasures: Erasures, { at, version }: Commit): DocumentWrite[] {
  const isErased = (userId: string) => (erasures.get(userId) ?? 0) >= at;
  const ids = [
    ...[...bookings].flatMap(([id, { userId, entryId }]) => (isErased(userId) ? personIdOf({ id, entryId }) : [])),
    ...[...entries].flatMap(([id, { userId }]) => (isErased(userId) ? id : [])),
  ];
  // A person's document is written once: the version after it is free for its end.
  return ids.map((id) => blankPerson(id, version + 1));
}

interface Writer {
  add(writes: readonly DocumentWrite[]): Promise<void>;
  flush(): Promise<void>;
}

function createWriter(documents: Store['documents']): Writer {
  let waiting: DocumentWrite[] = [];
  async function flush(): Promise<void> {
    const writes = waiting;
    waiting = [];
    for (let from = 0; from < writes.length; from += writesMax)
      await documents.put(writes.slice(from, from + writesMax));
  }
  return {
    async add(writes) {
      waiting.push(...writes);
      if (waiting.length >= writesMax) await flush();
    },
    flush,
  };
}
