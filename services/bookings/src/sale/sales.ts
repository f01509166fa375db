import { isDue, type Show } from '@myevents/booking';
import type { Clock } from '@myevents/ports';
import type { Outcome, UntimedCommand } from './commands.ts';
import { overloaded } from './patience.ts';
import type { Sequencer } from './sequencer.ts';
import type { ShowView } from './show-view.ts';
import { nextWakeAt } from './wake-plan.ts';

/** The sale of all shows in this process: each is loaded when it is needed and let go when it is not. */
export interface Sales {
  /** As {@link Sequencer.submit}. */
  submit(showId: string, command: UntimedCommand): Promise<Outcome>;
  /** Reads a show's state between two commits, after everything that is due has happened. */
  read<Answer>(showId: string, reader: (show: Show, view: ShowView) => Answer): Promise<Answer>;
  /** The newest committed view, after everything that is due has happened. Version 0: there is no such show. */
  view(showId: string): Promise<ShowView>;
  /** Lets time pass for a show and answers when it has to be looked after next. Never rejects; undefined if it could not. */
  wake(showId: string): Promise<Wake | undefined>;
  /** Another process changed the show: if it is loaded here, reads what happened. Never rejects. */
  heardOf(showId: string, version: number): Promise<void>;
  active(): Iterable<readonly [showId: string, Sequencer]>;
  /** Takes nothing new, resolves when every accepted command has its answer. */
  drain(): Promise<void>;
}

export interface Wake {
  readonly view: ShowView;
  /** Epoch milliseconds; null: never. */
  readonly wakeAt: number | null;
}

export interface SalesOptions {
  readonly clock: Clock;
  readonly exclusive: boolean;
  /** Makes a sequencer that reports to `moved` whenever its show stands at another version. */
  readonly open: (showId: string, moved: (view: ShowView, show: Show) => void) => Sequencer;
  /** Looks after the money a show owes: whenever it has moved, and again and again while it owes any. */
  readonly lookAfter: (show: Show) => void;
  /** A show is at rest and has not been asked for lately: false keeps it. */
  readonly mayLetGo: (showId: string, sequencer: Sequencer) => boolean;
  /** Called before a show is let go of, and for every show when draining. */
  readonly letGo: (sequencer: Sequencer) => Promise<void>;
}

interface Active {
  readonly sequencer: Sequencer;
  usedAt: number;
  timerAt: number;
  cancelTimer: (() => void) | undefined;
}

/** In a process that does not own the log, a view is read again when it is older than this. */
const freshMs = 250;
/** A show nobody asked for is let go of after this. */
const idleMs = 5 * 60_000;
/** Beyond as many, those unused for longest go at once. */
const activeMax = 2_000;
const tidyEveryMs = 5_000;
/** Turns of letting time pass before a reader gets what there is. */
const settleTurnsMax = 50;
const retryMs = 1_000;

export function createSales(options: SalesOptions): Sales {
  const { clock, exclusive, open, lookAfter, mayLetGo, letGo } = options;
  const shows = new Map<string, Active>();
  let isDraining = false;
  let cancelTidy = scheduleTidy();

  function activate(showId: string): Active {
    const known = shows.get(showId);
    if (known) {
      known.usedAt = clock.monotonic();
      return known;
    }
    const active: Active = {
      sequencer: open(showId, (view, show) => {
        arm(showId, active, { view, show });
        if (!isDraining) lookAfter(show);
      }),
      usedAt: clock.monotonic(),
      timerAt: Number.POSITIVE_INFINITY,
      cancelTimer: undefined,
    };
    shows.set(showId, active);
    return active;
  }

  /** An earlier timer than needed is left alone: when it fires, it is set again. */
  function arm(showId: string, active: Active, { view, show }: { view: ShowView; show: Show }): Wake {
    const now = clock.now();
    const wakeAt = nextWakeAt(show, view, now);
    if (wakeAt !== null && wakeAt < active.timerAt && !isDraining) setTimer(showId, active, { at: wakeAt, now });
    return { view, wakeAt };
  }

  function setTimer(showId: string, active: Active, { at, now }: { at: number; now: number }): void {
    active.cancelTimer?.();
    active.timerAt = at;
    active.cancelTimer = clock.setTimer(() => {
      active.timerAt = Number.POSITIVE_INFINITY;
      void wake(showId, active);
    }, at - now);
  }

  /** What is due happens, what is owed is looked after, and the timer is set for what comes next. */
  async function wake(showId: string, active: Active): Promise<Wake | undefined> {
    try {
      await settle(active);
      return await active.sequencer.read((show, view) => {
        lookAfter(show);
        return arm(showId, active, { view, show });
      });
    } catch {
      // The store is away or the clock is not trusted: time passes for every rule and reader all the same.
      if (isDraining || active.sequencer.isStopped()) return undefined;
      const now = clock.now();
      setTimer(showId, active, { at: now + retryMs, now });
      return undefined;
    }
  }

  async function settle({ sequencer }: Active): Promise<void> {
    for (let turn = 0; turn < settleTurnsMax; turn += 1) {
      if (!(await sequencer.read((show) => isDue(show, clock.now())))) return;
      await sequencer.submit({ type: 'Tick' });
    }
  }

  async function settleIfDue(active: Active, view: ShowView): Promise<void> {
    if (view.wakeAt === null || view.wakeAt > clock.now()) return;
    // A reader is answered as well as can be when the store takes no commits.
    await settle(active).catch(() => undefined);
  }

  /** Whoever guesses ids is not to fill the memory with shows there are not. */
  function forgetUnknown(showId: string, active: Active): void {
    const { sequencer } = active;
    if (sequencer.view()?.version !== 0) return;
    void sequencer.idle().then(() => {
      if (shows.get(showId) !== active || sequencer.view()?.version !== 0 || !sequencer.isResting()) return;
      active.cancelTimer?.();
      shows.delete(showId);
    });
  }

  async function freshView({ sequencer }: Active): Promise<ShowView> {
    const view = sequencer.view();
    const isFresh = view && (exclusive || clock.monotonic() - sequencer.freshAt() <= freshMs);
    return isFresh ? view : sequencer.read((_show, read) => read);
  }

  async function tidy(): Promise<void> {
    const oldest = clock.monotonic() - idleMs;
    const surplus = shows.size - activeMax;
    const idle = [...shows].filter(([, { usedAt }]) => surplus > 0 || usedAt < oldest);
    idle.sort(([, one], [, other]) => one.usedAt - other.usedAt);
    for (const [index, [showId, active]] of idle.entries()) {
      if (index < surplus || active.usedAt < oldest) await release(showId, active);
    }
  }

  async function release(showId: string, active: Active): Promise<void> {
    const { sequencer, usedAt } = active;
    if (!sequencer.isResting() || !mayLetGo(showId, sequencer)) return;
    await letGo(sequencer);
    // Nothing is awaited from here on: whoever comes now gets a new sequencer.
    if (!sequencer.isResting() || active.usedAt !== usedAt) return;
    active.cancelTimer?.();
    shows.delete(showId);
  }

  function scheduleTidy(): () => void {
    return clock.setTimer(() => {
      void tidy().finally(() => {
        if (!isDraining) cancelTidy = scheduleTidy();
      });
    }, tidyEveryMs);
  }

  return {
    submit(showId, command) {
      if (isDraining) return Promise.reject(overloaded('the service is stopping'));
      const active = activate(showId);
      const { sequencer } = active;
      if (sequencer.view()?.version) return sequencer.submit(command);
      return sequencer.submit(command).finally(() => forgetUnknown(showId, active));
    },
    async read(showId, reader) {
      const active = activate(showId);
      await settleIfDue(active, await freshView(active));
      try {
        return await active.sequencer.read(reader);
      } finally {
        forgetUnknown(showId, active);
      }
    },
    async view(showId) {
      const active = activate(showId);
      const view = await freshView(active);
      if (view.wakeAt === null || view.wakeAt > clock.now()) {
        if (view.version === 0) forgetUnknown(showId, active);
        return view;
      }
      await settleIfDue(active, view);
      return active.sequencer.view() ?? view;
    },
    wake: async (showId) => (isDraining ? undefined : wake(showId, activate(showId))),
    async heardOf(showId, version) {
      const active = shows.get(showId);
      const known = active?.sequencer.view()?.version;
      if (!active || known === undefined || known >= version) return;
      await active.sequencer.read(() => undefined).catch(() => undefined);
    },
    *active() {
      for (const [showId, { sequencer }] of shows) yield [showId, sequencer] as const;
    },
    async drain() {
      isDraining = true;
      cancelTidy();
      for (const { cancelTimer } of shows.values()) cancelTimer?.();
      for (const { sequencer } of shows.values()) {
        // A read is answered when all that came before it is: a command that waits goes first.
        if (!sequencer.isStopped()) await sequencer.idle();
        await letGo(sequencer);
      }
    },
  };
}
