import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { EventState } from '@myevents/catalog';
import {
  Empty,
  EventBody,
  EventFacets,
  EventFacetsQuery,
  EventHit,
  EventPatch,
  EventResource,
  EventSearchQuery,
  idOf,
  ListOf,
  Problem,
} from '@myevents/contracts';
import { expectedVersion, ProblemError } from '@myevents/http-kit';
import type { DocumentStore } from '@myevents/ports';
import type { FastifyReply } from 'fastify';
import { Type } from 'typebox';
import type { Events } from '../catalogue/events.ts';
import { collections } from '../collections.ts';
import type { EventDocument, LocationDocument } from '../documents.ts';
import { readIdempotency } from '../idempotency.ts';
import { toEventDocument } from '../projections/event.ts';
import { toEventChanges, toEventDetails } from '../resources/from-body.ts';
import { toEvent } from '../resources/to-event.ts';
import type { EventSearch } from '../search/search-events.ts';
import { answerList, answerRead, answerWrite } from './answers.ts';

export interface EventRoutesOptions {
  readonly events: Events;
  readonly documents: DocumentStore;
  readonly search: EventSearch;
}

const EventParams = Type.Object({ eventId: idOf('event') });
const tags = ['events'];

export const eventRoutes: FastifyPluginAsyncTypebox<EventRoutesOptions> = async (
  app,
  { events, documents, search },
) => {
  app.post(
    '/v1/events',
    {
      schema: {
        operationId: 'createEvent',
        summary: 'Create an event; it is born a draft',
        tags,
        body: EventBody,
        response: { 201: EventResource, '4xx': Problem },
      },
    },
    async (request, reply) => {
      const state = await events.create(toEventDetails(request.body), readIdempotency(request));
      return reply
        .code(201)
        .header('location', `/v1/events/${state.id}`)
        .send(await written(reply, state));
    },
  );

  app.get(
    '/v1/events',
    {
      schema: {
        operationId: 'searchEvents',
        summary: 'Search published events',
        description:
          'Without startTime only events that are not over. Sorted by relevance where there is a keyword, else by time. ' +
          'An event that has one of the preferred tags, or is of that type, comes before those that do not.',
        tags,
        querystring: EventSearchQuery,
        response: { 200: ListOf(EventHit), '4xx': Problem },
      },
    },
    async ({ query }, reply) => {
      const page = await search.search(query);
      answerList(reply, 'search');
      return page;
    },
  );

  app.get(
    '/v1/events/facets',
    {
      schema: {
        operationId: 'countEvents',
        summary: 'Count published events by type, country and city, for the filters beside a search',
        description:
          'Takes the filters of the search. Each list is counted without its own filter but with all others, so that it shows ' +
          'what choosing another value would find.',
        tags,
        querystring: EventFacetsQuery,
        response: { 200: EventFacets, '4xx': Problem },
      },
    },
    async ({ query }, reply) => {
      const facets = await search.facets(query);
      answerList(reply, 'search');
      return facets;
    },
  );

  app.get(
    '/v1/events/:eventId',
    {
      schema: {
        operationId: 'getEvent',
        summary: 'Read an event',
        tags,
        params: EventParams,
        response: { 200: EventResource, '4xx': Problem },
      },
    },
    async ({ params: { eventId } }, reply) => {
      const stored = await documents.get<EventDocument>(collections.events, eventId);
      if (stored === undefined) throw new ProblemError('not-found', { detail: 'There is no such event.' });
      const location = await documents.get<LocationDocument>(collections.locations, stored.document.locationId);
      answerRead(reply, stored.version, [
        { stream: `event/${eventId}`, version: stored.version },
        ...(location === undefined ? [] : [{ stream: `location/${location.id}`, version: location.version }]),
      ]);
      return toEvent(stored, location?.document);
    },
  );

  app.patch(
    '/v1/events/:eventId',
    {
      schema: {
        operationId: 'changeEvent',
        summary: 'Change an event',
        tags,
        params: EventParams,
        body: EventPatch,
        response: { 200: EventResource, '4xx': Problem },
      },
    },
    async (request, reply) => {
      const changes = { details: toEventChanges(request.body), ifVersion: expectedVersion(request) };
      return written(reply, await events.change(request.params.eventId, changes));
    },
  );

  const steps = [
    ['publish', 'publishEvent', 'Publish an event: from now on it is found, and its shows are on sale'],
    ['cancel', 'cancelEvent', 'Cancel an event with its shows that are not over'],
  ] as const;
  for (const [step, operationId, summary] of steps) {
    app.post(
      `/v1/events/:eventId/${step}`,
      {
        schema: {
          operationId,
          summary,
          tags,
          params: EventParams,
          body: Empty,
          response: { 200: EventResource, '4xx': Problem },
        },
      },
      async (request, reply) => {
        readIdempotency(request);
        return written(reply, await events[step](request.params.eventId, expectedVersion(request)));
      },
    );
  }

  async function written(reply: FastifyReply, state: EventState): Promise<EventResource> {
    const { id, version, details } = state;
    answerWrite(reply, version, { stream: `event/${id}`, version });
    const location = await documents.get<LocationDocument>(collections.locations, details.locationId);
    return toEvent({ version, document: toEventDocument(state) }, location?.document);
  }
};
