import { bookingServiceRoutes } from '@myevents/booking-service';
import { topology } from '@myevents/contracts';
import { eventServiceRoutes } from '@myevents/event-service';
import { buildGateway } from '@myevents/gateway';
import { createMetrics } from '@myevents/http-kit';
import { systemClock } from '@myevents/ports';
import type { Command } from '../command.ts';
import { openBus } from '../engines.ts';
import { exitCodes } from '../failure.ts';

export const openapi: Command = {
  usage: '',
  about: [
    'Prints the OpenAPI 3.1 document of the HTTP API, as a server answers it at /openapi.json. Needs no server and no data.',
  ],
  options: {},
  settings: [],
  examples: [{ line: 'myevents openapi > openapi.json', does: 'for generators of clients' }],
  exits: [],
  positionals: { min: 0, max: 0 },
  async run() {
    await using closing = new AsyncDisposableStack();
    const { registry } = closing.use(createMetrics());
    const onError = (error: unknown) => {
      throw error;
    };
    const bus = closing.use(await openBus('memory:', { topology, clock: systemClock, onError }));
    const services = [eventServiceRoutes, bookingServiceRoutes];
    const app = await buildGateway({ services, bus, clock: systemClock, registry, checks: [] });
    closing.defer(() => app.close());
    const { body } = await app.inject('/openapi.json');
    process.stdout.write(`${body}\n`);
    return exitCodes.done;
  },
};
