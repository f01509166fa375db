import { afterHeader, readTouched } from '@myevents/http-kit';
import type { FastifyPluginAsync } from 'fastify';
import { showStreamPrefix } from '../streams.ts';
import { availabilityRoutes } from './availability.ts';
import { bookingRoutes } from './bookings.ts';
import type { RouteContext } from './context.ts';
import { historyRoutes } from './history.ts';
import { holdRoutes } from './hold.ts';
import { paymentRoutes } from './payment.ts';
import { salesRoutes } from './sales.ts';
import { userRoutes } from './users.ts';
import { waitlistRoutes } from './waitlist.ts';

const allRoutes = [
  holdRoutes,
  bookingRoutes,
  paymentRoutes,
  availabilityRoutes,
  waitlistRoutes,
  historyRoutes,
  salesRoutes,
  userRoutes,
];

/**
 * All routes of the service as one plugin; `endWaiting` is called when the app begins to close. Where a gateway says what its client
 * has just changed in the catalogue or seen of a show, the answer waits until that was heard.
 */
export function bookingRoutesPlugin(context: RouteContext, endWaiting: () => void): FastifyPluginAsync {
  return async (app) => {
    app.addHook('preClose', async () => endWaiting());
    app.addHook<{ Params: { showId?: string } }>('preHandler', async ({ headers, params }) => {
      const after = headers[afterHeader];
      if (typeof after === 'string') await catchUpWith(context, after, params.showId);
    });
    for (const routes of allRoutes) await app.register(routes, context);
  };
}

async function catchUpWith({ heard, sales }: RouteContext, after: string, showId: string | undefined): Promise<void> {
  const { show = [], other = [] } = Object.groupBy(readTouched(after), ({ stream }) =>
    stream.startsWith(showStreamPrefix) ? 'show' : 'other',
  );
  if (other.length > 0) await heard.until(other, showId);
  for (const { stream, version } of show) {
    if (version !== undefined) await sales.heardOf(stream.slice(showStreamPrefix.length), version);
  }
}

/**
 * The same routes with their schemas, for a process that forwards them to this service: it puts its own handlers in place of
 * these, which would find nothing to work with.
 */
export const bookingServiceRoutes: FastifyPluginAsync = async (app) => {
  for (const routes of allRoutes) await app.register(routes, {} as RouteContext);
};
