import type { Clock, Commit, DocumentWrite, EventLog, LoggedEvent } from '@myevents/ports';
import type { Committer } from './committer.ts';

/** A stream as it stands: version 0 and the initial state where nothing was written yet. */
export interface LoadedStream<State> {
  readonly state: State;
  readonly version: number;
  /** Epoch milliseconds of the last commit; 0 for none. */
  readonly at: number;
}

/** What a change comes to. No events: there is nothing to commit, and `answer` is given at once. */
export interface Change<State, Event extends LoggedEvent, Answer> {
  readonly events: readonly Event[];
  readonly documents?: (after: LoadedStream<State>, commit: Commit<Event>) => readonly DocumentWrite[];
  readonly answer: Answer;
}

export interface ChangeStreamOptions<State, Event extends LoggedEvent, Answer> {
  readonly log: EventLog;
  readonly committer: Committer;
  readonly clock: Clock;
  readonly stream: string;
  readonly initial: () => State;
  readonly evolve: (state: State, event: Event) => State;
  /** Decides against the newest state. It runs again after a conflict, so it must not have effects of its own. */
  readonly decide: (loaded: LoadedStream<State>, now: number) => Change<State, Event, Answer>;
  readonly attemptsMax?: number;
}

/** Other writers were faster every time. */
export class TooManyConflictsError extends Error {
  override readonly name = 'TooManyConflictsError';
}

export async function loadStream<State, Event extends LoggedEvent>(
  options: Pick<ChangeStreamOptions<State, Event, never>, 'log' | 'stream' | 'initial' | 'evolve'>,
): Promise<LoadedStream<State>> {
  const { log, stream, initial, evolve } = options;
  let loaded: LoadedStream<State> = { state: initial(), version: 0, at: 0 };
  for await (const commit of log.read(stream)) {
    loaded = applyCommit(loaded, commit as Commit<Event>, evolve);
  }
  return loaded;
}

/**
 * Read, decide, append, and again if another writer was faster: for streams that change now and then. Answers with the
 * stream as it stands after the change. `evolve` must leave the state it is given as it was. Rejects with
 * TooManyConflictsError, with what the committer rejects with, or with what `decide` threw.
 */
export async function changeStream<State, Event extends LoggedEvent, Answer>(
  options: ChangeStreamOptions<State, Event, Answer>,
): Promise<LoadedStream<State> & { readonly answer: Answer }> {
  const { committer, clock, stream, evolve, decide, attemptsMax = 8 } = options;
  for (let attempt = 1; attempt <= attemptsMax; attempt += 1) {
    const loaded = await loadStream(options);
    const now = Math.max(clock.now(), loaded.at);
    const change = decide(loaded, now);
    if (change.events.length === 0) return { ...loaded, answer: change.answer };
    const commit = { stream, version: loaded.version + 1, id: crypto.randomUUID(), at: now, events: change.events };
    const after = applyCommit(loaded, commit, evolve);
    const documents = change.documents?.(after, commit) ?? [];
    if ((await committer.append({ commit, documents })) === 'committed') return { ...after, answer: change.answer };
  }
  throw new TooManyConflictsError('other changes came first every time');
}

function applyCommit<State, Event extends LoggedEvent>(
  loaded: LoadedStream<State>,
  commit: Commit<Event>,
  evolve: (state: State, event: Event) => State,
): LoadedStream<State> {
  return {
    state: commit.events.reduce((state, event) => evolve(state, event), loaded.state),
    version: commit.version,
    at: commit.at,
  };
}
