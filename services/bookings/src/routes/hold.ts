import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { normaliseName, type TicketLine } from '@myevents/booking';
import { BookingBody, BookingResource, idOf, Problem } from '@myevents/contracts';
import { ProblemError, touch } from '@myevents/http-kit';
import { Type } from 'typebox';
import { readBookingAsOf } from '../booking-as-of.ts';
import { toBookingResource } from '../booking-resource.ts';
import { newBookingCode } from '../codes.ts';
import { toIdempotentRequest } from '../idempotency-key.ts';
import { readPeople, toPerson, toPersonal } from '../personal.ts';
import type { StoredBooking } from '../projections/booking-document.ts';
import { toProblem } from '../refusal-problems.ts';
import { showStream } from '../streams.ts';
import { keepPrivate, type RouteContext } from './context.ts';

type Line = BookingBody['tickets'][number];

/** `POST /v1/shows/{showId}/bookings`: all tickets of the request are held, or none. */
export const holdRoutes: FastifyPluginAsyncTypebox<RouteContext> = async (app, context) => {
  const { sales, hash, newId, store, bookings } = context;

  const schema = {
    operationId: 'holdTickets',
    tags: ['bookings'],
    summary: 'Hold tickets: all of them or none',
    params: Type.Object({ showId: idOf('show') }),
    body: BookingBody,
    response: { 201: BookingResource, default: Problem },
  };
  app.post('/v1/shows/:showId/bookings', { schema }, async (request, reply) => {
    const { showId } = request.params;
    const { userId, name, email, tickets } = request.body;
    const personal = toPersonal({ name, email, ticketNames: readTicketNames(tickets) });
    const ticketIds = Array.from({ length: countTickets(tickets) }, () => newId('ticket'));
    const booking = { bookingId: newId('booking'), code: newBookingCode(), ticketIds };
    const outcome = await sales.submit(showId, {
      type: 'HoldTickets',
      booking,
      userId,
      nameKey: hash.of(normaliseName(name)),
      lines: tickets.map(toLine),
      personal,
      ...toIdempotentRequest(request, { userId, about: { showId, ...request.body }, hash }),
    });
    const { decision, version, at } = outcome;
    if (decision.outcome === 'refused') throw toProblem(decision.refusal);
    keepPrivate(reply.code(201));
    touch(reply, [{ stream: showStream(showId), version }]);
    if (decision.outcome === 'repeated') {
      const first = await repeated(decision.subject, decision.version);
      reply.header('location', `/v1/bookings/${first.id}`);
      return first;
    }
    reply.header('location', `/v1/bookings/${booking.bookingId}`);
    if (!outcome.booking) throw new Error('a hold that was accepted has its booking');
    const held = { id: booking.bookingId, version, document: outcome.booking };
    const ids = outcome.booking.tickets.map(({ id }) => id);
    return toBookingResource(held, toPerson(personal, ids), at);
  });

  async function repeated(subject: { kind: string; id?: string }, version: number): Promise<BookingResource> {
    const present: StoredBooking = await bookings.get(subject.id ?? '');
    const isLast = ({ type }: { type: string }) => type === 'TicketsHeld';
    const { booking, at } = await readBookingAsOf(store.log, present, { version, isLast });
    const [person = {}] = await readPeople(store.documents, [booking.id]);
    return toBookingResource(booking, person, at);
  }
};

function sizeOf(line: Line): number {
  return 'seats' in line ? line.seats.length : line.quantity;
}

function countTickets(lines: readonly Line[]): number {
  return lines.reduce((sum, line) => sum + sizeOf(line), 0);
}

function toLine(line: Line): TicketLine {
  return 'seats' in line ? { tier: line.tier, seats: line.seats } : { tier: line.tier, quantity: line.quantity };
}

/** One a ticket in the order of the lines, null where none was given; undefined where no line gives any. */
function readTicketNames(lines: readonly Line[]): readonly (string | null)[] | undefined {
  if (lines.every(({ names }) => names === undefined)) return undefined;
  return lines.flatMap((line, index) => {
    const { names = [] } = line;
    const size = sizeOf(line);
    if (names.length > size) {
      const detail = `must have at most as many names as the line has tickets: ${size}`;
      throw new ProblemError('validation-failed', { errors: [{ pointer: `/tickets/${index}/names`, detail }] });
    }
    return Array.from({ length: size }, (_, ticket) => names[ticket] ?? null);
  });
}
