import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { BookingResource, BookingSearchQuery, Empty, idOf, ListOf, Problem } from '@myevents/contracts';
import { touch } from '@myevents/http-kit';
import type { FastifyReply } from 'fastify';
import { Type } from 'typebox';
import { readBookingAsOf } from '../booking-as-of.ts';
import { toBookingResource } from '../booking-resource.ts';
import { toIdempotentRequest } from '../idempotency-key.ts';
import { personIdOf, readPeople } from '../personal.ts';
import type { StoredBooking } from '../projections/booking-document.ts';
import { toBookingProblem } from '../refusal-problems.ts';
import type { Outcome, UntimedCommand } from '../sale/commands.ts';
import { createBookingSearch } from '../search.ts';
import { showStream } from '../streams.ts';
import { keepPrivate, type RouteContext } from './context.ts';

/** `/v1/bookings`: read, search, give back, extend. */
export const bookingRoutes: FastifyPluginAsyncTypebox<RouteContext> = async (app, context) => {
  const { sales, bookings, store, clock, hash } = context;
  const search = createBookingSearch(context);
  const params = Type.Object({ bookingId: idOf('booking') });
  const response = { 200: BookingResource, default: Problem };
  const tags = ['bookings'];

  async function toResource(booking: StoredBooking, now = clock.now()): Promise<BookingResource> {
    const [person = {}] = await readPeople(store.documents, [personIdOf({ id: booking.id, ...booking.document })]);
    return toBookingResource(booking, person, now);
  }

  /** Gives the show a command about a booking, and answers the booking as it then is. */
  async function change(
    bookingId: string,
    toCommand: (booking: StoredBooking) => UntimedCommand,
    reply: FastifyReply,
  ): Promise<{ readonly outcome: Outcome; readonly booking: StoredBooking }> {
    const before = await bookings.get(bookingId);
    const { showId } = before.document;
    const outcome = await sales.submit(showId, toCommand(before));
    const { decision, version } = outcome;
    if (decision.outcome === 'refused') throw toBookingProblem(decision.refusal, before);
    keepPrivate(reply);
    touch(reply, [{ stream: showStream(showId), version }]);
    const document = outcome.booking;
    return { outcome, booking: document ? { id: bookingId, version, document } : await bookings.get(bookingId) };
  }

  app.get(
    '/v1/bookings',
    {
      schema: {
        operationId: 'searchBookings',
        tags,
        summary: 'Bookings by user, show, event, name, status and time, the newest first',
        querystring: BookingSearchQuery,
        response: { 200: ListOf(BookingResource), default: Problem },
      },
    },
    async (request, reply) => {
      keepPrivate(reply);
      const { items, next } = await search(request.query);
      const people = await readPeople(
        store.documents,
        items.map(({ id, document }) => personIdOf({ id, ...document })),
      );
      const now = clock.now();
      const found = items.map((booking, index) => toBookingResource(booking, people[index] ?? {}, now));
      // Whose data was erased is found by name no more: only the sale still knows its hash, for rule 3.
      const isByName = request.query.name !== undefined;
      return { items: isByName ? found.filter(({ name }) => name !== undefined) : found, next };
    },
  );

  app.get(
    '/v1/bookings/:bookingId',
    { schema: { operationId: 'getBooking', tags, summary: 'A booking', params, response } },
    async (request, reply) => {
      keepPrivate(reply);
      return toResource(await bookings.get(request.params.bookingId));
    },
  );

  app.delete(
    '/v1/bookings/:bookingId',
    {
      schema: {
        operationId: 'endBooking',
        tags,
        summary: 'Release a hold, or cancel a confirmed booking and get the money back',
        params,
        response,
      },
    },
    async (request, reply) => {
      const { bookingId } = request.params;
      const before = await bookings.get(bookingId);
      keepPrivate(reply);
      if (before.document.endedAt !== undefined) return toResource(before);
      const { booking } = await change(bookingId, () => ({ type: 'EndBooking', bookingId }), reply);
      return toResource(booking);
    },
  );

  app.delete(
    '/v1/bookings/:bookingId/tickets/:ticketId',
    {
      schema: {
        operationId: 'returnTicket',
        tags,
        summary: 'Give one ticket back; the last one ends the booking',
        params: Type.Object({ bookingId: idOf('booking'), ticketId: idOf('ticket') }),
        response,
      },
    },
    async (request, reply) => {
      const { bookingId, ticketId } = request.params;
      const command = { type: 'ReturnTicket', bookingId, ticketId } as const;
      return toResource((await change(bookingId, () => command, reply)).booking);
    },
  );

  app.post(
    '/v1/bookings/:bookingId/extension',
    {
      schema: {
        operationId: 'extendHold',
        tags,
        summary: 'Make a hold last longer, where the show allows it',
        params,
        body: Empty,
        response,
      },
    },
    async (request, reply) => {
      const { bookingId } = request.params;
      const { outcome, booking } = await change(
        bookingId,
        ({ document: { userId } }) => ({
          type: 'ExtendHold',
          bookingId,
          ...toIdempotentRequest(request, { userId, about: { bookingId }, hash }),
        }),
        reply,
      );
      if (outcome.decision.outcome !== 'repeated') return toResource(booking, outcome.at);
      const { version } = outcome.decision;
      const isLast = ({ type }: { type: string }) => type === 'HoldExtended';
      const first = await readBookingAsOf(store.log, booking, { version, isLast });
      return toResource(first.booking, first.at);
    },
  );
};
