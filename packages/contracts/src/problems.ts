import { Type } from 'typebox';

/** Every code an error can carry, with its status and title. A client may switch on `code`; titles may be reworded. */
export const problems = {
  'validation-failed': { status: 400, title: 'The request is not valid' },
  'malformed-request': { status: 400, title: 'This is not HTTP' },
  'malformed-json': { status: 400, title: 'The body is not JSON' },
  unauthorized: { status: 401, title: 'A key is needed here' },
  'payment-declined': { status: 402, title: 'The payment was declined; the hold stands' },
  forbidden: { status: 403, title: 'This key may not do that' },
  'not-found': { status: 404, title: 'There is nothing here' },
  'method-not-allowed': { status: 405, title: 'This method does not work here' },
  'not-acceptable': { status: 406, title: 'This is available as JSON only' },
  'request-timeout': { status: 408, title: 'The request took too long to arrive' },
  'tickets-unavailable': { status: 409, title: 'Not all of these tickets are available' },
  'name-already-booked': { status: 409, title: 'There is already a booking or a place in line under this name' },
  'sales-not-open': { status: 409, title: 'Sales have not opened yet' },
  'sales-closed': { status: 409, title: 'Sales are closed' },
  'show-cancelled': { status: 409, title: 'The show is cancelled' },
  'payment-in-progress': { status: 409, title: 'Another payment for this booking is under way' },
  'payment-method-unfit': { status: 409, title: 'This booking cannot be paid this way' },
  'capacity-below-sold': { status: 409, title: 'More tickets than that are already taken' },
  'hall-occupied': { status: 409, title: 'The hall has another show at that time' },
  'hall-in-use': { status: 409, title: 'The hall has shows and cannot go' },
  'not-cancellable': { status: 409, title: 'This can no longer be cancelled' },
  'not-extendable': { status: 409, title: 'This hold cannot be extended' },
  'event-cancelled': { status: 409, title: 'The event is cancelled' },
  'not-publishable': { status: 409, title: 'This event cannot be published' },
  'already-exists': { status: 409, title: 'This id is taken' },
  'no-show-on-sale': { status: 409, title: 'This event has no show on sale' },
  'hold-expired': { status: 410, title: 'The hold has expired' },
  gone: { status: 410, title: 'This was erased' },
  'version-conflict': { status: 412, title: 'It has changed since it was read' },
  'body-too-large': { status: 413, title: 'The body is too large' },
  'uri-too-long': { status: 414, title: 'The address is too long' },
  'unsupported-media-type': { status: 415, title: 'The body must be application/json' },
  'ticket-limit-exceeded': { status: 422, title: 'That is more tickets than one buyer may have for a show' },
  'unknown-tier': { status: 422, title: 'The show has no such tier' },
  'unknown-seat': { status: 422, title: 'The tier has no such seat' },
  'unknown-hall': { status: 422, title: 'The location has no such hall' },
  'unknown-location': { status: 422, title: 'There is no such location' },
  'idempotency-key-reused': { status: 422, title: 'This Idempotency-Key was used for another request' },
  'rate-limited': { status: 429, title: 'Too many requests' },
  'request-header-fields-too-large': { status: 431, title: 'The headers are too large' },
  'internal-error': { status: 500, title: 'Something went wrong on our side' },
  overloaded: { status: 503, title: 'Too busy, try again in a moment' },
  'outcome-unknown': { status: 503, title: 'The outcome is not known yet: repeat with the same Idempotency-Key' },
  'service-unavailable': {
    status: 503,
    title: 'This part of the platform does not answer at the moment; nothing was changed',
  },
  'store-unavailable': { status: 503, title: 'The store takes no writes at the moment; nothing was changed' },
} as const satisfies Record<string, { readonly status: number; readonly title: string }>;

export type ProblemCode = keyof typeof problems;

/** RFC 9457. `errors` points at bad fields; codes may add members, such as `shortages` of `tickets-unavailable`. */
export const Problem = Type.Object(
  {
    type: Type.String(),
    title: Type.String(),
    status: Type.Integer(),
    detail: Type.Optional(Type.String()),
    code: Type.String({ enum: Object.keys(problems) }),
    errors: Type.Optional(
      Type.Array(
        Type.Object({
          pointer: Type.String({ description: 'RFC 6901, or `?name` for a query parameter' }),
          detail: Type.String(),
        }),
      ),
    ),
  },
  { additionalProperties: true },
);
export type Problem = Type.Static<typeof Problem>;
