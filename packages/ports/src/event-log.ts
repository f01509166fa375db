import type { DocumentWrite } from './document-store.ts';

/** What a commit holds: a past fact with a `type`, and nothing that JSON cannot carry. */
export interface LoggedEvent {
  readonly type: string;
}

/** Everything that happens is a commit. Its key (stream, version) is unique on every engine. At most 200 KiB as JSON. */
export interface Commit<Event extends LoggedEvent = LoggedEvent> {
  /** One thing that changes, e.g. `show/shw_…`. Whole Unicode (no lone surrogate), at most 512 bytes. */
  readonly stream: string;
  /** 1 for the first commit of a stream, then 2, 3, … without a gap. */
  readonly version: number;
  /** Random, made by the writer: a writer that meets its own commit again knows it by this. */
  readonly id: string;
  /** Epoch milliseconds, never smaller than that of the stream's previous commit. */
  readonly at: number;
  readonly events: readonly Event[];
}

export interface CommitKey {
  readonly stream: string;
  readonly version: number;
}

/** A commit with the documents projected from it: stored in its own transaction where the engine can, else right after it. */
export interface AppendEntry {
  readonly commit: Commit;
  readonly documents: readonly DocumentWrite[];
}

export type AppendOutcome = 'committed' | 'conflict';

/** The largest commit or bus message, as JSON in UTF-8. Every engine takes this much (design, section 3). */
export const commitBytesMax = 200 * 1024;

/** An append-only log of commits. The key (stream, version) is unique: that is the platform's only transaction. */
export interface EventLog {
  /**
   * Appends each commit whole or not at all, and durably together with its documents, before it answers; the answers are
   * in the order of `batch`. Callers put at most one new commit of a stream into a batch. Of several writers with the same stream and version, on any number of connections, exactly
   * one is 'committed'. A version that would leave a gap is a 'conflict' where the engine can tell; callers never try.
   * If (stream, version) already holds a commit with the same `id`, the answer is 'committed': a lost answer is not a
   * conflict. Rejects only when the engine failed: then any of the commits may or may not be there.
   */
  append(batch: readonly AppendEntry[]): Promise<readonly AppendOutcome[]>;
  /** Reads a stream in order, starting after `afterVersion`. A stream nobody wrote to is empty. */
  read(stream: string, afterVersion?: number): AsyncIterable<Commit>;
  /** One commit, or undefined. */
  readOne(key: CommitKey): Promise<Commit | undefined>;
  /** All streams whose name starts with `prefix`, once each, in code point order, for rebuilding and republishing. */
  streams(prefix: string): AsyncIterable<string>;
  /**
   * Commits that nobody has marked as published and that are older than `olderThanMs` by the engine's or this process's
   * clock: at most `limit`, in version order within a stream, oldest first between streams as far as the engine can. A
   * commit is never listed while an earlier unpublished one of its stream is left out. May be a moment late.
   */
  pending(options: { readonly olderThanMs: number; readonly limit: number }): Promise<readonly CommitKey[]>;
  /**
   * Marks a stream's commits up to `throughVersion` as published: a watermark, it never moves back. Need not be durable:
   * a lost mark only means that something is published twice.
   */
  published(watermarks: readonly { readonly stream: string; readonly throughVersion: number }[]): Promise<void>;
}
