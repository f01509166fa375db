import type { Show } from '@myevents/booking';
import type { Committer } from '@myevents/commit-kit';
import type { Bus, Clock, Commit, Store } from '@myevents/ports';
import type { Broadcaster } from '../availability/broadcaster.ts';
import type { Changes } from '../availability/changes.ts';
import type { ClockGuard } from '../clock-guard.ts';
import type { SaleMetrics } from '../metrics.ts';
import { createShowLoader, type LoadedShow } from './load-show.ts';
import { createSales, type Sales } from './sales.ts';
import { createSequencer, type Sequencer } from './sequencer.ts';
import type { ShowView } from './show-view.ts';
import { createSnapshots } from './snapshots.ts';

export interface OpenSalesOptions {
  readonly store: Store;
  readonly bus: Bus;
  readonly clock: Clock;
  readonly guard: ClockGuard;
  readonly committer: Committer;
  readonly changes: Changes;
  readonly broadcaster: Broadcaster;
  readonly metrics: SaleMetrics;
  /** Filled with the view of every commit, for the messages made from it. */
  readonly views: WeakMap<Commit, ShowView>;
  readonly lookAfter: (show: Show) => void;
  readonly onError: (error: unknown, what: string) => void;
}

/** A snapshot is due after as many commits, and when the tail is about as big as the state: so it costs O(1) a commit. */
const tailCommitsMin = 500;
const charactersOfEvent = 150;
/** A tail shorter than this is read as fast as a snapshot. */
const tailEventsWorth = 50;

/** The sale of all shows, connected with what hears of it. */
export function openSales(options: OpenSalesOptions): Sales {
  const { store, clock, guard, committer, changes, broadcaster, metrics, views, lookAfter, onError } = options;
  const snapshots = createSnapshots(store.documents);
  const loader = createShowLoader({ log: store.log, snapshots, guard, clock });
  const saving = new Map<string, Promise<void>>();

  function isSnapshotDue({ commitsSince, eventsSince, snapshotSize }: LoadedShow): boolean {
    return commitsSince >= tailCommitsMin && eventsSince * charactersOfEvent >= snapshotSize;
  }

  /** Takes the state at once; storing it goes on beside the sale. */
  function save(state: LoadedShow): Promise<void> {
    const { id } = state.show;
    const before = saving.get(id);
    if (before) return before;
    state.commitsSince = 0;
    state.eventsSince = 0;
    const stored = snapshots
      .save(state.show)
      .then((size) => {
        state.snapshotSize = size;
      })
      .catch((error: unknown) => onError(error, 'a snapshot could not be stored'))
      .finally(() => saving.delete(id));
    saving.set(id, stored);
    return stored;
  }

  function open(showId: string, moved: (view: ShowView, show: Show) => void): Sequencer {
    return createSequencer({
      showId,
      loader,
      committer,
      clock,
      guard,
      exclusive: store.exclusive,
      listener: {
        appending: (commit, view) => void views.set(commit, view),
        committed(commit, view) {
          metrics.committed(commit.events);
          broadcaster.changed(view);
        },
        moved(view, show) {
          moved(view, show);
          changes.notify(showId);
        },
        grown(state) {
          if (isSnapshotDue(state)) void save(state);
        },
        decided: metrics.decided,
        failed(error, { isStopped }) {
          if (isStopped) metrics.showStopped();
          onError(error, isStopped ? 'a show was stopped' : 'a show could not be loaded or decided');
        },
      },
    });
  }

  return createSales({
    clock,
    exclusive: store.exclusive,
    open,
    lookAfter,
    mayLetGo: (showId) => !changes.isWatched(showId),
    async letGo(sequencer) {
      const state = sequencer.atRest();
      if (state && state.eventsSince >= tailEventsWorth) await save(state);
    },
  });
}
