import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import {
  Empty,
  idOf,
  ListOf,
  PageQuery,
  Problem,
  ShowBody,
  ShowPatch,
  ShowPlan,
  ShowResource,
  strict,
} from '@myevents/contracts';
import { expectedVersion, ProblemError } from '@myevents/http-kit';
import type { DocumentStore, StoredDocument } from '@myevents/ports';
import type { FastifyReply } from 'fastify';
import { Type } from 'typebox';
import type { ChangedShow, Shows } from '../catalogue/shows.ts';
import { collections } from '../collections.ts';
import type { EventDocument, LocationDocument, ShowDocument, ShowPlanDocument } from '../documents.ts';
import { readIdempotency } from '../idempotency.ts';
import { toShowDocument } from '../projections/event.ts';
import { toShowChanges, toShowDraft } from '../resources/from-body.ts';
import { readLocations } from '../resources/read-locations.ts';
import { toShow, toShowPlan } from '../resources/to-show.ts';
import { answerList, answerRead, answerWrite } from './answers.ts';

export interface ShowRoutesOptions {
  readonly shows: Shows;
  readonly documents: DocumentStore;
}

const EventParams = Type.Object({ eventId: idOf('event') });
const ShowParams = Type.Object({ showId: idOf('show') });
const PlanQuery = Type.Object(
  { version: Type.Optional(Type.Integer({ minimum: 1, description: "The plan's; then the answer never changes" })) },
  strict,
);
const tags = ['shows'];

export const showRoutes: FastifyPluginAsyncTypebox<ShowRoutesOptions> = async (app, { shows, documents }) => {
  app.post(
    '/v1/events/:eventId/shows',
    {
      schema: {
        operationId: 'scheduleShow',
        summary: 'Schedule a show in a hall',
        tags,
        params: EventParams,
        body: ShowBody,
        response: { 201: ShowResource, '4xx': Problem },
      },
    },
    async (request, reply) => {
      const changed = await shows.schedule(request.params.eventId, toShowDraft(request.body), readIdempotency(request));
      return reply
        .code(201)
        .header('location', `/v1/shows/${changed.show.id}`)
        .send(await written(reply, changed));
    },
  );

  app.get(
    '/v1/events/:eventId/shows',
    {
      schema: {
        operationId: 'listShows',
        summary: "List an event's shows by start, cancelled ones too",
        tags,
        params: EventParams,
        querystring: Type.Object(PageQuery, strict),
        response: { 200: ListOf(ShowResource), '4xx': Problem },
      },
    },
    async ({ params: { eventId }, query: { limit = 20, cursor } }, reply) => {
      const event = await documents.get<EventDocument>(collections.events, eventId);
      if (event === undefined) throw new ProblemError('not-found', { detail: 'There is no such event.' });
      const page = await documents.find<ShowDocument>({
        collection: collections.shows,
        index: 'by-event',
        key: [eventId],
        limit,
        cursor,
      });
      const locations = await readLocations(
        documents,
        page.items.map(({ document }) => document),
      );
      answerList(reply, 'catalogue');
      const items = page.items.map((stored) =>
        toShow(stored, locations.get(stored.document.locationId)?.timeZone ?? 'UTC'),
      );
      return { items, next: page.next };
    },
  );

  app.get(
    '/v1/shows/:showId',
    {
      schema: {
        operationId: 'getShow',
        summary: 'Read a show',
        tags,
        params: ShowParams,
        response: { 200: ShowResource, '4xx': Problem },
      },
    },
    async ({ params: { showId } }, reply) => {
      const { eventId } = (await findShow(showId)).document;
      // The event's version says how new this is at least: so it is read first.
      const event = await documents.get(collections.events, eventId);
      const stored = await findShow(showId);
      const location = await documents.get<LocationDocument>(collections.locations, stored.document.locationId);
      answerRead(reply, stored.version, [
        { stream: `event/${eventId}`, version: event?.version ?? stored.version },
        ...(location === undefined ? [] : [{ stream: `location/${location.id}`, version: location.version }]),
      ]);
      return toShow(stored, location?.document.timeZone ?? 'UTC');
    },
  );

  app.get(
    '/v1/shows/:showId/plan',
    {
      schema: {
        operationId: 'getShowPlan',
        summary: "Read a show's seating plan",
        tags,
        params: ShowParams,
        querystring: PlanQuery,
        response: { 200: ShowPlan, '4xx': Problem },
      },
    },
    async ({ params: { showId }, query }, reply) => {
      const { eventId } = (await findShow(showId)).document;
      const event = await documents.get(collections.events, eventId);
      const plan = await documents.get<ShowPlanDocument>(collections.showPlans, showId);
      if (plan === undefined || (query.version !== undefined && query.version !== plan.version)) {
        throw new ProblemError('not-found', { detail: `The show's plan is at version ${plan?.version ?? 0}.` });
      }
      const stream = { stream: `event/${eventId}`, version: event?.version ?? plan.version };
      answerRead(reply, plan.version, [stream], query.version !== undefined);
      return toShowPlan(showId, plan);
    },
  );

  app.patch(
    '/v1/shows/:showId',
    {
      schema: {
        operationId: 'changeShow',
        summary: 'Change a show; a list of tiers replaces the list',
        tags,
        params: ShowParams,
        body: ShowPatch,
        response: { 200: ShowResource, '4xx': Problem },
      },
    },
    async (request, reply) => {
      const { showId } = request.params;
      const { eventId } = (await findShow(showId)).document;
      return written(reply, await shows.change(eventId, showId, toShowChanges(request.body), expectedVersion(request)));
    },
  );

  app.post(
    '/v1/shows/:showId/cancel',
    {
      schema: {
        operationId: 'cancelShow',
        summary: 'Cancel a show: its bookings are cancelled and refunded',
        tags,
        params: ShowParams,
        body: Empty,
        response: { 200: ShowResource, '4xx': Problem },
      },
    },
    async (request, reply) => {
      readIdempotency(request);
      const { showId } = request.params;
      const { eventId } = (await findShow(showId)).document;
      return written(reply, await shows.cancel(eventId, showId, expectedVersion(request)));
    },
  );

  async function findShow(showId: string): Promise<StoredDocument<ShowDocument>> {
    const stored = await documents.get<ShowDocument>(collections.shows, showId);
    if (stored === undefined) throw new ProblemError('not-found', { detail: 'There is no such show.' });
    return stored;
  }

  async function written(reply: FastifyReply, { event, show }: ChangedShow): Promise<ShowResource> {
    answerWrite(reply, show.version, { stream: `event/${event.id}`, version: event.version });
    const location = await documents.get<LocationDocument>(collections.locations, show.locationId);
    const document = toShowDocument(event.id, show);
    return toShow({ version: show.version, document }, location?.document.timeZone ?? 'UTC');
  }
};
