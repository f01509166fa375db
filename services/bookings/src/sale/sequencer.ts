import { abandonCommit, type Show, type ShowEvent, UnknownEventError } from '@myevents/booking';
import type { Committer } from '@myevents/commit-kit';
import { ProblemError } from '@myevents/http-kit';
import { type Clock, type Commit, StoreUnavailableError } from '@myevents/ports';
import type { ClockGuard } from '../clock-guard.ts';
import { type Projection, projectCommit } from '../projections/project-commit.ts';
import { showStream } from '../streams.ts';
import type { Outcome, UntimedCommand } from './commands.ts';
import { type Batch, decideBatch, type FinalDecision, type Pending } from './decide-batch.ts';
import type { LoadedShow, ShowLoader } from './load-show.ts';
import { overloaded, refuse, watchPatience } from './patience.ts';
import { movesLine, type ShowView, toView } from './show-view.ts';
import { planWake } from './wake-plan.ts';

/** Hears of what happened to the show, in the order of its versions. Must not throw. */
export interface SequencerListener {
  /** A commit is about to be appended; the view is the one at its end. */
  appending(commit: Commit<ShowEvent>, view: ShowView): void;
  /** A commit of this process is durable. */
  committed(commit: Commit<ShowEvent>, view: ShowView): void;
  /** The show stands at another version: a commit of this process or another's, or it was loaded. */
  moved(view: ShowView, show: Show): void;
  /** The state at rest after a commit: the moment for a snapshot. */
  grown(state: LoadedShow): void;
  /** A command got its answer. */
  decided(decision: FinalDecision): void;
  /** The log could not be read, or a command not be decided. Stopped: this process takes nothing for the show any more. */
  failed(error: unknown, options: { readonly isStopped: boolean }): void;
}

export interface SequencerOptions {
  readonly showId: string;
  readonly loader: ShowLoader;
  readonly committer: Pick<Committer, 'append'>;
  readonly clock: Clock;
  readonly guard: ClockGuard;
  /**
   * False where other processes may write to the show. A commit that succeeds proves that the log ended where its decisions were made, refusals
   * among them; what comes to no commit is answered when a read has shown the same.
   */
  readonly exclusive: boolean;
  readonly listener: SequencerListener;
}

/** One show's commands in order of arrival, in this process. */
export interface Sequencer {
  /**
   * Answers when what was decided is durable, refusals too, since they may rest on decisions of the same commit. Rejects
   * with a ProblemError (`overloaded`, `outcome-unknown`, `store-unavailable`).
   */
  submit(command: UntimedCommand): Promise<Outcome>;
  /** Reads the state between two commits: never what may still be lost. */
  read<Answer>(reader: (show: Show, view: ShowView) => Answer): Promise<Answer>;
  /** The newest committed view; undefined as long as nothing was loaded. Never waits. */
  view(): ShowView | undefined;
  /** The state while nothing is under way, else undefined. */
  atRest(): LoadedShow | undefined;
  /** Nothing is under way, and the show may be let go of. */
  isResting(): boolean;
  /** The state as it is, perhaps ahead of what is durable: for measuring alone. */
  peek(): Show | undefined;
  /** When the log was last read to its end, or written, by the monotonic clock. */
  freshAt(): number;
  /** Resolves when nothing waits any more. */
  idle(): Promise<void>;
  /** This process takes nothing for the show any more: the log holds an event it does not know. */
  isStopped(): boolean;
}

const queueMax = 5_000;
/** Conflicts with other processes that one command lives through. */
const attemptsMax = 10;
/** So long after another process wrote to the show every turn begins with a read: losing a commit costs more. */
const sharedForMs = 5_000;
/**
 * Who has just written to a shared show lets others go first, for up to so long: whoever lost a commit has to load the show again, and
 * would else lose to the winner's next one.
 */
const yieldMsMax = 50;

interface Reader {
  readonly run: (show: Show, view: ShowView) => void;
  readonly reject: (error: Error) => void;
}

const stoppedProblem = () => overloaded('this show needs a newer version of the software than this process runs');

export function createSequencer(options: SequencerOptions): Sequencer {
  const { showId, loader, committer, clock, guard, exclusive, listener } = options;
  const stream = showStream(showId);
  let queue: Pending<Outcome>[] = [];
  const readers: Reader[] = [];
  let inFlight: readonly Pending<Outcome>[] = [];
  let loaded: LoadedShow | undefined;
  let view: ShowView | undefined;
  let isWorking = false;
  /** The state holds decisions that are not durable yet. */
  let isAhead = false;
  let isStopped = false;
  let freshAt = Number.NEGATIVE_INFINITY;
  let sharedUntil = Number.NEGATIVE_INFINITY;
  let nextPlace = 1;
  let whenIdle: (() => void)[] = [];

  function wake(): void {
    if (isWorking) return;
    isWorking = true;
    void work();
  }

  async function work(): Promise<void> {
    // What was parsed in the same turn of the event loop becomes one commit.
    await new Promise((resolve) => setImmediate(resolve));
    while (queue.length + readers.length > 0) {
      const startedAt = clock.monotonic();
      const { version } = view ?? {};
      await turn();
      const now = clock.monotonic();
      if (!exclusive && view?.version !== version && now < sharedUntil && now > startedAt) await yieldAwhile();
    }
    isWorking = false;
    for (const resolve of whenIdle.splice(0)) resolve();
  }

  async function yieldAwhile(): Promise<void> {
    await new Promise<void>((resolve) => clock.setTimer(resolve, Math.random() * yieldMsMax));
  }

  async function turn(): Promise<void> {
    const cancel = watchPatience(clock, () => ({ inFlight, takeLate, refuseReaders }));
    try {
      const before = nextPlace;
      const hasRead = exclusive || !loaded || readers.length > 0 || clock.monotonic() < sharedUntil;
      const state = await bringUpToDate(hasRead);
      if (!state) return;
      const problem = guard.problem();
      if (problem !== null) return refuseQueue(overloaded(`this process takes no commands: ${problem}`));
      const limit = hasRead ? queue.findLastIndex(({ place }) => place < before) + 1 : queue.length;
      await commitBatch(state, { limit, hasRead });
    } catch (error) {
      // A defect. What became of the commit is not known here, and the state may be half of something: it is read again.
      loaded = undefined;
      listener.failed(error, { isStopped: false });
      for (const pending of inFlight) refuse(pending, new ProblemError('outcome-unknown'));
    } finally {
      isAhead = false;
      inFlight = [];
      cancel();
    }
  }

  /** With a read it is the state as the log had it after the waiting commands arrived: one read serves them all. */
  async function bringUpToDate(hasRead: boolean): Promise<LoadedShow | undefined> {
    try {
      const known = view?.version;
      let lineMoved: number | undefined;
      if (!loaded) loaded = await loader.load(showId);
      else if (!exclusive && hasRead) {
        const foreign = await loader.catchUp(loaded);
        if (foreign.length > 0) sharedUntil = clock.monotonic() + sharedForMs;
        if (!foreign.some(({ events }) => movesLine(events))) lineMoved = view?.lineMovedVersion;
      }
      if (hasRead) freshAt = loaded.readAtMonotonicMs;
      const { version } = loaded.show;
      const now = view && known === version ? view : toView(loaded.show, lineMoved ?? version);
      view = now;
      if (version !== known) listener.moved(now, loaded.show);
      for (const { run } of readers.splice(0)) run(loaded.show, now);
      return loaded;
    } catch (error) {
      loaded = undefined;
      isStopped = error instanceof UnknownEventError;
      listener.failed(error, { isStopped });
      const problem = isStopped ? stoppedProblem() : new ProblemError('store-unavailable');
      refuseReaders(problem);
      refuseQueue(problem);
      return undefined;
    }
  }

  async function commitBatch(
    state: LoadedShow,
    { limit, hasRead }: { readonly limit: number; readonly hasRead: boolean },
  ): Promise<void> {
    const { show } = state;
    const now = Math.max(clock.now(), show.at);
    isAhead = true;
    const batch = decideSafely(show, { now, limit });
    if (!batch) return;
    if (batch.events.length === 0) {
      abandonCommit(show);
      isAhead = false;
      if (!hasRead && !(await isStillSo(state))) return;
      for (const { pending, decision } of batch.decided) answer(pending, toOutcome(decision, show));
      return;
    }
    const projection = projectCommit(show, batch.events);
    const next = toView(show, movesLine(batch.events) ? show.version : (view?.lineMovedVersion ?? show.version));
    const wakeWrite = planWake(state, next, now);
    if (wakeWrite) projection.writes.push(wakeWrite);
    const commit = { stream, version: show.version, id: crypto.randomUUID(), at: show.at, events: batch.events };
    listener.appending(commit, next);
    if ((await append(commit, projection)) !== 'committed') return;
    finish(state, commit, next);
    for (const { pending, decision } of batch.decided) answer(pending, toOutcome(decision, show, projection));
  }

  function decideSafely(show: Show, options: { now: number; limit: number }): Batch<Outcome> | undefined {
    try {
      const batch = decideBatch(show, queue, options);
      inFlight = queue.splice(0, batch.taken);
      return batch;
    } catch (error) {
      loaded = undefined;
      listener.failed(error, { isStopped: false });
      for (const pending of queue.splice(0, options.limit)) refuse(pending, new ProblemError('internal-error'));
      return undefined;
    }
  }

  async function append(commit: Commit<ShowEvent>, { writes }: Projection): Promise<'committed' | 'lost'> {
    try {
      if ((await committer.append({ commit, documents: writes })) === 'committed') return 'committed';
      decideAgain();
    } catch (error) {
      const problem = toAppendProblem(error);
      for (const pending of inFlight) refuse(pending, problem);
    }
    // What is in memory may not be what the log holds: it is read before anything more is decided.
    loaded = undefined;
    return 'lost';
  }

  /** Nothing is to be committed: a read shows whether what was decided rests on the newest state. If not, it is decided again. */
  async function isStillSo(state: LoadedShow): Promise<boolean> {
    try {
      if (await loader.isAtEnd(state)) return true;
    } catch (error) {
      listener.failed(error, { isStopped: false });
      for (const pending of inFlight) refuse(pending, new ProblemError('store-unavailable'));
      loaded = undefined;
      return false;
    }
    sharedUntil = clock.monotonic() + sharedForMs;
    queue = [...inFlight.filter(({ isAnswered }) => !isAnswered), ...queue];
    return false;
  }

  /** Another process was faster: what its commit changed may change every decision. */
  function decideAgain(): void {
    sharedUntil = clock.monotonic() + sharedForMs;
    const again: Pending<Outcome>[] = [];
    for (const pending of inFlight) {
      pending.attempts += 1;
      if (pending.attempts >= attemptsMax) refuse(pending, overloaded('other processes were faster every time'));
      if (!pending.isAnswered) again.push(pending);
    }
    queue = [...again, ...queue];
  }

  function finish(state: LoadedShow, commit: Commit<ShowEvent>, next: ShowView): void {
    isAhead = false;
    view = next;
    freshAt = clock.monotonic();
    state.readAtMs = clock.now();
    state.commitsSince += 1;
    state.eventsSince += commit.events.length;
    listener.committed(commit, next);
    listener.moved(next, state.show);
    listener.grown(state);
  }

  function answer(pending: Pending<Outcome>, outcome: Outcome): void {
    if (pending.isAnswered) return;
    pending.isAnswered = true;
    listener.decided(outcome.decision);
    pending.resolve(outcome);
  }

  function takeLate(since: number): readonly Pending<Outcome>[] {
    const late = queue.filter((pending) => pending.since <= since);
    queue = queue.filter((pending) => pending.since > since);
    return late;
  }

  function refuseReaders(problem: Error): void {
    for (const { reject } of readers.splice(0)) reject(problem);
  }

  function refuseQueue(problem: ProblemError): void {
    for (const pending of queue.splice(0)) refuse(pending, problem);
  }

  return {
    submit(command) {
      if (isStopped) return Promise.reject(stoppedProblem());
      if (queue.length >= queueMax) return Promise.reject(overloaded('too many requests for this show at once'));
      return new Promise((resolve, reject) => {
        const place = nextPlace;
        nextPlace += 1;
        queue.push({ command, resolve, reject, place, since: clock.monotonic(), attempts: 0, isAnswered: false });
        wake();
      });
    },
    read(reader) {
      if (isStopped) return Promise.reject(stoppedProblem());
      if (exclusive && !isAhead && loaded && view) return Promise.resolve(reader(loaded.show, view));
      return new Promise((resolve, reject) => {
        readers.push({ run: (show, at) => resolve(reader(show, at)), reject });
        wake();
      });
    },
    view: () => view,
    atRest: () => (isWorking ? undefined : loaded),
    isResting: () => !isWorking && !isStopped,
    peek: () => loaded?.show,
    freshAt: () => freshAt,
    idle: () => (isWorking ? new Promise((resolve) => whenIdle.push(resolve)) : Promise.resolve()),
    isStopped: () => isStopped,
  };
}

function toAppendProblem(error: unknown): ProblemError {
  if (error instanceof StoreUnavailableError) return new ProblemError('store-unavailable');
  if (error instanceof Error && error.name === 'CommitterClosedError') return overloaded('the service is stopping');
  return new ProblemError('outcome-unknown');
}

function toOutcome(decision: FinalDecision, { version, at }: Show, projection?: Projection): Outcome {
  if (decision.outcome === 'refused' || decision.subject.kind === 'show') return { decision, version, at };
  const { id, kind } = decision.subject;
  if (kind === 'booking') {
    const booking = projection?.bookings.get(id);
    return booking ? { decision, version, at, booking } : { decision, version, at };
  }
  const entry = projection?.entries.get(id);
  return entry ? { decision, version, at, entry } : { decision, version, at };
}
