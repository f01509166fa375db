import type { Personal, ShowEvent } from '@myevents/booking';
import type { DocumentStore, DocumentWrite } from '@myevents/ports';
import { collections, toWrite } from './collections.ts';

/**
 * Personal data is written and read here and nowhere else: on its way into an event, from an event into its document, and
 * from the document into an answer. Sealing it with a key per user is a change of this file.
 */
export interface Person {
  readonly name?: string;
  readonly email?: string;
  /** By ticket id. */
  readonly ticketNames?: Readonly<Record<string, string>>;
}

export interface GivenPerson {
  readonly name: string;
  readonly email?: string | undefined;
  /** One per ticket in the order of the request; null where none was given. */
  readonly ticketNames?: readonly (string | null)[] | undefined;
}

/** What an event carries. Left out what was not given: every byte is written once a booking. */
export function toPersonal({ name, email, ticketNames }: GivenPerson): Personal {
  return {
    name,
    ...(email === undefined ? {} : { email }),
    ...(ticketNames === undefined ? {} : { ticketNames }),
  };
}

/** The person in an event, as `tickets` of the same event are called. */
export function toPerson(personal: Personal, ticketIds: readonly string[]): Person {
  const { name, email, ticketNames } = personal;
  return {
    name,
    ...(email === undefined ? {} : { email }),
    ...(ticketNames === undefined ? {} : { ticketNames: namesById(ticketNames, ticketIds) }),
  };
}

function namesById(names: readonly (string | null)[], ticketIds: readonly string[]): Record<string, string> {
  const byId: Record<string, string> = {};
  for (const [index, id] of ticketIds.entries()) {
    const name = names[index];
    if (typeof name === 'string') byId[id] = name;
  }
  return byId;
}

/** Adds the writes an event makes to people's documents; a later event of the same commit wins. */
export function projectPeople(writes: Map<string, DocumentWrite>, event: ShowEvent, version: number): void {
  const key = (id: string) => ({ collection: collections.people, id, version });
  if (event.type === 'TicketsHeld') {
    const ids = event.tickets.map(({ id }) => id);
    writes.set(event.bookingId, toWrite(key(event.bookingId), toPerson(event.personal, ids)));
  } else if (event.type === 'WaitlistJoined') {
    writes.set(event.entryId, toWrite(key(event.entryId), toPerson(event.personal, event.booking.ticketIds)));
  } else if (event.type === 'PersonalErased') {
    for (const id of [...event.bookingIds, ...event.entryIds]) writes.set(id, blankPerson(id, version));
  }
}

/** Takes a person's data out of the read models. */
export function blankPerson(id: string, version: number): DocumentWrite {
  return toWrite({ collection: collections.people, id, version }, null);
}

/** In the order of `ids` (of bookings or waitlist entries); empty for whom nothing is stored any more. */
export async function readPeople(documents: DocumentStore, ids: readonly string[]): Promise<readonly Person[]> {
  const stored = await documents.getMany(collections.people, ids);
  return stored.map((found) => (found?.document ?? {}) as Person);
}

/** Under which id a booking's person is stored: an offer's came with the waitlist entry. */
export function personIdOf(booking: { readonly id: string; readonly entryId?: string | undefined }): string {
  return booking.entryId ?? booking.id;
}
