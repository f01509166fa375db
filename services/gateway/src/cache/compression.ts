import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { createEncodedVariant, type Encoding, type Entry, plainBytesMax, type Variant } from './entry.ts';
import type { EntryStore } from './entry-store.ts';

/** Asked for that often, a variant is worth its making: availability of a busy show is replaced before that. */
const askedMin = 3;
/** At a time, so that the other users of Node's thread pool go on. */
const jobsMax = 2;

const compressors: Readonly<Record<Encoding, (bytes: Buffer) => Promise<Buffer>>> = {
  br: (bytes) =>
    promisify(brotliCompress)(bytes, {
      params: { [constants.BROTLI_PARAM_QUALITY]: 5, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length },
    }),
  gzip: (bytes) => promisify(gzip)(bytes, { level: 6 }),
};

/** Compressed ahead, or undefined where that gains nothing. */
export async function compressAhead(bytes: Buffer): Promise<Buffer | undefined> {
  if (bytes.length <= plainBytesMax) return undefined;
  const br = await compressors.br(bytes);
  return br.length < bytes.length ? br : undefined;
}

/** Makes compressed variants of entries that are asked for often, off the serving thread. Until one is there the plain one is sent. */
export class Compression {
  readonly #entries: EntryStore;
  #jobs = 0;

  constructor(entries: EntryStore) {
    this.#entries = entries;
  }

  variantOf(entry: Entry, encoding: Encoding): Variant {
    if (entry.plain.bytes.length <= plainBytesMax) return entry.plain;
    const ready = entry[encoding];
    if (ready !== undefined) return ready;
    const asked = encoding === 'br' ? ++entry.brAsked : ++entry.gzipAsked;
    if (asked >= askedMin && this.#jobs < jobsMax && Number.isFinite(asked)) void this.#make(entry, encoding);
    return entry.plain;
  }

  async #make(entry: Entry, encoding: Encoding): Promise<void> {
    markAsMade(entry, encoding);
    this.#jobs += 1;
    try {
      const bytes = await compressors[encoding](entry.plain.bytes);
      // Meanwhile it may have been checked, found the same and been replaced.
      const present = this.#entries.get(entry.key);
      if (present?.plain.etag !== entry.plain.etag || bytes.length >= entry.plain.bytes.length) return;
      present[encoding] = createEncodedVariant(present, encoding, bytes);
      this.#entries.grow(present, bytes.length);
    } finally {
      this.#jobs -= 1;
    }
  }
}

/** No second time, whatever comes of the first. */
function markAsMade(entry: Entry, encoding: Encoding): void {
  if (encoding === 'br') entry.brAsked = Number.POSITIVE_INFINITY;
  else entry.gzipAsked = Number.POSITIVE_INFINITY;
}
