import type { ShowEvent } from '@myevents/booking';
import type { HistoryItem } from '@myevents/contracts';
import { type EventLog, InvalidCursorError } from '@myevents/ports';
import { showStream } from '../streams.ts';
import { explain } from './explain.ts';

export interface LedgerPage {
  readonly items: readonly HistoryItem[];
  readonly next: string | null;
}

export interface LedgerRange {
  readonly limit: number;
  readonly cursor: string | undefined;
  /** The version that the first page begins with. */
  readonly from: number;
}

/** All that ever happened to a show, in the order of the log, page by page. @throws InvalidCursorError */
export async function readLedger(
  log: EventLog,
  showId: string,
  { limit, cursor, from: first }: LedgerRange,
): Promise<LedgerPage> {
  const start = cursor === undefined ? { version: first, index: 0 } : readCursor(cursor);
  const items: HistoryItem[] = [];
  for await (const { version, events } of log.read(showStream(showId), start.version - 1)) {
    const from = version === start.version ? start.index : 0;
    for (const [offset, event] of events.slice(from).entries()) {
      if (items.length === limit) return { items, next: writeCursor(version, from + offset) };
      items.push(explain(event as ShowEvent, version));
    }
  }
  return { items, next: null };
}

/** What happened to one booking or waitlist entry: only its own commits are read. */
export async function readHistory(
  log: EventLog,
  showId: string,
  { versions, isAbout }: { readonly versions: readonly number[]; readonly isAbout: (event: ShowEvent) => boolean },
): Promise<readonly HistoryItem[]> {
  const stream = showStream(showId);
  const commits = await Promise.all(versions.map((version) => log.readOne({ stream, version })));
  return commits.flatMap((commit) =>
    ((commit?.events ?? []) as readonly ShowEvent[])
      .filter(isAbout)
      .map((event) => explain(event, commit?.version ?? 0)),
  );
}

function writeCursor(version: number, index: number): string {
  return Buffer.from(`${version}.${index}`).toString('base64url');
}

function readCursor(cursor: string): { readonly version: number; readonly index: number } {
  const match = /^([1-9]\d{0,14})\.(\d{1,6})$/.exec(Buffer.from(cursor, 'base64url').toString());
  if (!match) throw new InvalidCursorError('This is no cursor of a ledger.');
  return { version: Number(match[1]), index: Number(match[2]) };
}
