import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { LocationState } from '@myevents/catalog';
import {
  EventHit,
  idOf,
  ListOf,
  Location,
  LocationBody,
  LocationPatch,
  PageQuery,
  Problem,
  strict,
} from '@myevents/contracts';
import { expectedVersion, ProblemError } from '@myevents/http-kit';
import type { Clock, DocumentStore } from '@myevents/ports';
import type { FastifyReply } from 'fastify';
import { Type } from 'typebox';
import type { Locations } from '../catalogue/locations.ts';
import { collections } from '../collections.ts';
import type { HallPlanDocument, LocationDocument } from '../documents.ts';
import { readIdempotency } from '../idempotency.ts';
import { toLocationDocument } from '../projections/location.ts';
import { toLocationChanges, toNewLocation } from '../resources/from-body.ts';
import { toLocation } from '../resources/to-location.ts';
import type { OrganisedPosition } from '../search/query.ts';
import { readSearchCursor, writeSearchCursor } from '../search/search-cursor.ts';
import type { EventSearch } from '../search/search-events.ts';
import type { SearchIndex } from '../search/search-index.ts';
import { answerList, answerRead, answerWrite } from './answers.ts';

export interface LocationRoutesOptions {
  readonly locations: Locations;
  readonly documents: DocumentStore;
  readonly index: SearchIndex;
  readonly search: EventSearch;
  readonly clock: Clock;
}

const LocationParams = Type.Object({ locationId: idOf('location') });
const LocationListQuery = Type.Object(
  {
    organised: Type.Optional(Type.Boolean({ description: 'Only those with published events that are not over' })),
    ...PageQuery,
  },
  strict,
);
const LocationQuery = Type.Object(
  { plans: Type.Optional(Type.Boolean({ description: "With the halls' seating plans" })) },
  strict,
);
const tags = ['locations'];

export const locationRoutes: FastifyPluginAsyncTypebox<LocationRoutesOptions> = async (app, options) => {
  const { locations, documents, index, search, clock } = options;

  app.post(
    '/v1/locations',
    {
      schema: {
        operationId: 'createLocation',
        summary: 'Create a location with its halls',
        tags,
        body: LocationBody,
        response: { 201: Location, '4xx': Problem },
      },
    },
    async (request, reply) => {
      const state = await locations.create(toNewLocation(request.body), readIdempotency(request));
      return reply.code(201).header('location', `/v1/locations/${state.id}`).send(written(reply, state));
    },
  );

  app.get(
    '/v1/locations',
    {
      schema: {
        operationId: 'listLocations',
        summary: 'List locations by name',
        tags,
        querystring: LocationListQuery,
        response: { 200: ListOf(Location), '4xx': Problem },
      },
    },
    async ({ query: { organised = false, limit = 20, cursor } }, reply) => {
      answerList(reply, 'catalogue');
      return organised ? listOrganised(limit, cursor) : listAll(limit, cursor);
    },
  );

  async function listAll(limit: number, cursor: string | undefined) {
    const { items, next } = await documents.find<LocationDocument>({
      collection: collections.locations,
      index: 'by-name',
      key: [],
      limit,
      cursor,
    });
    return { items: items.map((stored) => toLocation(stored)), next };
  }

  async function listOrganised(limit: number, cursor: string | undefined) {
    const after = cursor === undefined ? undefined : readSearchCursor('organised', cursor, ['string', 'string']);
    const page = await index.organised({ now: clock.now(), limit, after: after as OrganisedPosition | undefined });
    const ids = page.locations.map(([, id]) => id);
    const found = ids.length === 0 ? [] : await documents.getMany<LocationDocument>(collections.locations, ids);
    const last = page.locations.at(-1);
    return {
      items: found.filter((stored) => stored !== undefined).map((stored) => toLocation(stored)),
      next: page.hasMore && last !== undefined ? writeSearchCursor('organised', last) : null,
    };
  }

  app.get(
    '/v1/locations/:locationId',
    {
      schema: {
        operationId: 'getLocation',
        summary: 'Read a location',
        tags,
        params: LocationParams,
        querystring: LocationQuery,
        response: { 200: Location, '4xx': Problem },
      },
    },
    async ({ params: { locationId }, query: { plans = false } }, reply) => {
      const stored = await documents.get<LocationDocument>(collections.locations, locationId);
      if (stored === undefined) throw new ProblemError('not-found', { detail: 'There is no such location.' });
      answerRead(reply, stored.version, [{ stream: `location/${locationId}`, version: stored.version }]);
      return toLocation(stored, plans ? await readPlans(stored.document) : undefined);
    },
  );

  async function readPlans({ halls }: LocationDocument): Promise<ReadonlyMap<string, HallPlanDocument>> {
    const ids = halls.filter(({ isSeated }) => isSeated).map(({ id }) => id);
    if (ids.length === 0) return new Map();
    const found = await documents.getMany<HallPlanDocument>(collections.hallPlans, ids);
    return new Map(found.flatMap((plan) => (plan === undefined ? [] : [[plan.id, plan.document]])));
  }

  app.patch(
    '/v1/locations/:locationId',
    {
      schema: {
        operationId: 'changeLocation',
        summary: 'Change a location; a list of halls replaces the list',
        tags,
        params: LocationParams,
        body: LocationPatch,
        response: { 200: Location, '4xx': Problem },
      },
    },
    async (request, reply) => {
      const changes = { ...toLocationChanges(request.body), ifVersion: expectedVersion(request) };
      return written(reply, await locations.change(request.params.locationId, changes));
    },
  );

  app.get(
    '/v1/locations/:locationId/events',
    {
      schema: {
        operationId: 'listEventsAtLocation',
        summary: 'List the published events at a location that are not over, the next first',
        tags,
        params: LocationParams,
        querystring: Type.Object(PageQuery, strict),
        response: { 200: ListOf(EventHit), '4xx': Problem },
      },
    },
    async ({ params: { locationId }, query }, reply) => {
      const stored = await documents.get<LocationDocument>(collections.locations, locationId);
      if (stored === undefined) throw new ProblemError('not-found', { detail: 'There is no such location.' });
      answerList(reply, 'search');
      return search.search({ ...query, locationId, sort: 'time' });
    },
  );
};

function written(reply: FastifyReply, state: LocationState): Location {
  const { id, version } = state;
  answerWrite(reply, version, { stream: `location/${id}`, version });
  return toLocation({ version, document: toLocationDocument(state) });
}
