import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { normaliseName } from '@myevents/booking';
import {
  idOf,
  ListOf,
  Problem,
  strict,
  WaitlistBody,
  WaitlistEntry,
  WaitlistQuery,
  WaitQuery,
} from '@myevents/contracts';
import { ProblemError, touch } from '@myevents/http-kit';
import { Type } from 'typebox';
import { newBookingCode } from '../codes.ts';
import { toEntryResource } from '../entries.ts';
import { createEntryList } from '../entry-list.ts';
import { toIdempotentRequest } from '../idempotency-key.ts';
import { toPersonal } from '../personal.ts';
import { toProblem } from '../refusal-problems.ts';
import { showStream } from '../streams.ts';
import { endOf, keepPrivate, type RouteContext } from './context.ts';

/** The waitlist: join, list, look or wait for news, leave. */
export const waitlistRoutes: FastifyPluginAsyncTypebox<RouteContext> = async (app, context) => {
  const { sales, entries, hash, newId, closing } = context;
  const list = createEntryList(context);
  const params = Type.Object({ entryId: idOf('waitlistEntry') });
  const tags = ['waitlist'];

  app.post(
    '/v1/shows/:showId/waitlist',
    {
      schema: {
        operationId: 'joinWaitlist',
        tags,
        summary: 'Stand in line for tickets of one tier: the whole or nothing, first come, first served',
        params: Type.Object({ showId: idOf('show') }),
        body: WaitlistBody,
        response: { 201: WaitlistEntry, default: Problem },
      },
    },
    async (request, reply) => {
      const { showId } = request.params;
      const { userId, name, email, tickets } = request.body;
      const [line] = tickets;
      if (!line) throw new ProblemError('validation-failed');
      const entryId = newId('waitlistEntry');
      const ticketIds = Array.from({ length: line.quantity }, () => newId('ticket'));
      const { decision, version, entry } = await sales.submit(showId, {
        type: 'JoinWaitlist',
        entryId,
        tier: line.tier,
        quantity: line.quantity,
        booking: { bookingId: newId('booking'), code: newBookingCode(), ticketIds },
        userId,
        nameKey: hash.of(normaliseName(name)),
        personal: toPersonal({ name, email }),
        ...toIdempotentRequest(request, { userId, about: { showId, ...request.body }, hash }),
      });
      if (decision.outcome === 'refused') throw toProblem(decision.refusal);
      keepPrivate(reply.code(201));
      touch(reply, [{ stream: showStream(showId), version }]);
      if (decision.outcome === 'repeated' && decision.subject.kind === 'waitlist-entry') {
        reply.header('location', `/v1/waitlist/${decision.subject.id}`);
        return toEntryResource(await entries.asJoined(decision.subject.id));
      }
      reply.header('location', `/v1/waitlist/${entryId}`);
      if (!entry) throw new Error('an entry that was accepted has its place');
      return toEntryResource({ id: entryId, showId, entry, version, lineMovedVersion: version });
    },
  );

  app.get(
    '/v1/shows/:showId/waitlist',
    {
      schema: {
        operationId: 'listWaitlist',
        tags,
        summary: 'Who stands in line for a show, and stood there before, in the order of joining, without names',
        description:
          'There is one line per tier: `position` tells the place in it. `status=waiting` lists the lines as they stand.',
        params: Type.Object({ showId: idOf('show') }),
        querystring: WaitlistQuery,
        response: { 200: ListOf(WaitlistEntry), default: Problem },
      },
    },
    async (request, reply) => {
      const { items, next } = await list(request.params.showId, request.query);
      keepPrivate(reply);
      return { items: items.map(toEntryResource), next };
    },
  );

  app.get(
    '/v1/waitlist/:entryId',
    {
      schema: {
        operationId: 'getWaitlistEntry',
        tags,
        summary: 'A place in line; with `wait` once there is news',
        params,
        querystring: Type.Object(WaitQuery, strict),
        response: { 200: WaitlistEntry, default: Problem },
      },
    },
    async (request, reply) => {
      const { entryId } = request.params;
      const { wait, after } = request.query;
      keepPrivate(reply);
      if (wait === undefined) return toEntryResource(await entries.get(entryId));
      const signal = endOf(reply, closing);
      return toEntryResource(await entries.poll(entryId, { waitMs: wait * 1000, after, signal }));
    },
  );

  app.delete(
    '/v1/waitlist/:entryId',
    {
      schema: {
        operationId: 'leaveWaitlist',
        tags,
        summary: 'Leave the line, or give an offer back',
        params,
        response: { 200: WaitlistEntry, default: Problem },
      },
    },
    async (request, reply) => {
      const { entryId } = request.params;
      const before = await entries.get(entryId);
      keepPrivate(reply);
      const { status } = before.entry;
      if (status !== 'waiting' && status !== 'offered') return toEntryResource(before);
      const { showId } = before;
      const { decision, version, entry } = await sales.submit(showId, { type: 'LeaveWaitlist', entryId });
      if (decision.outcome === 'refused' && decision.refusal.code !== 'not-found') throw toProblem(decision.refusal);
      touch(reply, [{ stream: showStream(showId), version }]);
      if (!entry) return toEntryResource(await entries.get(entryId));
      return toEntryResource({ id: entryId, showId, entry, version, lineMovedVersion: version });
    },
  );
};
