import type { IdempotentRequest } from '@myevents/booking';
import { type Committer, changeStream, type LoadedStream, TooManyConflictsError } from '@myevents/commit-kit';
import type { UserPatch, UserResource } from '@myevents/contracts';
import { ProblemError } from '@myevents/http-kit';
import type { Clock, DocumentStore, DocumentWrite, Store } from '@myevents/ports';
import { toInstant } from '../booking-resource.ts';
import { collections, toWrite } from '../collections.ts';
import { overloaded } from '../sale/patience.ts';
import { userStream } from '../streams.ts';
import { evolveUser, noUser, type UserEvent, type UserPersonal, type UserState } from './user.ts';

export interface NewUser {
  readonly id: string;
  readonly personal: UserPersonal;
  readonly request?: IdempotentRequest | undefined;
}

/** People who book, by the ids their clients chose. */
export interface Users {
  /** @throws ProblemError `already-exists`, `gone` for an erased id, `idempotency-key-reused`. */
  create(user: NewUser): Promise<UserResource>;
  /** A user who has bookings but no record is one that was made at the first of them. @throws ProblemError `not-found`, `gone`. */
  get(userId: string): Promise<UserResource>;
  change(userId: string, patch: UserPatch, expectedVersion: number | undefined): Promise<UserResource>;
  /** Leaves a tombstone; what the shows know of the person is erased by the caller. Repeating it is harmless. */
  erase(userId: string): Promise<UserResource>;
}

interface UserDocument {
  readonly userId: string;
  readonly status: 'active' | 'erased';
  readonly createdAt: number;
  readonly name?: string;
  readonly email?: string;
  readonly language?: string;
}

export function createUsers(options: {
  readonly store: Store;
  readonly committer: Committer;
  readonly clock: Clock;
}): Users {
  const { store, committer, clock } = options;
  const { documents, log } = store;

  type Decide = (loaded: LoadedStream<UserState>, now: number) => UserEvent | undefined;

  /** Decides on the newest state; an answer without an event changes nothing. */
  async function change(userId: string, decide: Decide): Promise<LoadedStream<UserState>> {
    try {
      return await changeStream<UserState, UserEvent, null>({
        log,
        committer,
        clock,
        stream: userStream(userId),
        initial: () => noUser,
        evolve: evolveUser,
        decide: (loaded, now) => {
          const event = decide(loaded, now);
          const write = (after: LoadedStream<UserState>): DocumentWrite[] => [toUserWrite(userId, after)];
          return { events: event ? [event] : [], documents: write, answer: null };
        },
      });
    } catch (error) {
      if (error instanceof TooManyConflictsError) throw overloaded('this user is being changed by others');
      throw error;
    }
  }

  return {
    async create({ id, personal, request }) {
      const { state, version } = await change(id, (loaded, now) => {
        const known = loaded.state.created?.request;
        if (loaded.state.status === 'none') {
          return { type: 'UserCreated', at: now, userId: id, personal, ...(request ? { request } : {}) };
        }
        if (loaded.state.status === 'erased') throw new ProblemError('gone');
        if (!known || known.key !== request?.key) throw new ProblemError('already-exists');
        if (known.bodyHash !== request.bodyHash) throw new ProblemError('idempotency-key-reused');
        return undefined;
      });
      const asMade = state.created ?? { personal: state.personal, version };
      return toResource(id, { ...state, personal: asMade.personal }, asMade.version);
    },
    async get(userId) {
      const stored = await documents.get(collections.users, userId);
      if (!stored) return readFirstBooking(documents, userId);
      const { status, createdAt, name, email, language } = stored.document as object as UserDocument;
      if (status === 'erased') throw new ProblemError('gone');
      return toResource(userId, { status, createdAt, personal: defined({ name, email, language }) }, stored.version);
    },
    async change(userId, patch, expectedVersion) {
      const first = await readFirstBooking(documents, userId).catch(() => undefined);
      const { state, version } = await change(userId, (loaded, now) => {
        if (loaded.state.status === 'erased') throw new ProblemError('gone');
        if (loaded.state.status === 'none' && !first) throw noSuchUser();
        if (expectedVersion !== undefined && expectedVersion !== loaded.version) {
          throw new ProblemError('version-conflict');
        }
        const createdAt = sinceWhen(loaded.state, first, now);
        return { type: 'UserChanged', at: now, userId, createdAt, personal: { ...loaded.state.personal, ...patch } };
      });
      return toResource(userId, state, version);
    },
    async erase(userId) {
      const first = await readFirstBooking(documents, userId).catch(() => undefined);
      const { state, version } = await change(userId, (loaded, now) => {
        if (loaded.state.status === 'erased') return undefined;
        if (loaded.state.status === 'none' && !first) throw noSuchUser();
        return { type: 'UserErased', at: now, userId, createdAt: sinceWhen(loaded.state, first, now) };
      });
      return toResource(userId, state, version);
    },
  };
}

function noSuchUser(): ProblemError {
  return new ProblemError('not-found', { detail: 'There is no such user.' });
}

/** A user without a record was made at the first booking. */
function sinceWhen({ createdAt }: UserState, first: UserResource | undefined, now: number): number {
  if (createdAt > 0) return createdAt;
  return first ? Date.parse(first.createdAt) : now;
}

/** Version 0: there is no record of this user yet. */
async function readFirstBooking(documents: DocumentStore, userId: string): Promise<UserResource> {
  const key = { key: [userId], limit: 1 };
  const bookings = await documents.find({ collection: collections.bookings, index: 'byUser', ...key });
  const entries = await documents.find({ collection: collections.entries, index: 'byUser', ...key });
  const instants = [bookings.items[0]?.document['heldAt'], entries.items[0]?.document['joinedAt']];
  const since = instants.filter((at) => typeof at === 'number');
  if (since.length === 0) throw noSuchUser();
  return toResource(userId, { status: 'active', personal: {}, createdAt: Math.min(...since) }, 0);
}

/** The write of a user's document as it stands after a commit; also when read models are rebuilt. */
export function toUserWrite(userId: string, { state, version }: LoadedStream<UserState>): DocumentWrite {
  const { status, createdAt, personal } = state;
  const document = { userId, status, createdAt, ...personal };
  return toWrite({ collection: collections.users, id: userId, version }, document);
}

function toResource(
  id: string,
  { status, createdAt, personal }: Pick<UserState, 'status' | 'createdAt' | 'personal'>,
  version: number,
): UserResource {
  const isErased = status === 'erased';
  return { id, ...personal, status: isErased ? 'erased' : 'active', createdAt: toInstant(createdAt), version };
}

function defined(personal: { [Key in keyof UserPersonal]: UserPersonal[Key] | undefined }): UserPersonal {
  return Object.fromEntries(Object.entries(personal).filter(([, value]) => value !== undefined));
}
