import { randomUUID } from 'node:crypto';
import type { AppendEntry, Collection, CommitKey, DocumentWrite, EventLog } from '@myevents/ports';

/** The collections of these tests. */
export const collections: readonly Collection[] = [
  { name: 'notes', indexes: [{ name: 'by-owner', key: ['owner'], sort: 'at' }] },
];

export function entryOf(stream: string, version: number, documents: readonly DocumentWrite[] = []): AppendEntry {
  const commit = { stream, version, id: randomUUID(), at: version, events: [{ type: 'Noted' }] };
  return { commit, documents };
}

export function noteOf(id: string, version = 1): DocumentWrite {
  return { collection: 'notes', id, version, document: { owner: 'ann', at: version, text: id } };
}

export async function pendingNames(log: EventLog): Promise<readonly string[]> {
  const keys: readonly CommitKey[] = await log.pending({ olderThanMs: 0, limit: 10_000 });
  return keys.map(({ stream, version }) => `${stream}@${version}`).toSorted();
}
