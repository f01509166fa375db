import { randomUUID } from 'node:crypto';
import type { Collection, DocumentWrite } from '../document-store.ts';
import type { AppendEntry, Commit, CommitKey, EventLog, LoggedEvent } from '../event-log.ts';
import type { JsonObject } from '../json.ts';
import type { Store } from '../store.ts';

/** One fresh place of an engine, to which every `open` makes a further connection with the collections of `contractCollections`. */
export interface StoreSubject {
  open(): Promise<Store>;
}

/** The collections that the persistence suite reads and writes. */
export const contractCollections: readonly Collection[] = [
  {
    name: 'contract-items',
    indexes: [
      { name: 'by-owner', key: ['owner'], sort: 'at' },
      { name: 'by-owner-and-status', key: ['owner', 'status'], sort: 'name' },
      { name: 'all', key: [], sort: 'at' },
    ],
  },
  { name: 'contract-notes', indexes: [] },
];

/** An event of the suite: any JSON beside its type. */
export interface NotedEvent extends LoggedEvent, JsonObject {
  readonly type: string;
}

export interface EntryOptions {
  readonly id?: string;
  readonly events?: readonly NotedEvent[];
  readonly documents?: readonly DocumentWrite[];
}

/** A commit ready to be appended. Without an `id` it is another writer's: a random one. */
export function entryOf(stream: string, version: number, options: EntryOptions = {}): AppendEntry {
  const { id = randomUUID(), events = [{ type: 'Noted', stream, version }], documents = [] } = options;
  return { commit: { stream, version, id, at: 1_700_000_000_000 + version, events }, documents };
}

/** Versions `from` to `through` of one stream, each appended once the one before it is there. */
export async function appendInOrder(
  log: EventLog,
  stream: string,
  through: number,
  from = 1,
): Promise<readonly Commit[]> {
  const commits: Commit[] = [];
  for (let version = from; version <= through; version += 1) {
    const entry = entryOf(stream, version);
    const [outcome] = await log.append([entry]);
    if (outcome !== 'committed') throw new Error(`version ${version} of ${stream} was answered ${outcome}`);
    commits.push(entry.commit);
  }
  return commits;
}

export async function collect<Item>(items: AsyncIterable<Item>): Promise<readonly Item[]> {
  return Array.fromAsync(items);
}

export async function readVersions(log: EventLog, stream: string, afterVersion?: number): Promise<readonly number[]> {
  return (await collect(log.read(stream, afterVersion))).map(({ version }) => version);
}

/** For comparing as sets: `stream@version`, sorted. */
export function namesOf(keys: readonly CommitKey[]): readonly string[] {
  return keys.map(({ stream, version }) => `${stream}@${version}`).sort();
}

/** Text that breaks careless encodings: astral characters, lone surrogates, NUL, separators, what looks like SQL or JSON. */
export const edgeTexts: readonly string[] = [
  '',
  ' ',
  ' leading and trailing ',
  'Grüße, 東京, عربى, Ελλάδα',
  '👩‍👩‍👧‍👦🎪🎭 flags 🇧🇷',
  'e\u0301 is not é',
  '\ud83d',
  '\ude00 lone',
  'a\u0000b',
  'line\u2028separator\u2029\r\n\t',
  '"quoted" \\back\\slash \'single\' `tick`',
  '["a","b"]',
  "'); DROP TABLE commits; --",
  '%_?$1 :name',
  '\uffff\ufeff',
  '__proto__',
];
