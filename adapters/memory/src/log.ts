import {
  type Clock,
  type Commit,
  compareSortValues,
  type DocumentWrite,
  type EventLog,
  encodeEvents,
  type LoggedEvent,
} from '@myevents/ports';
import type { ServiceData, StoredCommit } from './database.ts';

interface LogParts {
  readonly data: ServiceData;
  readonly clock: Clock;
  readonly assertOpen: () => void;
  /** Throws if a write cannot be stored; what it answers stores them. */
  readonly putDocuments: (writes: readonly DocumentWrite[]) => () => void;
}

export function createMemoryLog({ data, clock, assertOpen, putDocuments }: LogParts): EventLog {
  /** Looks at everything before it changes anything: a batch with a mistake in it leaves nothing behind. */
  function prepare(commit: Commit, documents: readonly DocumentWrite[]): (lost: Set<string>) => boolean {
    const stored: StoredCommit = { ...keyOf(commit), events: encodeEvents(commit), storedAt: clock.now() };
    const put = putDocuments(documents);
    return (lost) => {
      const commits = data.streams.get(stored.stream) ?? [];
      const present = commits[stored.version - 1];
      if (lost.has(stored.stream)) return false;
      if (present) return present.id === stored.id || lost.add(stored.stream) === undefined;
      if (stored.version !== commits.length + 1) return false;
      data.streams.set(stored.stream, commits);
      commits.push(stored);
      data.outbox.add(stored);
      put();
      return true;
    };
  }

  return {
    async append(batch) {
      assertOpen();
      const appends = batch.map(({ commit, documents }) => prepare(commit, documents));
      const lost = new Set<string>();
      return appends.map((append) => (append(lost) ? 'committed' : 'conflict'));
    },
    async *read(stream, afterVersion = 0) {
      assertOpen();
      const commits = data.streams.get(stream) ?? [];
      for (let at = afterVersion; at < commits.length; at += 1) {
        const stored = commits[at];
        if (stored) yield toCommit(stored);
      }
    },
    async readOne({ stream, version }) {
      assertOpen();
      const stored = data.streams.get(stream)?.[version - 1];
      return stored && toCommit(stored);
    },
    async *streams(prefix) {
      assertOpen();
      const names = [...data.streams.keys()].filter((name) => name.startsWith(prefix));
      yield* names.sort(compareSortValues);
    },
    async pending({ olderThanMs, limit }) {
      assertOpen();
      const old = [...data.outbox.values().take(limit)];
      const isYoung = ({ storedAt }: StoredCommit) => storedAt > clock.now() - olderThanMs && storedAt <= clock.now();
      const firstYoung = old.findIndex(isYoung);
      const listed = firstYoung === -1 ? old : old.slice(0, firstYoung);
      return listed.map(({ stream, version }) => ({ stream, version }));
    },
    async published(watermarks) {
      assertOpen();
      for (const { stream, throughVersion } of watermarks) {
        for (const commit of data.streams.get(stream)?.slice(0, throughVersion) ?? []) data.outbox.delete(commit);
      }
    },
  };
}

function keyOf({ stream, version, id, at }: Commit) {
  return { stream, version, id, at };
}

function toCommit(stored: StoredCommit): Commit {
  return { ...keyOf({ ...stored, events: [] }), events: JSON.parse(stored.events) as readonly LoggedEvent[] };
}
