import type { Document, ObjectId } from 'mongodb';

/** A commit as it is stored: written once, never touched again. Texts that users or callers chose are sortable texts. */
export interface CommitRow extends Document {
  /** Unique: the platform's only transaction. Always with its fields in this order, which is part of the value. */
  readonly _id: { readonly stream: string; readonly version: number };
  readonly id: string;
  readonly at: number;
  /** Epoch milliseconds by the clock of the process that wrote it. */
  readonly storedAt: number;
  /** JSON text: BSON would lose lone surrogates. */
  readonly events: string;
  /** The stream, in its first commit only: the index of streams. */
  readonly first?: string;
}

/** "This process may commit to `stream` from version `from` on; what is older has been published." Written before the commit. */
export interface OutboxMark extends Document {
  readonly _id: ObjectId;
  readonly stream: string;
  readonly from: number;
  /** Epoch milliseconds by the clock of its process, when it was written. */
  readonly at: number;
}

export interface DocumentRow extends Document {
  /** The document's id as sortable text. */
  readonly _id: string;
  readonly version: number;
  /** JSON text; null is a tombstone. */
  readonly json: string | null;
  /** By the name of the index: the document's place in it. */
  readonly places: { readonly [index: string]: string };
}

/** Which indexes the rows of a collection of documents have places for. */
export interface CollectionRow extends Document {
  readonly _id: string;
  /** The declared indexes as JSON. */
  readonly indexes: string;
}
