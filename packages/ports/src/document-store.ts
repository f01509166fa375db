import type { JsonObject } from './json.ts';

/** A read model: documents under an id, with the indexes by which they are found. A changed projection gets a new name. */
export interface Collection {
  readonly name: string;
  readonly indexes: readonly CollectionIndex[];
}

/**
 * Documents that have all of `key` are found by their values, in the order of `sort`, then id. A document that lacks a
 * field of `key`, or `sort`, is not in that index.
 */
export interface CollectionIndex {
  readonly name: string;
  /** Names of top-level string fields, compared for equality to the last bit. Empty: one index over the whole collection. */
  readonly key: readonly string[];
  /** Name of a top-level field holding a number or a string (one type in a collection); ordered as compareSortValues says. */
  readonly sort: string;
}

/** The largest document, as JSON in UTF-8: the largest commit, and room to wrap it. */
export const documentBytesMax = 256 * 1024;

/**
 * A write that only takes effect if it is newer than what is stored ("put if newer"; the same version is not newer). Null
 * leaves a tombstone. A document is at most `documentBytesMax` as JSON, its id at most 512 bytes, an index's key and sort together 1 KiB.
 */
export interface DocumentWrite {
  readonly collection: string;
  /** Whole Unicode: no lone surrogate. */
  readonly id: string;
  /** The version of the one stream this document is projected from. */
  readonly version: number;
  readonly document: JsonObject | null;
}

export interface StoredDocument<Document extends JsonObject = JsonObject> {
  readonly id: string;
  readonly version: number;
  readonly document: Document;
}

export interface FindOptions {
  readonly collection: string;
  readonly index: string;
  /** The values of the index's key fields, in their order. */
  readonly key: readonly string[];
  /** On the sort field; both ends included. */
  readonly range?: { readonly from?: number | string | undefined; readonly to?: number | string | undefined };
  /** Turns the whole order round, that of the ids among equal sort values too. */
  readonly descending?: boolean;
  /**
   * From an earlier page of the same query (the range may have moved on). It stays good while documents come and go. A broken
   * one, or one of another query, rejects with InvalidCursorError.
   */
  readonly cursor?: string | undefined;
  /** A whole number from 1. */
  readonly limit: number;
}

export interface Page<Item> {
  readonly items: readonly Item[];
  /** Null if nothing was left behind this page when it was read. */
  readonly next: string | null;
}

export class InvalidCursorError extends Error {
  override readonly name = 'InvalidCursorError';
}

/** Read models with declared indexes. Naming a collection or index that was not declared at open is a mistake and throws. Projections are idempotent and order does not matter, because writes are put-if-newer. */
export interface DocumentStore {
  /** A tombstone reads as undefined. */
  get<Document extends JsonObject = JsonObject>(
    collection: string,
    id: string,
  ): Promise<StoredDocument<Document> | undefined>;
  /** In the order of `ids`; what is not there is undefined. */
  getMany<Document extends JsonObject = JsonObject>(
    collection: string,
    ids: readonly string[],
  ): Promise<readonly (StoredDocument<Document> | undefined)[]>;
  /** An engine whose indexes follow their documents may be a moment late; `get` never is. */
  find<Document extends JsonObject = JsonObject>(options: FindOptions): Promise<Page<StoredDocument<Document>>>;
  /** Durable when it answers. Several writes are not one transaction; each is put-if-newer on its own. */
  put(writes: readonly DocumentWrite[]): Promise<void>;
}
