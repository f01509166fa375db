import type { components } from '../../../generated/api.ts';

export type PaymentBody = components['schemas']['PaymentBody'];

interface Attempt {
  readonly key: string;
  readonly body: string;
}

const nameOf = (bookingId: string): string => `myevents.payment.${bookingId}`;

/**
 * The Idempotency-Key of paying a booking this way. The same one until the outcome is known, over double clicks, reloads and
 * lost answers; another way of paying is another attempt.
 */
export function keyOfAttempt(storage: Storage, bookingId: string, body: PaymentBody): string {
  const wanted = JSON.stringify(body);
  const kept = readAttempt(storage, bookingId);
  if (kept?.body === wanted) return kept.key;
  const attempt: Attempt = { key: `pay-${crypto.randomUUID()}`, body: wanted };
  storage.setItem(nameOf(bookingId), JSON.stringify(attempt));
  return attempt.key;
}

/** The outcome is known: paying again is a new attempt. */
export function endAttempt(storage: Storage, bookingId: string): void {
  storage.removeItem(nameOf(bookingId));
}

function readAttempt(storage: Storage, bookingId: string): Attempt | undefined {
  const text = storage.getItem(nameOf(bookingId));
  return text === null ? undefined : (JSON.parse(text) as Attempt);
}
