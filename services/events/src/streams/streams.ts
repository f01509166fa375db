import type { Decision } from '@myevents/catalog';
import type { Committer, LoadedStream } from '@myevents/commit-kit';
import { ProblemError } from '@myevents/http-kit';
import {
  type Clock,
  type Commit,
  commitBytesMax,
  type DocumentWrite,
  type EventLog,
  type LoggedEvent,
} from '@myevents/ports';
import type { Decide, StreamKind } from './kinds.ts';
import { createStateCache } from './state-cache.ts';
import { createTurns } from './turns.ts';

export interface Changed<State, Event> {
  readonly before: LoadedStream<State>;
  readonly after: LoadedStream<State>;
  /** What the newest state said; `refused` and `repeated` have changed nothing. */
  readonly decision: Decision<Event>;
}

export interface Streams {
  /** As the log has it now. */
  load<State, Event extends LoggedEvent>(kind: StreamKind<State, Event>, id: string): Promise<LoadedStream<State>>;
  /** As it stood at a version. */
  at<State, Event extends LoggedEvent>(kind: StreamKind<State, Event>, id: string, version: number): Promise<State>;
  /**
   * Decides on the newest state and commits what comes of it; decides again where another writer was faster. It answers when the
   * commit is durable and can be found.
   */
  change<State, Event extends LoggedEvent>(
    kind: StreamKind<State, Event>,
    id: string,
    decide: Decide<State, Event>,
  ): Promise<Changed<State, Event>>;
}

export interface StreamsOptions {
  readonly log: EventLog;
  readonly committer: Committer;
  readonly clock: Clock;
  /** Awaited after each commit, before its writer is answered. */
  readonly onCommitted: (commit: Commit, documents: readonly DocumentWrite[]) => Promise<void>;
}

interface Written {
  readonly commit: Commit;
  readonly documents: readonly DocumentWrite[];
}

/** Leaves room for the envelope of the message that will carry the same. */
const eventBytesMax = commitBytesMax - 12 * 1024;
const attemptsMax = 12;

export function createStreams({ log, committer, clock, onCommitted }: StreamsOptions): Streams {
  const cache = createStateCache();
  const turns = createTurns(clock);

  async function load<State, Event extends LoggedEvent>(
    kind: StreamKind<State, Event>,
    id: string,
  ): Promise<LoadedStream<State>> {
    const stream = kind.prefix + id;
    let loaded = cache.get<State>(stream) ?? { state: kind.initial, version: 0, at: 0 };
    for await (const commit of log.read(stream, loaded.version)) loaded = applyCommit(kind, loaded, commit);
    if (loaded.version > 0) cache.set(stream, loaded);
    return loaded;
  }

  /** Loses to other processes alone: those who change the stream in this one come one after the other. */
  async function commit<State, Event extends LoggedEvent>(
    kind: StreamKind<State, Event>,
    id: string,
    decide: Decide<State, Event>,
  ): Promise<{ readonly changed: Changed<State, Event>; readonly written?: Written }> {
    const stream = kind.prefix + id;
    for (let attempt = 1; attempt <= attemptsMax; attempt += 1) {
      const before = await load(kind, id);
      const now = Math.max(clock.now(), before.at);
      const decision = decide(before.state, now);
      if (decision.outcome !== 'accepted' || decision.events.length === 0) {
        return { changed: { before, after: before, decision } };
      }
      const { events } = decision;
      if (Buffer.byteLength(JSON.stringify(events)) > eventBytesMax) throw tooLarge();
      const commit = { stream, version: before.version + 1, id: crypto.randomUUID(), at: now, events };
      const after = applyCommit(kind, before, commit);
      const documents = events.flatMap((event) => kind.project(id, after.state, event));
      if ((await committer.append({ commit, documents })) === 'conflict') continue;
      cache.set(stream, after);
      return { changed: { before, after, decision }, written: { commit, documents } };
    }
    throw new ProblemError('overloaded', { detail: 'Other changes came first every time.' });
  }

  return {
    load,
    async at(kind, id, version) {
      const stream = kind.prefix + id;
      const cached = cache.get<ReturnType<typeof kind.evolve>>(stream);
      if (cached?.version === version) return cached.state;
      let loaded: LoadedStream<ReturnType<typeof kind.evolve>> = { state: kind.initial, version: 0, at: 0 };
      for await (const commit of log.read(stream)) {
        loaded = applyCommit(kind, loaded, commit);
        if (commit.version >= version) break;
      }
      return loaded.state;
    },
    async change(kind, id, decide) {
      const { changed, written } = await turns.take(kind.prefix + id, () => commit(kind, id, decide));
      if (written !== undefined) await onCommitted(written.commit, written.documents);
      return changed;
    },
  };
}

function applyCommit<State, Event extends LoggedEvent>(
  kind: StreamKind<State, Event>,
  loaded: LoadedStream<State>,
  commit: Commit,
): LoadedStream<State> {
  const events = commit.events as readonly Event[];
  return {
    state: events.reduce((state, event) => kind.evolve(state, event), loaded.state),
    version: commit.version,
    at: commit.at,
  };
}

/** More than a commit, or the message about it, may hold. */
export function tooLarge(): ProblemError {
  return new ProblemError('body-too-large', {
    detail:
      'This is more than one change can hold (some 150 KiB). Seats that are numbered take least room as ranges: 1..40.',
  });
}
