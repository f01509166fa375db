import type { HistoryItem } from './queries.ts';

/** What an event says about itself; every part of it may be missing. */
interface Details {
  readonly tickets?: readonly { readonly seat?: string }[];
  readonly expiresAt?: number;
  readonly cause?: string;
  readonly refund?: object;
  readonly attempt?: string;
  readonly quantity?: number;
  readonly tier?: string;
  readonly passedOver?: readonly { readonly entries: number }[];
}

/** The events that a buyer can meet, each with a text of its own. */
export const historyTypes = [
  'TicketsHeld',
  'HoldExtended',
  'HoldExpired',
  'HoldReleased',
  'TicketReturned',
  'PaymentStarted',
  'PaymentDeclined',
  'PaymentAbandoned',
  'BookingConfirmed',
  'PaymentCaptured',
  'PaymentVoided',
  'BookingCancelled',
  'PaymentRefunded',
  'WaitlistJoined',
  'TicketsOffered',
  'WaitlistLeft',
  'WaitlistClosed',
  'PersonalErased',
] as const;

export type HistoryType = (typeof historyTypes)[number] | 'other';

/** What a text of an event may speak of. */
export interface HistoryValues {
  readonly count: number;
  readonly seats: string;
  readonly hasSeats: 'yes' | 'no';
  readonly until: string;
  readonly cause: string;
  readonly refund: 'yes' | 'no';
  readonly paid: 'yes' | 'no';
  readonly tier: string;
  readonly passed: number;
}

export interface HistoryWords {
  readonly time: (instant: number) => string;
  readonly list: (items: readonly string[]) => string;
  readonly tierName: (tier: string) => string;
}

/** Which text tells an event, and with what in it. */
export function historyTextOf(
  item: Pick<HistoryItem, 'type' | 'details'>,
  words: HistoryWords,
): { readonly type: HistoryType; readonly values: HistoryValues } {
  const details = (item.details ?? {}) as Details;
  const seats = (details.tickets ?? []).flatMap(({ seat }) => seat ?? []);
  return {
    type: historyTypes.find((type) => type === item.type) ?? 'other',
    values: {
      count: details.tickets?.length ?? details.quantity ?? 0,
      seats: words.list(seats),
      hasSeats: yesIf(seats.length > 0),
      until: details.expiresAt === undefined ? '' : words.time(details.expiresAt),
      cause: details.cause ?? '',
      refund: yesIf(details.refund !== undefined),
      paid: yesIf(details.attempt !== undefined),
      tier: details.tier === undefined ? '' : words.tierName(details.tier),
      passed: (details.passedOver ?? []).reduce((sum, { entries }) => sum + entries, 0),
    },
  };
}

const yesIf = (is: boolean): 'yes' | 'no' => (is ? 'yes' : 'no');
