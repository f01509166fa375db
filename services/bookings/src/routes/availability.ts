import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { isDue } from '@myevents/booking';
import { Availability, idOf, Problem, strict, WaitQuery } from '@myevents/contracts';
import { ProblemError, touch } from '@myevents/http-kit';
import type { FastifyReply } from 'fastify';
import { Type } from 'typebox';
import { readFrame } from '../availability/frames.ts';
import { showStream } from '../streams.ts';
import { endOf, type RouteContext } from './context.ts';

/** No cache keeps availability for longer. */
const cachedMsMax = 1_000;

/** `/v1/shows/{showId}/availability`: what is free, held and booked; as a long poll and as a stream too. */
export const availabilityRoutes: FastifyPluginAsyncTypebox<RouteContext> = async (app, context) => {
  const { sales, waitFor, streams, clock, closing } = context;
  const params = Type.Object({ showId: idOf('show') });
  const seats = Type.Optional(Type.Boolean({ description: 'With a letter for every seat' }));
  const tags = ['availability'];

  async function assertShow(showId: string): Promise<void> {
    if ((await sales.view(showId)).version > 0) return;
    throw new ProblemError('not-found', { detail: 'There is no such show.' });
  }

  /** Until when a cache may serve it: availability also changes by time alone. */
  async function expiryOf(showId: string): Promise<number | null> {
    const { wakeAt } = await sales.view(showId);
    const now = clock.now();
    if (wakeAt === null || wakeAt > now) return wakeAt;
    // Money is owed at once, but that shows nowhere here.
    return sales.read(showId, (show) => (isDue(show, now + cachedMsMax) ? now : null));
  }

  app.get(
    '/v1/shows/:showId/availability',
    {
      schema: {
        operationId: 'getAvailability',
        tags,
        summary: 'What is free, held and booked, by tier and by seat; with `after` and `wait` once it changes',
        params,
        querystring: Type.Object({ seats, ...WaitQuery }, strict),
        response: { 200: Availability, default: Problem },
      },
    },
    async (request, reply) => {
      const { showId } = request.params;
      const { seats: hasSeats = false, wait = 0, after = 0 } = request.query;
      await assertShow(showId);
      const read = () => readFrame(sales, showId, { hasSeats });
      if (wait === 0) return answer(reply, { showId, frame: await read() });
      reply.header('cache-control', 'no-store');
      return waitFor({
        showId,
        waitMs: wait * 1000,
        read,
        answersInMs: ({ version }) => (version > after ? 0 : Number.POSITIVE_INFINITY),
        signal: endOf(reply, closing),
      });
    },
  );

  async function answer(
    reply: FastifyReply,
    { showId, frame }: { readonly showId: string; readonly frame: Availability },
  ): Promise<Availability> {
    reply.header('cache-control', `public, max-age=${cachedMsMax / 1000}`);
    touch(reply, [{ stream: showStream(showId), version: frame.version }], { expiresAtMs: await expiryOf(showId) });
    return frame;
  }

  app.get(
    '/v1/shows/:showId/availability/stream',
    {
      schema: {
        operationId: 'streamAvailability',
        tags,
        summary: 'Server-sent events: the whole once, then the tiers and rows that change',
        params,
        querystring: Type.Object({ seats }, strict),
      },
    },
    async (request, reply) => {
      const { showId } = request.params;
      await assertShow(showId);
      const known = Number(request.headers['last-event-id'] ?? Number.NaN);
      reply.hijack();
      reply.raw.writeHead(200, {
        ...(reply.getHeaders() as Record<string, string>),
        'content-type': 'text/event-stream',
        'cache-control': 'no-store',
        'x-accel-buffering': 'no',
      });
      reply.raw.flushHeaders();
      streams.open({
        showId,
        hasSeats: request.query.seats ?? true,
        knownVersion: Number.isSafeInteger(known) ? known : undefined,
        response: reply.raw,
      });
    },
  );
};
