import type { Slot } from './hall-calendar.ts';

/**
 * Why a command was not accepted: a value with everything a caller needs. The codes are those of the HTTP API. `field` is
 * an RFC 6901 pointer into what the command carries.
 */
export type Refusal =
  | { readonly code: 'not-found'; readonly what: 'location' | 'hall' | 'event' | 'show' }
  | { readonly code: 'already-exists' }
  /** A request that contradicts itself or the catalogue. */
  | { readonly code: 'validation-failed'; readonly field: string; readonly message: string }
  | { readonly code: 'version-conflict'; readonly version: number }
  | { readonly code: 'unknown-hall'; readonly field: string }
  | { readonly code: 'unknown-location'; readonly field: string }
  | { readonly code: 'unknown-seat'; readonly field: string; readonly seat: string }
  | { readonly code: 'hall-occupied'; readonly slot: Slot }
  /** `slot` is absent where no show is in the way, but another change of the hall that was begun a moment ago. */
  | { readonly code: 'hall-in-use'; readonly field: string; readonly message: string; readonly slot?: Slot }
  | {
      readonly code: 'capacity-below-sold';
      readonly field: string;
      readonly tier: string;
      /** Held and booked, as last heard of. */
      readonly taken: number;
      readonly wanted: number;
    }
  /** The command came so late that its slot went to others. Take another and ask again. */
  | { readonly code: 'slot-lost' }
  | { readonly code: 'show-cancelled' }
  | { readonly code: 'event-cancelled' }
  | { readonly code: 'not-publishable'; readonly message: string }
  | { readonly code: 'not-cancellable'; readonly message: string }
  | { readonly code: 'idempotency-key-reused' };

export function invalid(field: string, message: string): Refusal {
  return { code: 'validation-failed', field, message };
}
