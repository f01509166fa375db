import { afterHeader, readTouched } from '@myevents/http-kit';
import type { FastifyPluginAsync } from 'fastify';
import { availabilityRoutes } from './availability.ts';
import { bookingRoutes } from './bookings.ts';
import type { RouteContext } from './context.ts';
import { historyRoutes } from './history.ts';
import { holdRoutes } from './hold.ts';
import { paymentRoutes } from './payment.ts';
import { userRoutes } from './users.ts';
import { waitlistRoutes } from './waitlist.ts';

/**
 * All routes of the service as one plugin; `endWaiting` is called when the app begins to close. Where a gateway says what its client
 * has just changed in the catalogue, the answer waits until that was heard.
 */
export function bookingRoutesPlugin(context: RouteContext, endWaiting: () => void): FastifyPluginAsync {
  return async (app) => {
    app.addHook('preClose', async () => endWaiting());
    app.addHook<{ Params: { showId?: string } }>('preHandler', async ({ headers, params }) => {
      const after = headers[afterHeader];
      if (typeof after === 'string') await context.heard.until(readTouched(after), params.showId);
    });
    for (const routes of [
      holdRoutes,
      bookingRoutes,
      paymentRoutes,
      availabilityRoutes,
      waitlistRoutes,
      historyRoutes,
      userRoutes,
    ]) {
      await app.register(routes, context);
    }
  };
}
