import { randomUUID } from 'node:crypto';
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Problem, strict, UserBody, UserId, UserPatch, UserResource } from '@myevents/contracts';
import { expectedVersion, touch, versionTag } from '@myevents/http-kit';
import type { FastifyReply } from 'fastify';
import { Type } from 'typebox';
import { readIdempotencyKey, toIdempotentRequest } from '../idempotency-key.ts';
import { userStream } from '../streams.ts';
import { keepPrivate, type RouteContext } from './context.ts';

/** `/v1/users`: who books, under whatever id the client chose. */
export const userRoutes: FastifyPluginAsyncTypebox<RouteContext> = async (app, context) => {
  const { users, eraseUser, hash } = context;
  const params = Type.Object({ userId: UserId }, strict);
  const response = { 200: UserResource, default: Problem };
  const tags = ['users'];

  function answer(reply: FastifyReply, user: UserResource): UserResource {
    keepPrivate(reply);
    reply.header('etag', versionTag(user.version));
    touch(reply, [{ stream: userStream(user.id), version: user.version }]);
    return user;
  }

  app.post(
    '/v1/users',
    {
      schema: {
        operationId: 'createUser',
        tags,
        summary: 'Make a user; without an id it gets one',
        body: UserBody,
        response: { 201: UserResource, default: Problem },
      },
    },
    async (request, reply) => {
      const { id: givenId, ...personal } = request.body;
      const key = readIdempotencyKey(request);
      // A request that is repeated has to meet the user it made: without an id of its own it is found by its key.
      const made = key === undefined ? randomUUID() : hash.of(`user ${key}`);
      const id = givenId ?? `usr_${made}`;
      const about = { userId: id, about: request.body, hash };
      const user = await users.create({ id, personal, ...toIdempotentRequest(request, about) });
      reply.code(201).header('location', `/v1/users/${encodeURIComponent(user.id)}`);
      return answer(reply, user);
    },
  );

  app.get(
    '/v1/users/:userId',
    { schema: { operationId: 'getUser', tags, summary: 'A user', params, response } },
    async (request, reply) => answer(reply, await users.get(request.params.userId)),
  );

  app.patch(
    '/v1/users/:userId',
    { schema: { operationId: 'changeUser', tags, summary: 'Change a user', params, body: UserPatch, response } },
    async (request, reply) =>
      answer(reply, await users.change(request.params.userId, request.body, expectedVersion(request))),
  );

  app.delete(
    '/v1/users/:userId',
    {
      schema: {
        operationId: 'eraseUser',
        tags,
        summary: 'Erase what is known of a person; bookings stay valid under their codes',
        params,
        response,
      },
    },
    async (request, reply) => answer(reply, await eraseUser(request.params.userId)),
  );
};
