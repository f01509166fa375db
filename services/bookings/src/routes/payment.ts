import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { BookingResource, idOf, PaymentBody, Problem } from '@myevents/contracts';
import { ProblemError, touch } from '@myevents/http-kit';
import { Type } from 'typebox';
import { toBookingResource } from '../booking-resource.ts';
import { toIdempotentRequest } from '../idempotency-key.ts';
import { personIdOf, readPeople } from '../personal.ts';
import { showStream } from '../streams.ts';
import { keepPrivate, type RouteContext } from './context.ts';

/** `POST /v1/bookings/{bookingId}/payment`: pays, or confirms what costs nothing. */
export const paymentRoutes: FastifyPluginAsyncTypebox<RouteContext> = async (app, context) => {
  const { bookings, pay, payments, hash, store, clock } = context;

  function readToken({ method, token }: PaymentBody): string {
    const refuse = (pointer: string, detail: string) =>
      new ProblemError('validation-failed', { errors: [{ pointer, detail }] });
    if (method === 'free') {
      if (token !== undefined) throw refuse('/token', 'must be left out where nothing is paid');
      return '';
    }
    if (method !== payments.name) throw refuse('/method', `must be ${JSON.stringify(payments.name)} or "free"`);
    if (token === undefined) throw refuse('/token', 'is needed for this method');
    return token;
  }

  const schema = {
    operationId: 'payBooking',
    tags: ['bookings'],
    summary: 'Pay a held booking: 200 confirmed, 202 not known yet, 402 declined',
    params: Type.Object({ bookingId: idOf('booking') }),
    body: PaymentBody,
    response: { 200: BookingResource, 202: BookingResource, default: Problem },
  };
  app.post('/v1/bookings/:bookingId/payment', { schema }, async (request, reply) => {
    const { bookingId } = request.params;
    const { method } = request.body;
    const token = readToken(request.body);
    const booking = await bookings.get(bookingId);
    const { userId, showId } = booking.document;
    const about = { bookingId, ...request.body };
    const order = { booking, method, token, ...toIdempotentRequest(request, { userId, about, hash }) };
    const paid = await pay(order);
    keepPrivate(reply.code(paid.status));
    touch(reply, [{ stream: showStream(showId), version: paid.booking.version }]);
    const [person = {}] = await readPeople(store.documents, [personIdOf({ id: bookingId, ...booking.document })]);
    return toBookingResource(paid.booking, person, paid.at ?? clock.now());
  });
};
