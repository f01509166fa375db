import type { UserResource } from '@myevents/contracts';
import type { DocumentStore } from '@myevents/ports';
import { collections } from '../collections.ts';
import { blankPerson, personIdOf } from '../personal.ts';
import type { Sales } from '../sale/sales.ts';
import type { Users } from './users.ts';

/** Whose data is where: the ids of people's documents by show. */
type PeopleByShow = Map<string, Set<string>>;

const pageItems = 100;

/**
 * Erases a person: every show is told, so that the log says from when on, and the read models are blanked. The bookings stay
 * valid under their codes. The user's tombstone comes last: whoever reads that it was erased can rely on it.
 */
export function createEraseUser(options: {
  readonly documents: DocumentStore;
  readonly sales: Pick<Sales, 'submit'>;
  readonly users: Pick<Users, 'erase'>;
}): (userId: string) => Promise<UserResource> {
  const { documents, sales, users } = options;

  async function* idsOf(collection: string, userId: string): AsyncIterable<{ id: string; showId: string }> {
    let cursor: string | undefined;
    do {
      const page = await documents.find({ collection, index: 'byUser', key: [userId], cursor, limit: pageItems });
      for (const { id, document } of page.items) {
        const { showId, entryId } = document as { readonly showId: string; readonly entryId?: string };
        yield { id: personIdOf({ id, entryId }), showId };
      }
      cursor = page.next ?? undefined;
    } while (cursor !== undefined);
  }

  async function readPeople(userId: string): Promise<PeopleByShow> {
    const people: PeopleByShow = new Map();
    for (const collection of [collections.bookings, collections.entries]) {
      for await (const { id, showId } of idsOf(collection, userId)) {
        const ids = people.get(showId) ?? new Set();
        people.set(showId, ids.add(id));
      }
    }
    return people;
  }

  return async (userId) => {
    const people = await readPeople(userId);
    for (const [showId, ids] of people) {
      const { version } = await sales.submit(showId, { type: 'ErasePersonal', userId });
      // The show has forgotten bookings that are over: their people are blanked here, newer than any of the show's commits so far.
      await documents.put([...ids].map((id) => blankPerson(id, version + 1)));
    }
    return users.erase(userId);
  };
}
