import { hash } from 'node:crypto';
import { promisify } from 'node:util';
import { deflateRaw, inflateRaw } from 'node:zlib';
import { fromSnapshot, type Show, snapshotSchema, toSnapshot } from '@myevents/booking';
import type { DocumentStore } from '@myevents/ports';
import { collections, toWrite } from '../collections.ts';
import { stringifyInPieces } from './stringify-in-pieces.ts';

const deflate = promisify(deflateRaw);
const inflate = promisify(inflateRaw);

/** A chunk's characters (base64, a byte each): with the rest of its document below 200 KiB. */
const chunkCharactersMax = 180 * 1024;

interface Slot {
  readonly slot: 'a' | 'b';
  /** The show's version. */
  readonly version: number;
  readonly chunks: number;
  /** Of the whole text: chunks of two snapshots never pass for one. */
  readonly digest: string;
  /** Of the uncompressed state, in characters. */
  readonly size: number;
}

interface Manifest {
  /** The newest first. The older one is still whole while the newer one's chunks replace those before it. */
  readonly slots: readonly Slot[];
}

/** A part of the state: deflated, in base64. */
type Chunk = { readonly text: string };

export interface LoadedSnapshot {
  readonly show: Show;
  /** How big the state was as JSON, in characters. */
  readonly size: number;
}

/** Snapshots of a show's state: they bound the replay, and the log stays the truth. */
export interface Snapshots {
  /** Undefined where there is none this version of the software can read: then the whole stream is replayed. */
  load(showId: string): Promise<LoadedSnapshot | undefined>;
  /**
   * Takes the state before it first awaits, so that the caller may go on changing it, then stores it; answers its size.
   * Two processes may store at once: the newer wins, and readers never see a mixture.
   */
  save(show: Show): Promise<number>;
}

export function createSnapshots(documents: DocumentStore): Snapshots {
  // The schema is part of every id, so one version of the software never overwrites another's snapshots.
  const manifestId = (showId: string) => `${snapshotSchema}/${showId}`;
  const chunkId = (showId: string, slot: string, n: number) => `${snapshotSchema}/${showId}/${slot}/${n}`;

  async function readManifest(showId: string): Promise<Manifest | undefined> {
    const stored = await documents.get(collections.snapshots, manifestId(showId));
    return stored?.document as object as Manifest | undefined;
  }

  async function readSlot(showId: string, { slot, chunks, digest, size }: Slot): Promise<LoadedSnapshot | undefined> {
    const ids = Array.from({ length: chunks }, (_, n) => chunkId(showId, slot, n));
    const stored = await documents.getMany(collections.snapshots, ids);
    const text = stored.map((chunk) => (chunk?.document as Chunk | undefined)?.text ?? '').join('');
    if (hash('sha256', text, 'base64url') !== digest) return undefined;
    const json = (await inflate(Buffer.from(text, 'base64'))).toString();
    return { show: fromSnapshot(JSON.parse(json)), size };
  }

  return {
    async load(showId) {
      const manifest = await readManifest(showId);
      for (const slot of manifest?.slots ?? []) {
        const loaded = await readSlot(showId, slot);
        if (loaded) return loaded;
      }
      return undefined;
    },
    async save(show) {
      const { id: showId, version } = show;
      const json = await stringifyInPieces(toSnapshot(show));
      const text = (await deflate(json, { level: 1 })).toString('base64');
      const previous = (await readManifest(showId))?.slots[0];
      if (previous && previous.version >= version) return json.length;
      const slot = previous?.slot === 'a' ? 'b' : 'a';
      const chunks = Math.max(1, Math.ceil(text.length / chunkCharactersMax));
      const to = (id: string) => ({ collection: collections.snapshots, id, version });
      for (let n = 0; n < chunks; n += 1) {
        const part = text.slice(n * chunkCharactersMax, (n + 1) * chunkCharactersMax);
        await documents.put([toWrite(to(chunkId(showId, slot, n)), { text: part } satisfies Chunk)]);
      }
      const newest: Slot = { slot, version, chunks, digest: hash('sha256', text, 'base64url'), size: json.length };
      const manifest: Manifest = { slots: previous ? [newest, previous] : [newest] };
      await documents.put([toWrite(to(manifestId(showId)), manifest)]);
      return json.length;
    },
  };
}
