import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Instant, idOf, lastInstantMs, Problem, strict } from '@myevents/contracts';
import { ProblemError } from '@myevents/http-kit';
import type { Clock } from '@myevents/ports';
import { Type } from 'typebox';
import type { HallSlots } from '../catalogue/hall-slots.ts';
import { toEpochMs, toInstant } from '../resources/instant.ts';

export interface HallRoutesOptions {
  readonly slots: HallSlots;
  readonly clock: Clock;
}

const HallParams = Type.Object({ hallId: idOf('hall') });
const CalendarQuery = Type.Object(
  {
    from: Type.Optional({ ...Instant, description: 'RFC 3339; left out: now' }),
    to: Type.Optional({ ...Instant, description: 'RFC 3339; left out: a year after from' }),
  },
  strict,
);
const Calendar = Type.Object(
  {
    hallId: idOf('hall'),
    from: Instant,
    to: Instant,
    slots: Type.Array(
      Type.Object({ showId: idOf('show'), eventId: idOf('event'), startsAt: Instant, endsAt: Instant }, strict),
    ),
  },
  strict,
);
const yearMs = 366 * 24 * 60 * 60_000;

export const hallRoutes: FastifyPluginAsyncTypebox<HallRoutesOptions> = async (app, { slots, clock }) => {
  app.get(
    '/v1/halls/:hallId/calendar',
    {
      schema: {
        operationId: 'getHallCalendar',
        summary: 'When a hall is taken by which show',
        tags: ['locations'],
        params: HallParams,
        querystring: CalendarQuery,
        response: { 200: Calendar, '4xx': Problem },
      },
    },
    async ({ params: { hallId }, query }, reply) => {
      const from = query.from === undefined ? clock.now() : toEpochMs(query.from);
      const to = query.to === undefined ? Math.min(from + yearMs, lastInstantMs) : toEpochMs(query.to);
      if (to < from) {
        throw new ProblemError('validation-failed', {
          errors: [{ pointer: '?to', detail: 'must not be before from' }],
        });
      }
      reply.header('cache-control', 'no-cache');
      const taken = await slots.list(hallId, { from, to });
      return {
        hallId,
        from: toInstant(from),
        to: toInstant(to),
        slots: taken.map(({ showId, eventId, startsAt, endsAt }) => ({
          showId,
          eventId,
          startsAt: toInstant(startsAt),
          endsAt: toInstant(endsAt),
        })),
      };
    },
  );
};
