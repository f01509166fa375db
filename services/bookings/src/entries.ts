import { bookingOf, type EntryView, entryOf, type Show } from '@myevents/booking';
import type { WaitlistEntry } from '@myevents/contracts';
import { ProblemError } from '@myevents/http-kit';
import type { Clock, DocumentStore } from '@myevents/ports';
import { toInstant } from './booking-resource.ts';
import { collections } from './collections.ts';
import type { EntryDocument, JoinDocument, StoredEntry } from './projections/entry-document.ts';
import type { Offer, RestoreOffers } from './restore.ts';
import type { Sales } from './sale/sales.ts';
import type { ShowView } from './sale/show-view.ts';
import type { WaitFor } from './waiting.ts';

/** A waitlist entry as it stands, read together with the version of the show's stream. */
export interface EntryAt {
  readonly id: string;
  readonly showId: string;
  readonly entry: Omit<EntryView, 'entryId'>;
  /** The show's, or the entry's own last one where the show has forgotten it. */
  readonly version: number;
  readonly lineMovedVersion: number;
}

export interface Entries {
  /** @throws ProblemError `not-found`. */
  get(entryId: string): Promise<EntryAt>;
  /** Of one show, as they stand at one moment, in the order given. */
  ofShow(showId: string, stored: readonly StoredEntry[]): Promise<readonly EntryAt[]>;
  /** How it stood when it was made. */
  asJoined(entryId: string): Promise<EntryAt>;
  /**
   * Long poll. Without `after`: until it no longer waits. With it: until its status is another than at that version, at
   * once, or its place may be, at most once a second.
   */
  poll(entryId: string, options: { waitMs: number; after: number | undefined; signal: AbortSignal }): Promise<EntryAt>;
}

const placeEveryMs = 1_000;

export function createEntries(options: {
  readonly documents: DocumentStore;
  readonly sales: Pick<Sales, 'read'>;
  readonly restoreOffers: RestoreOffers;
  readonly waitFor: WaitFor;
  readonly clock: Clock;
}): Entries {
  const { documents, sales, restoreOffers, waitFor, clock } = options;

  async function stored(entryId: string): Promise<StoredEntry> {
    const found = await documents.get(collections.entries, entryId);
    if (!found) throw new ProblemError('not-found', { detail: 'There is no such waitlist entry.' });
    return { ...found, document: found.document as object as EntryDocument };
  }

  /** One that is over is what its document says; for any other the show knows its place. */
  async function read(entry: StoredEntry): Promise<EntryAt> {
    if (isOver(entry)) return toOver(entry);
    const [live] = await readLive(entry.document.showId, [entry]);
    return live ?? toOver(await stored(entry.id));
  }

  async function readLive(showId: string, wanted: readonly StoredEntry[]): Promise<readonly (EntryAt | undefined)[]> {
    const { live, offers } = await sales.read(showId, (show, view) => {
      const found = wanted.map(({ id }) => ({ id, entry: entryOf(show, id) }));
      return {
        live: found.map(({ id, entry }) => entry && toEntryAt(id, entry, view)),
        offers: found.flatMap(({ entry }) => (entry ? toOffer(show, entry) : [])),
      };
    });
    await restoreOffers(showId, offers);
    return live;
  }

  return {
    get: async (entryId) => read(await stored(entryId)),
    async ofShow(showId, wanted) {
      const live = await readLive(showId, wanted);
      return Promise.all(
        wanted.map(async (entry, index) => {
          if (isOver(entry)) return toOver(entry);
          return live[index] ?? toOver(await stored(entry.id));
        }),
      );
    },
    async asJoined(entryId) {
      const { document } = await stored(entryId);
      const join = await documents.get(collections.joins, entryId);
      if (!join) throw new ProblemError('not-found');
      const { tier, quantity, userId, joinedAt } = document;
      const asThen = join.document as object as JoinDocument;
      const entry = { tier, quantity, userId, joinedAt, ...asThen, version: join.version };
      return { id: entryId, showId: document.showId, entry, version: join.version, lineMovedVersion: join.version };
    },
    async poll(entryId, { waitMs, after, signal }) {
      const first = await stored(entryId);
      const placeFrom = clock.monotonic() + placeEveryMs;
      const answersInMs = ({ entry, lineMovedVersion }: EntryAt) => {
        const isOver = after === undefined ? entry.status !== 'waiting' : entry.version > after;
        if (isOver) return 0;
        const mayHaveMoved = after !== undefined && lineMovedVersion > after;
        return mayHaveMoved ? placeFrom - clock.monotonic() : Number.POSITIVE_INFINITY;
      };
      const { showId } = first.document;
      return waitFor({ showId, waitMs, signal, read: async () => read(first), answersInMs });
    },
  };
}

function isOver({ document: { status } }: StoredEntry): boolean {
  return status !== 'waiting' && status !== 'offered';
}

function toOffer(show: Show, { status, bookingId }: EntryView): readonly Offer[] {
  const version = status === 'offered' && bookingId ? bookingOf(show, bookingId)?.versions[0] : undefined;
  return bookingId && version ? [{ bookingId, version }] : [];
}

function toEntryAt(id: string, entry: EntryView, view: ShowView): EntryAt {
  const { version, lineMovedVersion, showId } = view;
  return { id, showId, entry, version, lineMovedVersion };
}

function toOver({ id, version, document }: StoredEntry): EntryAt {
  const { showId } = document;
  return { id, showId, entry: { ...toView(document), version }, version, lineMovedVersion: version };
}

function toView(document: EntryDocument): Omit<EntryView, 'entryId' | 'version'> {
  const { showId: _show, ...entry } = document;
  return { ...entry, position: 0, ahead: 0, heldTickets: 0 };
}

export function toEntryResource({ id, showId, entry, version }: EntryAt): WaitlistEntry {
  return {
    id,
    showId,
    userId: entry.userId,
    status: entry.status,
    tickets: [{ tier: entry.tier, quantity: entry.quantity }],
    joinedAt: toInstant(entry.joinedAt),
    position: entry.position,
    ahead: entry.ahead,
    heldTickets: entry.heldTickets,
    ...(entry.earliestReleaseAt === undefined ? {} : { earliestReleaseAt: toInstant(entry.earliestReleaseAt) }),
    ...(entry.bookingId === undefined ? {} : { bookingId: entry.bookingId }),
    ...(entry.expiresAt === undefined ? {} : { expiresAt: toInstant(entry.expiresAt) }),
    version,
  };
}
