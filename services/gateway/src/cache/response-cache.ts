import type { Touch } from '@myevents/http-kit';
import { type Answer, createEncodedVariant, createPlainVariant, type Dependency, type Entry, sizeOf } from './entry.ts';
import { EntryStore } from './entry-store.ts';
import { Floors } from './floors.ts';

/** Lists of events and locations: they depend on every change of the catalogue. */
const listStreams = ['catalogue', 'search'] as const;

/** The sale of a show moves fast; the catalogue does not. Then an entry is checked. */
const ageMsMax = { sale: 1000, other: 30_000 };

/** An answer being made: what was true when it was begun. */
export interface Fill {
  readonly moment: number;
  readonly startedAt: number;
  readonly connection: number;
  readonly forgotten: number;
}

export interface FilledAnswer extends Answer {
  readonly touched: readonly Touch[];
  /** Epoch milliseconds: out of date from then on. */
  readonly expiresAt: number | undefined;
}

export interface FillResult {
  readonly entry: Entry;
  /** False: something it depends on has changed meanwhile, so it is good only for who asked before the fill began. */
  readonly isCurrent: boolean;
}

export interface CacheOptions {
  readonly bytesMax: number;
  readonly now: () => number;
  /** Told of every change that the cache hears of. */
  readonly onRaise?: ((touch: Touch) => void) | undefined;
}

/**
 * Ready-made answers with the versions they were made from. Guarantee: after `raise(stream, version)` no entry made from an older
 * version of that stream is found, and no fill with an older one is stored, however long ago it was begun.
 */
export class ResponseCache {
  readonly floors = new Floors();
  readonly entries: EntryStore;
  readonly #now: () => number;
  readonly #onRaise: ((touch: Touch) => void) | undefined;
  #connection = 0;

  constructor(options: CacheOptions) {
    this.entries = new EntryStore(options.bytesMax);
    this.#now = options.now;
    this.#onRaise = options.onRaise;
  }

  /** What may be served now, or undefined. */
  find(key: string): Entry | undefined {
    const entry = this.entries.get(key);
    if (entry === undefined || !this.#isCurrent(entry)) return undefined;
    entry.isUsed = true;
    return entry;
  }

  begin(): Fill {
    return {
      moment: this.floors.nextMoment(),
      startedAt: this.#now(),
      connection: this.#connection,
      forgotten: this.floors.forgotten,
    };
  }

  /** Keeps the answer if nothing it depends on has changed since `fill` was begun. */
  complete(key: string, fill: Fill, answer: FilledAnswer): FillResult {
    const { touched } = answer;
    const isUnsure = fill.forgotten !== this.floors.forgotten && touched.some(({ stream }) => !this.floors.has(stream));
    const entry = this.#createEntry(key, fill, answer);
    const isCurrent = !isUnsure && this.#isCurrent(entry);
    if (isCurrent) this.#store(entry);
    return { entry, isCurrent };
  }

  /** A stream has reached a version. A change of the catalogue makes all lists too old. */
  raise(touch: Touch): void {
    const { stream, version } = touch;
    this.#onRaise?.(touch);
    if (version === undefined) {
      this.floors.bump(stream);
      return;
    }
    this.floors.raise(stream, version);
    if (!isSale(stream)) this.dropLists();
  }

  /** Whether something newer than this is known: whoever answered has not heard of it yet. */
  isOutdated(touched: readonly Touch[]): boolean {
    return touched.some(({ stream, version }) => version !== undefined && version < this.floors.versionOf(stream));
  }

  dropLists(): void {
    for (const stream of listStreams) this.floors.bump(stream);
  }

  /** Messages may have been missed: every entry is checked before it is served again. */
  checkAll(): void {
    this.#connection += 1;
  }

  #isCurrent(entry: Entry): boolean {
    if (entry.connection !== this.#connection) return false;
    const now = this.#now();
    // A clock that was set back makes an entry's age unknown.
    if (now >= entry.servedUntil || now < entry.servedFrom) return false;
    for (const { floor, version } of entry.dependencies) if (version < floor.version) return false;
    return true;
  }

  #createEntry(key: string, fill: Fill, answer: FilledAnswer): Entry {
    const { touched, expiresAt = Number.POSITIVE_INFINITY } = answer;
    const dependencies = touched.map(
      ({ stream, version }): Dependency => ({ floor: this.floors.of(stream), version: version ?? fill.moment }),
    );
    const ageMs = touched.some(({ stream }) => isSale(stream)) ? ageMsMax.sale : ageMsMax.other;
    const plain = createPlainVariant(answer);
    const entry: Entry = {
      key,
      plain,
      headers: answer.headers,
      dependencies,
      servedFrom: fill.startedAt,
      servedUntil: Math.min(fill.startedAt + ageMs, expiresAt),
      connection: fill.connection,
      recorder: answer.recorder,
      br: undefined,
      gzip: undefined,
      brAsked: 0,
      gzipAsked: 0,
      isUsed: false,
      size: sizeOf(key, [plain.bytes, answer.br]),
    };
    if (answer.br !== undefined) entry.br = createEncodedVariant(entry, 'br', answer.br);
    return entry;
  }

  #store(entry: Entry): void {
    const before = this.entries.get(entry.key);
    if (before !== undefined && hasSameHead(before, entry)) {
      // Checked and found the same: what was made of its bytes stays good.
      entry.br ??= before.br;
      entry.gzip = before.gzip;
      entry.brAsked = before.brAsked;
      entry.gzipAsked = before.gzipAsked;
      entry.isUsed = before.isUsed;
      entry.size = sizeOf(entry.key, [entry.plain.bytes, entry.br?.bytes, entry.gzip?.bytes]);
    }
    this.entries.set(entry);
  }
}

function isSale(stream: string): boolean {
  return stream.startsWith('show/');
}

function hasSameHead(left: Entry, right: Entry): boolean {
  const [one, other] = [left.plain.head, right.plain.head];
  return one.length === other.length && one.every((value, index) => value === other[index]);
}
