import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { HistoryItem } from '../bookings/queries.ts';
import { type LedgerStart, type ReadLedger, readLedgerPage } from './ledger-pages.ts';

/** A ledger of versions with so many decisions each, every third of them rare. */
function ledgerOf(sizes: readonly number[]) {
  let count = 0;
  const items: HistoryItem[] = sizes.flatMap((size, index) =>
    Array.from({ length: size }, () => ({
      version: index + 1,
      at: '2026-01-01T00:00:00.000Z',
      type: count++ % 3 === 0 ? 'Rare' : 'Usual',
      rule: 'payment',
      text: String(count),
    })),
  );
  let reads = 0;
  const read: ReadLedger = async ({ from = 1, cursor }) => {
    reads += 1;
    const first = items.findIndex(({ version }) => version >= from);
    const start = cursor === undefined ? (first === -1 ? items.length : first) : Number(cursor);
    const end = Math.min(items.length, start + 100);
    return { items: items.slice(start, end), next: end < items.length ? String(end) : null };
  };
  return { items, read, reads: () => reads };
}

async function readAll(read: ReadLedger, start: LedgerStart, type = ''): Promise<HistoryItem[]> {
  const found: HistoryItem[] = [];
  let at: LedgerStart | undefined = start;
  while (at !== undefined) {
    const page: Awaited<ReturnType<typeof readLedgerPage>> = await readLedgerPage(
      read,
      at,
      (item) => type === '' || item.type === type,
    );
    found.push(...page.items);
    at = page.next;
  }
  return found;
}

describe('the pages of a ledger', () => {
  const sizes = fc.array(fc.integer({ min: 1, max: 130 }), { minLength: 1, maxLength: 260 });

  it('have all of it once, in its order, or the newest first', async () => {
    await fc.assert(
      fc.asyncProperty(sizes, async (all) => {
        const { items, read } = ledgerOf(all);
        expect(await readAll(read, { from: 1 })).toEqual(items);
        expect(await readAll(read, { before: all.length + 1 })).toEqual(items.toReversed());
      }),
      { numRuns: 20 },
    );
  });

  it('have all of one type, and from any version on', async () => {
    await fc.assert(
      fc.asyncProperty(sizes, fc.integer({ min: 1, max: 300 }), async (all, from) => {
        const { items, read } = ledgerOf(all);
        const wanted = items.filter(({ type, version }) => type === 'Rare' && version >= from);
        expect(await readAll(read, { from }, 'Rare')).toEqual(wanted);
      }),
      { numRuns: 20 },
    );
  });

  it('end a search for what there is not, and say how far it went', async () => {
    const { read, reads } = ledgerOf(Array.from({ length: 3000 }, () => 1));
    const page = await readLedgerPage(read, { from: 1 }, () => false);
    expect(page.items).toEqual([]);
    expect(page.reached).toBe(1000);
    expect(reads()).toBe(10);
    const back = await readLedgerPage(read, { before: 3001 }, () => false);
    expect(back).toEqual({ items: [], next: { before: 2001 }, reached: 2001 });
  });
});
