import type { ImportSetting } from './defaults.ts';

/** An instant, or a wall clock reading whose zone the file leaves open (it is read at the place of the event). */
export type Moment = { readonly epochMs: number } | { readonly local: string };

/** One date on which an entry takes place. */
export interface EntryDate {
  readonly start: Moment;
  /** Undefined: the file says nothing of how long it lasts. */
  readonly end?: Moment;
  readonly isAllDay: boolean;
  readonly isCancelled: boolean;
}

/** Where it takes place, as far as the file says. */
export interface EntryPlace {
  readonly name?: string;
  readonly street?: string;
  readonly city?: string;
  readonly region?: string;
  readonly postalCode?: string;
  /** A code or a name, as written. */
  readonly country?: string;
  /** The whole in one line, where the parts are not told apart. */
  readonly text?: string;
  readonly coordinates?: { readonly latitude: number; readonly longitude: number };
  readonly capacity?: number;
}

/** One kind of ticket. */
export interface EntryOffer {
  readonly name?: string;
  /** As written, in major units: `25`, `25.00`, `25,00`. Undefined: not said. */
  readonly price?: string;
  readonly currency?: string;
  readonly capacity?: number;
}

/** One event of a file, from whatever format. Everything in it was written by others: it is checked where it is used. */
export interface Entry {
  /** What the file calls it for ever (UID, @id), or a fingerprint where it has no such name. */
  readonly key: string;
  /** Where in the file: `line 12`, `/@graph/3`. */
  readonly at: string;
  readonly title: string;
  readonly description?: string;
  /** Categories, keywords, genres, and what kind of thing it is. */
  readonly words: readonly string[];
  readonly language?: string;
  readonly place?: EntryPlace;
  /** The IANA zone its times were written in. */
  readonly timeZone?: string;
  /** How far its clock is ahead of UTC at its first date, where only that is known. */
  readonly offsetMs?: number;
  readonly dates: readonly EntryDate[];
  readonly offers: readonly EntryOffer[];
  readonly isCancelled: boolean;
  /** What was understood in a way worth telling. */
  readonly notes: readonly string[];
}

/** An entry that cannot be taken, with the reason in words. */
export interface Refusal {
  readonly key?: string;
  readonly at: string;
  readonly title?: string;
  readonly reason: string;
}

export interface ParsedFile {
  readonly format: 'iCalendar' | 'schema.org';
  readonly entries: readonly Entry[];
  readonly refusals: readonly Refusal[];
  /** What concerns the file as a whole. */
  readonly notes: readonly string[];
}

export interface ParseOptions {
  /** Rules without an end are followed from here. Epoch milliseconds. */
  readonly now: number;
}

/** The file as a whole cannot be read. The message completes "FILE …". */
export class UnreadableFileError extends Error {
  override readonly name = 'UnreadableFileError';
}

/** An entry cannot be read; the message is the reason of its refusal. */
export class EntryError extends Error {
  override readonly name = 'EntryError';
  /** With one of these said, it could be taken. */
  readonly settings: readonly ImportSetting[];

  constructor(message: string, settings: readonly ImportSetting[] = []) {
    super(message);
    this.settings = settings;
  }
}

/** Wall clock readings are compared and shifted as if they were UTC. */
export function wallToMs(local: string): number {
  return Date.parse(`${local}Z`);
}

/** `2027-05-01T19:30:00` */
export function msToWall(ms: number): string {
  return new Date(ms).toISOString().slice(0, 19);
}
