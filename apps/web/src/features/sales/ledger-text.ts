import {
  type HistoryType,
  type HistoryValues,
  type HistoryWords,
  historyTextOf,
  historyTypes,
} from '../bookings/history-text.ts';
import type { HistoryItem } from '../bookings/queries.ts';

/** What happens to a show as a whole, which no buyer's history has. */
const showTypes = ['ShowConfigured', 'ShowCancelled', 'SalesOpened', 'SalesClosed'] as const;

/** All that a ledger can tell of. */
export const ledgerTypes = [...showTypes, ...historyTypes] as const;
export type LedgerType = (typeof ledgerTypes)[number];

interface ShowDetails {
  readonly settings?: { readonly tiers?: readonly unknown[]; readonly isPublished?: boolean };
}

interface LedgerValues extends HistoryValues {
  readonly tiers: number;
  readonly published: 'yes' | 'no';
}

/** Which text tells an organizer of it, and with what in it; the facts are read as for the buyer's history. */
export function ledgerTextOf(
  item: Pick<HistoryItem, 'type' | 'details'>,
  words: HistoryWords,
): { readonly type: LedgerType | Extract<HistoryType, 'other'>; readonly values: LedgerValues } {
  const { type, values } = historyTextOf(item, words);
  const { settings } = (item.details ?? {}) as ShowDetails;
  return {
    type: showTypes.find((one) => one === item.type) ?? type,
    values: {
      ...values,
      tiers: settings?.tiers?.length ?? 0,
      published: settings?.isPublished === true ? 'yes' : 'no',
    },
  };
}

/** The rules of the sale that have words. */
export const ledgerRules = [
  'catalogue',
  'all-or-nothing',
  'hold-time',
  'first-come-first-served',
  'payment',
  'given-back',
  'erasure',
] as const;
