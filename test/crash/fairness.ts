import type { Api } from '../support/api.ts';
import type { Violation } from './checks.ts';
import type { Arena } from './world.ts';

interface LedgerItem {
  readonly version: number;
  readonly type: string;
  readonly details: { readonly entryId?: string; readonly tier?: string; readonly quantity?: number };
}

/** Entries that want the same number of tickets of a tier are served in the order in which they joined, by the ledger. */
export async function checkFairness(api: Api, { showId }: Arena): Promise<Violation[]> {
  const lines = new Map<string, string[]>();
  const lineOf = new Map<string, string>();
  const wrong: Violation[] = [];
  for (const { type, details } of await readLedger(api, showId)) {
    const { entryId } = details;
    if (entryId === undefined) continue;
    if (type === 'WaitlistJoined') {
      const line = `${details.tier}/${details.quantity}`;
      lineOf.set(entryId, line);
      lines.set(line, [...(lines.get(line) ?? []), entryId]);
    }
    const line = lines.get(lineOf.get(entryId) ?? '');
    if (type === 'TicketsOffered' && line?.[0] !== entryId) wrong.push(`entry ${entryId} was offered before its turn`);
    if (['TicketsOffered', 'WaitlistLeft', 'WaitlistClosed'].includes(type)) line?.splice(line.indexOf(entryId), 1);
  }
  return wrong;
}

async function readLedger(api: Api, showId: string): Promise<LedgerItem[]> {
  const items: LedgerItem[] = [];
  let cursor: string | null = null;
  do {
    const from: string = cursor ? `&cursor=${encodeURIComponent(cursor)}` : '';
    const page = await api.get(`/v1/shows/${showId}/ledger?limit=100${from}`);
    if (page.status !== 200) throw new Error(`the ledger answered ${page.status}: ${JSON.stringify(page.body)}`);
    items.push(...(page.body.items as LedgerItem[]));
    cursor = page.body.next as string | null;
  } while (cursor);
  return items;
}
