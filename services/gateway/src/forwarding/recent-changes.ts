import type { Touch } from '@myevents/http-kit';

interface Change {
  version: number;
  /** By the monotonic clock. */
  atMs: number;
}

/** After this every process has heard of a change by itself. */
const recentMs = 2000;
/** So that a header holds them. */
const changesMax = 100;

/** What has changed in the catalogue lately, as far as this gateway knows: from the answers of writes and from messages. */
export class RecentChanges {
  readonly #monotonic: () => number;
  /** By stream, the oldest first. */
  readonly #changes = new Map<string, Change>();

  constructor(monotonic: () => number) {
    this.#monotonic = monotonic;
  }

  note({ stream, version }: Touch): void {
    if (version === undefined || !/^(?:event|location)\//.test(stream)) return;
    const known = this.#changes.get(stream);
    if (known !== undefined && known.version >= version) return;
    this.#changes.delete(stream);
    this.#changes.set(stream, { version, atMs: this.#monotonic() });
    const [oldest] = this.#changes.keys();
    if (this.#changes.size > changesMax && oldest !== undefined) this.#changes.delete(oldest);
  }

  /** The newest version of each stream that changed in the last seconds. */
  list(): Touch[] {
    const since = this.#monotonic() - recentMs;
    for (const [stream, { atMs }] of this.#changes) {
      if (atMs >= since) break;
      this.#changes.delete(stream);
    }
    return Array.from(this.#changes, ([stream, { version }]) => ({ stream, version }));
  }
}
