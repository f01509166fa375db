import { applyCommit, createShow, type Show, type ShowEvent } from '@myevents/booking';
import type { Commit, EventLog } from '@myevents/ports';
import type { ClockGuard } from '../clock-guard.ts';
import { showStream } from '../streams.ts';
import type { Snapshots } from './snapshots.ts';

/** A show's state in this process, with what the sequencer keeps beside it. */
export interface LoadedShow {
  readonly show: Show;
  /**
   * The earliest instant the stored wake document may say, epoch milliseconds. Infinity: not known, or none is stored; the
   * next commit then writes it.
   */
  storedWakeAt: number;
  /** Since the last snapshot. */
  commitsSince: number;
  eventsSince: number;
  /** How big the last snapshot was, in characters of JSON. */
  snapshotSize: number;
  /** When the log was last read to its end; wall clock and monotonic. */
  readAtMs: number;
  readAtMonotonicMs: number;
}

export interface ShowLoader {
  /** Snapshot and tail. @throws UnknownEventError for an event this version of the software does not know. */
  load(showId: string): Promise<LoadedShow>;
  /** Reads what others committed since. Answers their commits, which are applied already. */
  catchUp(loaded: LoadedShow): Promise<readonly Commit<ShowEvent>[]>;
  /** Whether the log ends where this state stands. Changes nothing. */
  isAtEnd(loaded: LoadedShow): Promise<boolean>;
}

export function createShowLoader(options: {
  readonly log: EventLog;
  readonly snapshots: Snapshots;
  readonly guard: ClockGuard;
  readonly clock: { now(): number; monotonic(): number };
}): ShowLoader {
  const { log, snapshots, guard, clock } = options;

  return {
    async load(showId) {
      const readAtMs = clock.now();
      const readAtMonotonicMs = clock.monotonic();
      const snapshot = await snapshots.load(showId);
      const loaded: LoadedShow = {
        show: snapshot?.show ?? createShow(showId),
        storedWakeAt: Number.POSITIVE_INFINITY,
        commitsSince: 0,
        eventsSince: 0,
        snapshotSize: snapshot?.size ?? 0,
        readAtMs,
        readAtMonotonicMs,
      };
      for await (const commit of log.read(showStream(showId), loaded.show.version)) {
        apply(loaded, commit as Commit<ShowEvent>);
      }
      guard.sawCommit(loaded.show.at);
      return loaded;
    },
    async isAtEnd({ show }) {
      for await (const _commit of log.read(showStream(show.id), show.version)) return false;
      return true;
    },
    async catchUp(loaded) {
      const readAtMs = clock.now();
      const readAtMonotonicMs = clock.monotonic();
      const commits: Commit<ShowEvent>[] = [];
      for await (const read of log.read(showStream(loaded.show.id), loaded.show.version)) {
        const commit = read as Commit<ShowEvent>;
        apply(loaded, commit);
        commits.push(commit);
        guard.sawNewCommit(commit.at, loaded.readAtMs);
      }
      // Another process may have moved the stored wake on.
      if (commits.length > 0) loaded.storedWakeAt = Number.POSITIVE_INFINITY;
      loaded.readAtMs = readAtMs;
      loaded.readAtMonotonicMs = readAtMonotonicMs;
      return commits;
    },
  };
}

function apply(loaded: LoadedShow, commit: Commit<ShowEvent>): void {
  applyCommit(loaded.show, commit);
  loaded.commitsSince += 1;
  loaded.eventsSince += commit.events.length;
}
