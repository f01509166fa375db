import { BookingBody, BookingResource, EventHit, EventSearchQuery, idOf, ListOf, newId } from '@myevents/contracts';
import { touch } from '@myevents/http-kit';
import type { FastifyPluginAsync } from 'fastify';
import { Type } from 'typebox';

/** One event that is easy to recognise, with a name that would be a script if it were not escaped. */
export const oneEvent: EventHit = {
  id: newId('event'),
  name: 'Circus <script>alert(1)</script>',
  type: 'circus',
  locationId: newId('location'),
  duration: 120,
  tags: [],
  status: 'published',
  location: {
    id: newId('location'),
    name: 'Tempodrom',
    address: { city: 'Berlin', countryCode: 'DE' },
    timeZone: 'Europe/Berlin',
  },
  totalSeats: 100,
  showCount: 1,
  firstStartsAt: '2027-05-01T18:00:00.000Z',
  nextShow: { id: newId('show'), startsAt: '2027-05-01T18:00:00.000Z', endsAt: '2027-05-01T20:00:00.000Z' },
  priceFrom: { amount: 1500, currency: 'JPY' },
  createdAt: '2027-01-01T00:00:00.000Z',
  updatedAt: '2027-01-01T00:00:00.000Z',
  version: 3,
};

/** Routes as the services declare them, for the reference and the start page. */
export const fakeCatalogue: FastifyPluginAsync = async (app) => {
  const list = { operationId: 'searchEvents', querystring: EventSearchQuery, response: { 200: ListOf(EventHit) } };
  app.get('/v1/events', { schema: list }, async (_request, reply) => {
    touch(reply, [{ stream: 'search' }]);
    return reply.header('cache-control', 'public, max-age=5').send({ items: [oneEvent], next: null });
  });
  const hold = {
    operationId: 'holdTickets',
    summary: 'Hold tickets',
    params: Type.Object({ showId: idOf('show') }),
    headers: Type.Object({ 'idempotency-key': Type.Optional(Type.String()) }),
    body: BookingBody,
    response: { 201: BookingResource },
  };
  app.post('/v1/shows/:showId/bookings', { schema: hold }, async () => ({}));
};
