import { hash, randomBytes } from 'node:crypto';
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { BookingResource, type EventResource, Label, strict, UserId } from '@myevents/contracts';
import { ProblemError, touch } from '@myevents/http-kit';
import type { Clock } from '@myevents/ports';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import type { ApiClient } from '../api-client.ts';
import { createOkEvent } from './create-okevent.ts';
import { findEventByName, listEvents } from './list-events.ts';
import { OkEvent, OkEventBody } from './okevent.ts';
import { toOkEvents } from './read-okevents.ts';
import { reserve, type Wish } from './reserve.ts';
import { FoundEvent, FoundQuery, searchFound } from './search-found.ts';
import { callApi } from './upstream.ts';

export interface OlderShapesOptions {
  readonly api: ApiClient;
  readonly clock: Clock;
}

const tags = ['Older shapes'];
const Seats = Type.Integer({ minimum: 1, maximum: 10 });
const SeatsBody = Type.Object({ seats: Seats }, strict);
const ReservationBody = Type.Object(
  {
    api_key: Type.Optional(Type.String({ maxLength: 500, description: 'Taken and not looked at' })),
    userId: UserId,
    tickets: Type.Array(Type.Object({ type: Type.String({ minLength: 1, maxLength: 100 }), quantity: Seats }, strict), {
      minItems: 1,
      maxItems: 10,
    }),
    eventId: Label(100),
  },
  strict,
);

/** The routes and shapes of earlier systems, translated to the API of today and back. Nothing of them is known elsewhere. */
export const olderShapes: FastifyPluginAsyncTypebox<OlderShapesOptions> = async (app, { api, clock }) => {
  const listSchema = {
    operationId: 'listOkEvents',
    summary: 'All published events; after 1000 a Link leads on',
    tags,
    querystring: Type.Object({ cursor: Type.Optional(Type.String({ minLength: 1, maxLength: 2100 })) }, strict),
    response: { 200: Type.Array(OkEvent) },
  };
  app.get('/events', { schema: listSchema }, async ({ query: { cursor } }, reply) => {
    const { events, next } = await listEvents(api, cursor);
    if (next !== null) reply.header('link', `</events?cursor=${encodeURIComponent(next)}>; rel="next"`);
    sharePublicly(reply);
    return toOkEvents(api, events);
  });

  const idSchema = {
    operationId: 'getOkEventById',
    summary: 'The event with this id',
    tags,
    params: Type.Object({ id: Type.String() }),
    response: { 200: OkEvent },
  };
  app.get('/events/id/:id', { schema: idSchema }, async ({ params: { id } }, reply) => {
    const event = await callApi<EventResource>(api, { method: 'GET', path: `/v1/events/${encodeURIComponent(id)}` });
    return answerOne(reply, event.status === 'published' ? event : undefined);
  });

  const nameSchema = {
    operationId: 'getOkEventByName',
    summary: 'The event of this name',
    tags,
    params: Type.Object({ name: Type.String() }),
    response: { 200: OkEvent },
  };
  app.get('/events/name/:name', { schema: nameSchema }, async ({ params: { name } }, reply) =>
    answerOne(reply, await findEventByName(api, name)),
  );

  async function answerOne(reply: FastifyReply, event: EventResource | undefined): Promise<OkEvent> {
    const [found] = event === undefined ? [] : await toOkEvents(api, [event]);
    if (found === undefined) throw new ProblemError('not-found', { detail: 'There is no such event.' });
    sharePublicly(reply);
    return found;
  }

  const createSchema = {
    operationId: 'createOkEvent',
    summary: 'Save an event with its location and halls, published, with a show in each hall',
    tags,
    body: OkEventBody,
    response: { 201: OkEvent },
  };
  app.post('/events', { schema: createSchema }, async (request, reply) => {
    const event = await createOkEvent(api, request.body, readKey(request));
    return reply.code(201).header('location', `/events/id/${event.id}`).header('cache-control', 'no-store').send(event);
  });

  const searchSchema = {
    operationId: 'searchFoundEvents',
    summary: 'Search, with the seats of each next show',
    tags,
    querystring: FoundQuery,
    response: { 200: Type.Array(FoundEvent) },
  };
  app.get('/searchEvents', { schema: searchSchema }, async ({ query }, reply) => {
    reply.header('cache-control', 'private, no-store');
    return searchFound(api, query);
  });

  const seatsSchema = {
    operationId: 'bookSeats',
    summary: 'Hold seats of the next show on sale, in the cheapest tier with room',
    tags,
    params: Type.Object({ eventId: Type.String() }),
    body: SeatsBody,
    response: { 201: BookingResource },
  };
  app.post('/events/:eventId/bookings', { schema: seatsSchema }, async (request, reply) => {
    const { seats } = request.body;
    const guest = createGuest(request, 'seats');
    const userId = `guest-${guest}`;
    return hold(request, reply, {
      eventId: request.params.eventId,
      userId,
      guest,
      wishes: [{ type: undefined, quantity: seats }],
    });
  });

  const reserveSchema = {
    operationId: 'reserveTickets',
    summary: 'Hold tickets of the next show on sale',
    tags,
    body: ReservationBody,
    response: { 201: BookingResource },
  };
  app.post('/reserveTickets', { schema: reserveSchema }, async (request, reply) => {
    const { userId, tickets, eventId } = request.body;
    return hold(request, reply, { eventId, userId, guest: createGuest(request, userId), wishes: tickets });
  });

  interface Hold {
    readonly eventId: string;
    readonly userId: string;
    readonly guest: string;
    readonly wishes: readonly Wish[];
  }

  async function hold(request: FastifyRequest, reply: FastifyReply, { guest, ...wanted }: Hold) {
    const idempotencyKey = readKey(request);
    const booking = await reserve(api, clock.now(), { ...wanted, name: `Guest ${guest}`, idempotencyKey });
    reply.code(201).header('location', `/v1/bookings/${booking.id}`).header('cache-control', 'private, no-store');
    return booking;
  }
};

function sharePublicly(reply: FastifyReply): void {
  touch(reply, [{ stream: 'catalogue' }, { stream: 'search' }]);
  reply.header('cache-control', 'public, max-age=1');
}

function readKey(request: FastifyRequest): string | undefined {
  const key = request.headers['idempotency-key'];
  return typeof key === 'string' ? key : undefined;
}

const guestLetters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** A code to stand in for the name older clients do not give; the same again for a request with the same Idempotency-Key. */
function createGuest(request: FastifyRequest, scope: string): string {
  const key = readKey(request);
  const bytes =
    key === undefined ? randomBytes(10) : hash('sha256', JSON.stringify([scope, key]), 'buffer').subarray(0, 10);
  return Array.from(bytes, (byte) => guestLetters.charAt(byte % 32)).join('');
}
