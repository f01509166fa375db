import type { Command } from '../command.ts';
import { maintain } from '../maintenance.ts';

export const rebuild: Command = {
  usage: '[settings]',
  about: [
    'Makes every document that people read anew from the event log, of both services, and shows how far it is. Nothing that was sold or decided changes. Use it after a projection was changed, or when documents are doubted.',
    'The store must not be in use: stop the server first.',
  ],
  options: {},
  settings: ['STORE_URL', 'BUS_URL', 'PAYMENT_URL', 'LOG_LEVEL'],
  examples: [{ line: 'myevents rebuild --store-url sqlite:/var/lib/myevents', does: 'after an update' }],
  exits: [{ code: 1, means: 'a server runs on the data, or it cannot be used' }],
  positionals: { min: 0, max: 0 },
  run: async ({ flags }) =>
    maintain({
      flags,
      used: rebuild.settings,
      label: 'Rebuilding',
      work: (service, onProgress) => service.rebuild(onProgress),
    }),
};
