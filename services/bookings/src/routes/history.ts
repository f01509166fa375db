import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { ShowEvent } from '@myevents/booking';
import { HistoryItem, idOf, ListOf, PageQuery, Problem, strict } from '@myevents/contracts';
import { ProblemError } from '@myevents/http-kit';
import { Type } from 'typebox';
import { collections } from '../collections.ts';
import { readHistory, readLedger } from '../history/ledger.ts';
import { keepPrivate, type RouteContext } from './context.ts';

const LedgerQuery = Type.Object(
  {
    from: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: Number.MAX_SAFE_INTEGER,
        description: 'The version to begin with; a cursor goes on where it was given',
      }),
    ),
    ...PageQuery,
  },
  strict,
);

/** Why: what happened to a booking, a waitlist entry or a whole show, and by which rule. */
export const historyRoutes: FastifyPluginAsyncTypebox<RouteContext> = async (
  app,
  { bookings, entries, store, sales },
) => {
  const response = { 200: ListOf(HistoryItem), default: Problem };
  const tags = ['history'];

  app.get(
    '/v1/bookings/:bookingId/history',
    {
      schema: {
        operationId: 'getBookingHistory',
        tags,
        summary: 'What happened to a booking, and by which rule',
        params: Type.Object({ bookingId: idOf('booking') }),
        response,
      },
    },
    async (request, reply) => {
      const { bookingId } = request.params;
      const { document } = await bookings.get(bookingId);
      const isAbout = (event: ShowEvent) => isOf(event, { bookingId, entryId: document.entryId });
      const versions = await withJoin(document.versions, document.entryId);
      keepPrivate(reply);
      return { items: [...(await readHistory(store.log, document.showId, { versions, isAbout }))], next: null };
    },
  );

  app.get(
    '/v1/waitlist/:entryId/history',
    {
      schema: {
        operationId: 'getWaitlistHistory',
        tags,
        summary: 'What happened to a place in line, and by which rule',
        params: Type.Object({ entryId: idOf('waitlistEntry') }),
        response,
      },
    },
    async (request, reply) => {
      const { entryId } = request.params;
      const { showId, entry } = await entries.get(entryId);
      const { bookingId, version } = entry;
      const booking = bookingId === undefined ? undefined : (await bookings.get(bookingId)).document;
      const versions = await withJoin([...(booking?.versions ?? []), version], entryId);
      const isAbout = (event: ShowEvent) => isOf(event, { bookingId, entryId });
      keepPrivate(reply);
      return { items: [...(await readHistory(store.log, showId, { versions, isAbout }))], next: null };
    },
  );

  /** A booking that was an offer began with the entry's place in line. */
  async function withJoin(versions: readonly number[], entryId: string | undefined): Promise<readonly number[]> {
    const join = entryId === undefined ? undefined : await store.documents.get(collections.joins, entryId);
    return [...new Set([...(join ? [join.version] : []), ...versions])].sort((one, other) => one - other);
  }

  app.get(
    '/v1/shows/:showId/ledger',
    {
      schema: {
        operationId: 'getShowLedger',
        tags,
        summary: 'All that ever happened to a show, in order, without names',
        params: Type.Object({ showId: idOf('show') }),
        querystring: LedgerQuery,
        response,
      },
    },
    async (request, reply) => {
      const { showId } = request.params;
      const { limit = 20, cursor, from = 1 } = request.query;
      if ((await sales.view(showId)).version === 0) {
        throw new ProblemError('not-found', { detail: 'There is no such show.' });
      }
      keepPrivate(reply);
      const { items, next } = await readLedger(store.log, showId, { limit, cursor, from });
      return { items: [...items], next };
    },
  );
};

function isOf(
  event: ShowEvent,
  ids: { readonly bookingId: string | undefined; readonly entryId: string | undefined },
): boolean {
  const isBooking = ids.bookingId !== undefined && 'bookingId' in event && event.bookingId === ids.bookingId;
  const isEntry = ids.entryId !== undefined && 'entryId' in event && event.entryId === ids.entryId;
  return isBooking || isEntry || (event.type === 'PersonalErased' && isErased(event, ids));
}

function isErased(
  { bookingIds, entryIds }: Extract<ShowEvent, { type: 'PersonalErased' }>,
  ids: { readonly bookingId: string | undefined; readonly entryId: string | undefined },
): boolean {
  return bookingIds.includes(ids.bookingId ?? '') || entryIds.includes(ids.entryId ?? '');
}
