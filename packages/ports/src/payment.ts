export interface PaymentRequest {
  /** The provider's idempotency key: the same attempt is never authorised twice. */
  readonly attempt: string;
  readonly amountMinor: number;
  readonly currency: string;
  /** What the buyer's browser got from the provider; never logged, never stored in a document. */
  readonly token: string;
  /** Shown on the buyer's statement: the booking's code. */
  readonly reference: string;
}

/**
 * `authorised` → `captured` → `refunded` (all of it went back) or `authorised` → `voided`; `declined` and `voided` are ends. `pending`:
 * not decided yet. `unknown`: no such attempt arrived. A call that does not fit the state changes nothing and tells the state.
 */
export type AuthorisationState = 'authorised' | 'declined' | 'pending' | 'unknown' | 'captured' | 'voided' | 'refunded';

export interface Authorisation {
  readonly attempt: string;
  readonly state: AuthorisationState;
  /** Why it was declined, in words that can be shown. */
  readonly reason?: string;
}

/**
 * Money is authorised, then captured or voided; captured money can be refunded. Every call is idempotent by `attempt`, so any
 * process may repeat it. A call may also never answer, or reject: then the outcome is unknown and `find` tells it later.
 */
export interface PaymentProvider extends AsyncDisposable {
  readonly name: string;
  authorise(request: PaymentRequest, options: { readonly signal: AbortSignal }): Promise<Authorisation>;
  /** What became of an attempt; `unknown` if it never arrived. */
  find(attempt: string): Promise<Authorisation>;
  capture(attempt: string): Promise<Authorisation>;
  /** Also for an attempt the provider has not seen yet: it will then decline it when it arrives. */
  void(attempt: string): Promise<Authorisation>;
  /**
   * Gives captured money back, the whole or a part of it in minor units, once per `refund` key. Answers `refunded` when this
   * refund is done, also if it was a part (`find` says `captured` until nothing is left). Rejects if more than is left is asked for.
   */
  refund(attempt: string, options: { readonly refund: string; readonly amountMinor: number }): Promise<Authorisation>;
}
