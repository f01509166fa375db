import type { Command } from '../command.ts';
import { maintain } from '../maintenance.ts';

export const republish: Command = {
  usage: '[settings]',
  about: [
    'Sends the present state of everything a service owns to the bus once more, for consumers whose copy is lost or doubted. Who has it already does nothing: messages carry versions.',
    'The embedded store must not be in use: stop the server first.',
  ],
  options: {},
  settings: ['STORE_URL', 'BUS_URL', 'PAYMENT_URL', 'LOG_LEVEL'],
  examples: [{ line: 'myevents republish', does: 'fills the Booking Service’s copy of the catalogue again' }],
  exits: [{ code: 1, means: 'a server runs on the data, or it cannot be used' }],
  positionals: { min: 0, max: 0 },
  run: async ({ flags }) =>
    maintain({
      flags,
      used: republish.settings,
      label: 'Republishing',
      work: (service, onProgress) => service.republish(onProgress),
    }),
};
