import type { Entry } from './entry.ts';

/**
 * Entries by key, never more than `bytesMax` of them. Room is made like a clock's hand: an entry used since the last look is passed
 * over once, so that a hit costs no more than setting a flag.
 */
export class EntryStore {
  readonly #entries = new Map<string, Entry>();
  readonly #bytesMax: number;
  #bytes = 0;
  #evictions = 0;

  constructor(bytesMax: number) {
    this.#bytesMax = bytesMax;
  }

  get bytes(): number {
    return this.#bytes;
  }

  get size(): number {
    return this.#entries.size;
  }

  get evictions(): number {
    return this.#evictions;
  }

  get(key: string): Entry | undefined {
    return this.#entries.get(key);
  }

  /** One entry may take a sixteenth of the room; a larger one is not kept. */
  set(entry: Entry): void {
    this.delete(entry.key);
    if (entry.size > this.#bytesMax / 16) return;
    this.#entries.set(entry.key, entry);
    this.#bytes += entry.size;
    for (const { floor } of entry.dependencies) floor.entries += 1;
    this.#makeRoom();
  }

  /** A variant was added to it. */
  grow(entry: Entry, bytes: number): void {
    if (this.#entries.get(entry.key) !== entry) return;
    entry.size += bytes;
    this.#bytes += bytes;
    this.#makeRoom();
  }

  delete(key: string): void {
    const entry = this.#entries.get(key);
    if (entry === undefined) return;
    this.#entries.delete(key);
    this.#bytes -= entry.size;
    for (const { floor } of entry.dependencies) floor.entries -= 1;
  }

  clear(): void {
    for (const key of this.#entries.keys()) this.delete(key);
  }

  #makeRoom(): void {
    // Each entry is met at most twice: the first time takes its flag away.
    for (const [key, entry] of this.#entries) {
      if (this.#bytes <= this.#bytesMax) return;
      if (entry.isUsed) {
        entry.isUsed = false;
        this.#entries.delete(key);
        this.#entries.set(key, entry);
      } else {
        this.delete(key);
        this.#evictions += 1;
      }
    }
  }
}
