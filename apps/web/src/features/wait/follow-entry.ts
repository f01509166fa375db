import { type Entry, isOpen } from './queries.ts';

export interface Following {
  /** Asks for news after a version. */
  readonly next: (version: number, signal: AbortSignal) => Promise<Entry>;
  readonly onEntry: (entry: Entry) => void;
  /** Resolves after that time, or earlier when it makes sense to ask at once; never rejects. */
  readonly pause: (ms: number, signal: AbortSignal) => Promise<void>;
  readonly isHidden: () => boolean;
  readonly signal: AbortSignal;
}

/** Between two questions: a server that answers at once is not asked in a rush, a tab that nobody sees is quieter. */
const betweenMs = { seen: 1000, hidden: 5000 };
const backoffMs = { first: 1000, most: 30_000 };

/** Asks for news of a place in line, one long poll after the other, until nothing can happen to it any more. */
export async function followEntry(from: Entry, following: Following): Promise<void> {
  const { next, onEntry, pause, isHidden, signal } = following;
  let entry = from;
  let failures = 0;
  while (isOpen(entry) && !signal.aborted) {
    const answer = await next(entry.version, signal).catch(() => undefined);
    if (signal.aborted) return;
    if (answer === undefined) {
      await pause(Math.min(backoffMs.most, backoffMs.first * 2 ** failures), signal);
      failures += 1;
      continue;
    }
    failures = 0;
    entry = answer;
    onEntry(entry);
    if (isOpen(entry)) await pause(isHidden() ? betweenMs.hidden : betweenMs.seen, signal);
  }
}
