import type { IdKind, UserResource } from '@myevents/contracts';
import type { Clock, PaymentProvider, Store } from '@myevents/ports';
import type { FastifyReply } from 'fastify';
import type { AvailabilityStreams } from '../availability/streams.ts';
import type { Bookings } from '../bookings.ts';
import type { Heard } from '../catalogue/heard.ts';
import type { Entries } from '../entries.ts';
import type { Pay } from '../payments/pay.ts';
import type { Sales } from '../sale/sales.ts';
import type { KeyedHash } from '../secrets.ts';
import type { Users } from '../users/users.ts';
import type { WaitFor } from '../waiting.ts';

/** All that the routes of this service need. */
export interface RouteContext {
  readonly store: Store;
  readonly clock: Clock;
  readonly sales: Sales;
  readonly bookings: Bookings;
  readonly entries: Entries;
  readonly users: Users;
  readonly eraseUser: (userId: string) => Promise<UserResource>;
  readonly pay: Pay;
  readonly payments: Pick<PaymentProvider, 'name'>;
  readonly streams: AvailabilityStreams;
  readonly waitFor: WaitFor;
  readonly heard: Pick<Heard, 'until'>;
  readonly hash: KeyedHash;
  readonly newId: (kind: IdKind) => string;
  /** Aborted when the service stops: long polls then answer what there is. */
  readonly closing: AbortSignal;
}

/** What is somebody's own is kept by no cache. */
export function keepPrivate(reply: FastifyReply): void {
  reply.header('cache-control', 'private, no-store');
}

/** Aborted when the client has gone or the service stops. */
export function endOf(reply: FastifyReply, closing: AbortSignal): AbortSignal {
  const gone = new AbortController();
  reply.raw.once('close', () => gone.abort());
  return AbortSignal.any([gone.signal, closing]);
}
