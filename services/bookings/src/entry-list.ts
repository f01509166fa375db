import type { WaitlistQuery } from '@myevents/contracts';
import { ProblemError } from '@myevents/http-kit';
import type { DocumentStore } from '@myevents/ports';
import { collections } from './collections.ts';
import type { Entries, EntryAt } from './entries.ts';
import type { EntryDocument } from './projections/entry-document.ts';
import type { Sales } from './sale/sales.ts';

export interface EntryPage {
  readonly items: readonly EntryAt[];
  readonly next: string | null;
}

/**
 * The entries of a show in the order in which they joined, page by page. An entry whose status has changed since its document was written
 * is left out of a list by status: a page may be short, and `next` goes on from there.
 */
export function createEntryList(options: {
  readonly store: { readonly documents: DocumentStore };
  readonly sales: Pick<Sales, 'view'>;
  readonly entries: Pick<Entries, 'ofShow'>;
}): (showId: string, query: WaitlistQuery) => Promise<EntryPage> {
  const { store, sales, entries } = options;

  return async (showId, { status, limit = 20, cursor }) => {
    // What is due happens first, so that documents tell of it.
    const { version } = await sales.view(showId);
    if (version === 0) throw new ProblemError('not-found', { detail: 'There is no such show.' });
    const list =
      status === undefined ? { index: 'byShow', key: [showId] } : { index: 'byShowAndStatus', key: [showId, status] };
    const { items, next } = await store.documents.find({ collection: collections.entries, ...list, limit, cursor });
    const stored = items.map((item) => ({ ...item, document: item.document as object as EntryDocument }));
    const present = await entries.ofShow(showId, stored);
    return { items: present.filter(({ entry }) => status === undefined || entry.status === status), next };
  };
}
