import { applyCommit, bookingOf, createShow, entryOf, type Show, type ShowEvent, touchedBy } from '@myevents/booking';
import { loadStream } from '@myevents/commit-kit';
import type { Commit, DocumentWrite, Store } from '@myevents/ports';
import { collections } from './collections.ts';
import { projectPeople } from './personal.ts';
import { projectCommit } from './projections/project-commit.ts';
import type { Outcome } from './sale/commands.ts';
import type { Sales } from './sale/sales.ts';
import type { ShowView } from './sale/show-view.ts';
import { createSnapshots } from './sale/snapshots.ts';
import { toWakeWrite } from './sale/wake-plan.ts';
import { showStream, showStreamPrefix, userStreamPrefix } from './streams.ts';
import { evolveUser, noUser, type UserEvent, type UserState } from './users/user.ts';
import { toUserWrite } from './users/users.ts';

/** Stores the documents of a commit that its process may not have got to before it died. Doing it again changes nothing. */
export type Restore = (commit: Commit) => Promise<void>;

export function createRestore(options: {
  readonly store: Pick<Store, 'log' | 'documents'>;
  readonly viewOf: (showId: string) => Promise<ShowView>;
}): Restore {
  const { store, viewOf } = options;
  const { log, documents } = store;
  const snapshots = createSnapshots(documents);

  async function restoreUser(stream: string): Promise<void> {
    const loaded = await loadStream<UserState, UserEvent>({ log, stream, initial: () => noUser, evolve: evolveUser });
    await documents.put([toUserWrite(loaded.state.userId, loaded)]);
  }

  async function isWhole({ events, version }: Commit<ShowEvent>): Promise<boolean> {
    // A document that was blanked reads as one that is missing.
    if (events.some(({ type }) => type === 'PersonalErased')) return false;
    const areThere = await Promise.all(
      [...idsOf(events, version)].map(async ([collection, ids]) => {
        const found = ids.size === 0 ? [] : await documents.getMany(collection, [...ids]);
        return found.every((stored) => stored !== undefined && stored.version >= version);
      }),
    );
    return !areThere.includes(false);
  }

  /** The show as the commit left it: later it may have forgotten what ended there. */
  async function showAt(commit: Commit): Promise<Show> {
    const showId = commit.stream.slice(showStreamPrefix.length);
    const snapshot = await snapshots.load(showId);
    const show = snapshot && snapshot.show.version < commit.version ? snapshot.show : createShow(showId);
    for await (const read of log.read(commit.stream, show.version)) {
      applyCommit(show, read as Commit<ShowEvent>);
      if (read.version === commit.version) break;
    }
    return show;
  }

  /** Whatever is due is found by it: an earlier instant than the real one does no harm, a later one does. */
  async function restoreWake(showId: string): Promise<void> {
    const view = await viewOf(showId);
    if (view.wakeAt === null) return;
    const stored = await documents.get(collections.wakes, showId);
    if (Number(stored?.document['wakeAt'] ?? Number.POSITIVE_INFINITY) <= view.wakeAt) return;
    await documents.put([toWakeWrite(view, view.wakeAt)]);
  }

  return async (commit) => {
    const { stream } = commit;
    if (stream.startsWith(userStreamPrefix)) return restoreUser(stream);
    if (!stream.startsWith(showStreamPrefix)) return;
    const { events } = commit as Commit<ShowEvent>;
    if (!(await isWhole(commit as Commit<ShowEvent>)))
      await documents.put(projectCommit(await showAt(commit), events).writes);
    await restoreWake(stream.slice(showStreamPrefix.length));
  };
}

/**
 * Answers a repeated request only when what it is about can be read: the process that took it may have died, and who repeats it does
 * so before the sweeper has found what was left behind.
 */
export function restoreRepeated(sales: Sales, { log, restore }: { log: Store['log']; restore: Restore }): Sales {
  async function versionsOf(showId: string, { decision }: Outcome): Promise<ReadonlySet<number>> {
    if (decision.outcome !== 'repeated' || decision.subject.kind === 'show') return new Set();
    const { kind, id } = decision.subject;
    const last = await sales.read(showId, (show) =>
      kind === 'booking' ? bookingOf(show, id)?.versions.at(-1) : entryOf(show, id)?.version,
    );
    return new Set([decision.version, last ?? decision.version]);
  }

  return {
    ...sales,
    async submit(showId, command) {
      const outcome = await sales.submit(showId, command);
      await restoreVersions({ log, restore }, showId, await versionsOf(showId, outcome));
      return outcome;
    },
  };
}

async function restoreVersions(
  { log, restore }: { readonly log: Store['log']; readonly restore: Restore },
  showId: string,
  versions: Iterable<number>,
): Promise<void> {
  for (const version of versions) {
    const commit = await log.readOne({ stream: showStream(showId), version });
    if (commit) await restore(commit);
  }
}

/** An offer as the show has it: the booking, and the commit that made it. */
export interface Offer {
  readonly bookingId: string;
  readonly version: number;
}

/** See {@link createRestoreOffers}. */
export type RestoreOffers = (showId: string, offers: readonly Offer[]) => Promise<void>;

/**
 * Sees to it that a booking can be read before somebody in line is told of it: the state of the show knows an offer as soon as it is
 * committed, also while whoever committed it has not stored the booking yet, or never will.
 */
export function createRestoreOffers(options: {
  readonly store: Pick<Store, 'log' | 'documents'>;
  readonly restore: Restore;
}): RestoreOffers {
  const { restore } = options;
  const { log, documents } = options.store;
  return async (showId, offers) => {
    if (offers.length === 0) return;
    const ids = offers.map(({ bookingId }) => bookingId);
    const found = await documents.getMany(collections.bookings, ids);
    const missing = new Set(offers.flatMap(({ version }, index) => (found[index] ? [] : version)));
    await restoreVersions({ log, restore }, showId, missing);
  };
}

/** The documents a show's commit writes, by read model. */
function idsOf(events: readonly ShowEvent[], version: number): ReadonlyMap<string, ReadonlySet<string>> {
  const people = new Map<string, DocumentWrite>();
  for (const event of events) projectPeople(people, event, version);
  const touched = events.map(touchedBy);
  return new Map([
    [collections.bookings, new Set(touched.flatMap(({ bookingIds }) => bookingIds))],
    [collections.entries, new Set(touched.flatMap(({ entryIds }) => entryIds))],
    [collections.joins, new Set(events.flatMap((event) => (event.type === 'WaitlistJoined' ? event.entryId : [])))],
    [collections.people, new Set(people.keys())],
  ]);
}
