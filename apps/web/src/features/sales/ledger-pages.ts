import type { HistoryItem } from '../bookings/queries.ts';

export interface LedgerRead {
  readonly items: readonly HistoryItem[];
  readonly next: string | null;
}

/** Up to 100 decisions in their order, from a version on or from where another page ended. */
export type ReadLedger = (start: { readonly from?: number; readonly cursor?: string }) => Promise<LedgerRead>;

/** Where a page begins: at a version, after another page, or before a version and then going back. */
export type LedgerStart =
  | { readonly from: number }
  | { readonly cursor: string; readonly reached: number }
  | { readonly before: number };

export interface LedgerPage {
  readonly items: readonly HistoryItem[];
  /** Where the next page begins; undefined at the end. */
  readonly next: LedgerStart | undefined;
  /** The last version looked at. */
  readonly reached: number;
}

type Matches = (item: HistoryItem) => boolean;

const enough = 50;
/** A type that is rare costs no more than this at once; whoever wants more asks again. */
const readsMax = 10;
const versionsBack = 100;

/** A page of the decisions that match. */
export function readLedgerPage(read: ReadLedger, start: LedgerStart, matches: Matches): Promise<LedgerPage> {
  return 'before' in start ? readBack(read, start.before, matches) : readOn(read, start, matches);
}

async function readOn(
  read: ReadLedger,
  start: Exclude<LedgerStart, { before: number }>,
  matches: Matches,
): Promise<LedgerPage> {
  const items: HistoryItem[] = [];
  let at: { from?: number; cursor?: string } = 'cursor' in start ? { cursor: start.cursor } : { from: start.from };
  let reached = 'cursor' in start ? start.reached : start.from - 1;
  for (let reads = 0; reads < readsMax && items.length < enough; reads++) {
    const page = await read(at);
    items.push(...page.items.filter(matches));
    reached = page.items.at(-1)?.version ?? reached;
    if (page.next === null) return { items, next: undefined, reached };
    at = { cursor: page.next };
  }
  return { items, next: { cursor: at.cursor ?? '', reached }, reached };
}

/** The newest first. A version's decisions are never torn apart. */
async function readBack(read: ReadLedger, before: number, matches: Matches): Promise<LedgerPage> {
  const items: HistoryItem[] = [];
  let high = before - 1;
  for (let windows = 0; windows < readsMax && items.length < enough && high >= 1; windows++) {
    const low = Math.max(1, high - versionsBack + 1);
    const found = await readBetween(read, low, high);
    items.push(...found.filter(matches).toReversed());
    high = low - 1;
  }
  return { items, next: high >= 1 ? { before: high + 1 } : undefined, reached: high + 1 };
}

async function readBetween(read: ReadLedger, low: number, high: number): Promise<HistoryItem[]> {
  const found: HistoryItem[] = [];
  let page = await read({ from: low });
  for (;;) {
    found.push(...page.items.filter(({ version }) => version <= high));
    const isPast = (page.items.at(-1)?.version ?? high) > high;
    if (page.next === null || isPast) return found;
    page = await read({ cursor: page.next });
  }
}
