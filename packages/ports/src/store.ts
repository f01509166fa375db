import type { Collection, DocumentStore } from './document-store.ts';
import type { EventLog } from './event-log.ts';

/** What a persistence adapter opens for one service: its log and its read models, with each service's data apart. */
export interface Store extends AsyncDisposable {
  readonly log: EventLog;
  readonly documents: DocumentStore;
  /**
   * True where this process alone can write (the embedded store holds a lock): refusals may then be given without reading
   * the log first (design, section 5).
   */
  readonly exclusive: boolean;
  /** Waits for the writes under way, then lets go of the engine. A second call does nothing; other calls then reject. */
  [Symbol.asyncDispose](): Promise<void>;
}

export interface StoreOptions {
  /** Whose data: `events` or `bookings`. A schema, database, table prefix or file of its own. */
  readonly service: string;
  readonly collections: readonly Collection[];
}

/**
 * The engine cannot be opened or cannot be used now: the disk is full, the file is locked or damaged, the server is away.
 * At a write the outcome is unknown (see EventLog.append); trying again later is right. The message is for operators.
 */
export class StoreUnavailableError extends Error {
  override readonly name = 'StoreUnavailableError';
}
