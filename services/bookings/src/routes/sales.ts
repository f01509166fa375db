import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { idOf, Problem, SalesQuery, SalesReport } from '@myevents/contracts';
import { Type } from 'typebox';
import { createSalesReports } from '../sales-reports.ts';
import { keepPrivate, type RouteContext } from './context.ts';

/** For organizers: how a show sells. */
export const salesRoutes: FastifyPluginAsyncTypebox<RouteContext> = async (app, context) => {
  const reports = createSalesReports(context);

  app.get(
    '/v1/shows/:showId/sales',
    {
      schema: {
        operationId: 'getShowSales',
        tags: ['shows'],
        summary: 'How a show sells: over time, by tier, and what became of holds and of the waitlist',
        params: Type.Object({ showId: idOf('show') }),
        querystring: SalesQuery,
        response: { 200: SalesReport, default: Problem },
      },
    },
    async (request, reply) => {
      const report = await reports.read(request.params.showId, request.query.bucket);
      keepPrivate(reply);
      return report;
    },
  );
};
