import type { Booking, Show } from '../bookings/queries.ts';

/**
 * Where a booking stands on its way to being paid. `settling`: a payment is under way. `checking`: by this page's clock the
 * hold is over, and the server has not said so yet.
 */
export type Stage =
  | 'pay'
  | 'settling'
  | 'checking'
  | 'confirmed'
  | 'expired'
  | 'released'
  | 'cancelled'
  | 'showCancelled';

export function stageOf(booking: Booking, show: Show | undefined, secondsLeft: number): Stage {
  if (booking.status === 'confirmed') return 'confirmed';
  if (show?.status === 'cancelled') return 'showCancelled';
  if (booking.status !== 'held') return booking.status;
  if (booking.payment?.status === 'pending') return 'settling';
  return secondsLeft <= 0 ? 'checking' : 'pay';
}

/** Whether more time can be had: the policy allows it and it was not had before. A refusal of the server decides. */
export function canExtend({ heldAt, expiresAt, waitlistEntryId }: Booking, policy: Show['policy']): boolean {
  if (policy.holdExtensions === 0) return false;
  const firstSeconds = waitlistEntryId === undefined ? policy.holdSeconds : policy.offerSeconds;
  const lastsSeconds = (Date.parse(expiresAt) - Date.parse(heldAt)) / 1000;
  return lastsSeconds < firstSeconds + policy.holdSeconds;
}
