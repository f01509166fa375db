import type { Touch } from '@myevents/http-kit';
import type { Clock } from '@myevents/ports';

interface Change {
  version: number;
  /** By the monotonic clock. */
  atMs: number;
}

/** After this every process has heard of a change by itself. */
const recentMs = 2000;
/** So that a header holds them. */
const changesMax = 100;

/** When more changes at once than can be named, lists are made anew this much later. */
const missedMs = 1000;

export interface RecentChangesOptions {
  readonly clock: Pick<Clock, 'monotonic' | 'setTimer'>;
  /** A while after changes that could not be named: by now every process has heard of them. */
  readonly onMissed: () => void;
}

/** What has changed in the catalogue lately, as far as this gateway knows: from the answers of writes and from messages. */
export class RecentChanges implements Disposable {
  readonly #options: RecentChangesOptions;
  /** By stream, the oldest first. */
  readonly #changes = new Map<string, Change>();
  #cancelMissed: (() => void) | undefined;

  constructor(options: RecentChangesOptions) {
    this.#options = options;
  }

  note({ stream, version }: Touch): void {
    if (version === undefined || !/^(?:event|location)\//.test(stream)) return;
    const known = this.#changes.get(stream);
    if (known !== undefined && known.version >= version) return;
    this.#changes.delete(stream);
    this.#changes.set(stream, { version, atMs: this.#options.clock.monotonic() });
    if (this.#changes.size > changesMax) this.#forgetOldest();
  }

  /** The newest version of each stream that changed in the last seconds. */
  list(): Touch[] {
    for (const [stream, change] of this.#changes) {
      if (this.#isRecent(change)) break;
      this.#changes.delete(stream);
    }
    return Array.from(this.#changes, ([stream, { version }]) => ({ stream, version }));
  }

  [Symbol.dispose](): void {
    this.#cancelMissed?.();
  }

  #isRecent({ atMs }: Change): boolean {
    return this.#options.clock.monotonic() - atMs <= recentMs;
  }

  #forgetOldest(): void {
    const { clock, onMissed } = this.#options;
    for (const [stream, change] of this.#changes) {
      this.#changes.delete(stream);
      if (!this.#isRecent(change)) return;
      this.#cancelMissed ??= clock.setTimer(() => {
        this.#cancelMissed = undefined;
        onMissed();
      }, missedMs);
      return;
    }
  }
}
