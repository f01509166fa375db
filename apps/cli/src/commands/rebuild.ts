import type { Command } from '../command.ts';
import { maintain, readService, serviceOption } from '../maintenance.ts';

export const rebuild: Command = {
  usage: '[settings] [--service events|bookings]',
  about: [
    'Makes every document that people read anew from the event log, of both services, and shows how far it is. Nothing that was sold or decided changes. Use it after a projection was changed, or when documents are doubted.',
    'Servers may go on meanwhile on a database server. The embedded store must not be in use: stop the server first.',
  ],
  options: { service: serviceOption },
  settings: ['STORE_URL', 'BUS_URL', 'PAYMENT_URL', 'LOG_LEVEL'],
  examples: [{ line: 'myevents rebuild --store-url sqlite:/var/lib/myevents', does: 'after an update' }],
  exits: [{ code: 1, means: 'a server runs on the data, or it cannot be used' }],
  positionals: { min: 0, max: 0 },
  run: async ({ flags, options }) =>
    maintain({
      flags,
      service: readService(options['service']),
      used: rebuild.settings,
      label: 'Rebuilding',
      work: (service, onProgress) => service.rebuild(onProgress),
    }),
};
