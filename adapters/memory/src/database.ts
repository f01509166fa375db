import type { IndexEntry } from '@myevents/ports';

/** What several stores share, as if it were a server: by service, nothing of it on a disk. */
export interface MemoryDatabase {
  dataOf(service: string): ServiceData;
}

/** Texts, not objects: what was handed in or out can be changed without changing what is stored. */
export interface StoredCommit {
  readonly stream: string;
  readonly version: number;
  readonly id: string;
  readonly at: number;
  readonly events: string;
  readonly storedAt: number;
}

export interface StoredVersion {
  readonly version: number;
  /** Null for a tombstone. */
  readonly json: string | null;
  /** By the name of the index. */
  readonly entries: ReadonlyMap<string, IndexEntry>;
}

export interface ServiceData {
  /** By stream; the version is the place plus one. */
  readonly streams: Map<string, StoredCommit[]>;
  /** In the order in which they were stored. */
  readonly outbox: Set<StoredCommit>;
  /** By collection and id. */
  readonly collections: Map<string, Map<string, StoredVersion>>;
}

export function createMemoryDatabase(): MemoryDatabase {
  const services = new Map<string, ServiceData>();
  return {
    dataOf(service) {
      const data = services.get(service) ?? { streams: new Map(), outbox: new Set(), collections: new Map() };
      services.set(service, data);
      return data;
    },
  };
}
