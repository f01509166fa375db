import type { Command } from '../command.ts';
import { maintain, readService, serviceOption } from '../maintenance.ts';

export const republish: Command = {
  usage: '[settings] [--service events|bookings]',
  about: [
    'Sends the present state of everything a service owns to the bus once more, for consumers whose copy is lost or doubted. Who has it already does nothing: messages carry versions.',
    'Servers may go on meanwhile on a database server and a message broker. The embedded store must not be in use: stop the server first.',
  ],
  options: { service: serviceOption },
  settings: ['STORE_URL', 'BUS_URL', 'PAYMENT_URL', 'LOG_LEVEL'],
  examples: [
    { line: 'myevents republish --service events', does: 'fills the Booking Service’s copy of the catalogue again' },
    { line: 'STORE_URL=… BUS_URL=… myevents republish', does: 'after a broker lost what it had confirmed' },
  ],
  exits: [{ code: 1, means: 'a server runs on the data, or it cannot be used' }],
  positionals: { min: 0, max: 0 },
  run: async ({ flags, options }) =>
    maintain({
      flags,
      service: readService(options['service']),
      used: republish.settings,
      label: 'Republishing',
      work: (service, onProgress) => service.republish(onProgress),
    }),
};
