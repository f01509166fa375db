import { createLogger } from '@myevents/http-kit';
import { removeAddress, writeAddress } from '../address-file.ts';
import { injectApi } from '../api.ts';
import { banner } from '../banner.ts';
import type { Command } from '../command.ts';
import { readConfig, settingNames } from '../config.ts';
import { exitCodes } from '../failure.ts';
import { assertPortFree, listen } from '../listening.ts';
import { openRole } from '../roles/role.ts';
import { fillFirst } from '../seed/first-fill.ts';
import { awaitStop, drain, releaseConnections, settle } from '../stopping.ts';

export const serve: Command = {
  usage: '[settings] [--open]',
  about: [
    'Runs the whole platform in this process: Event Service, Booking Service and gateway behind one address. With --role it runs one of the three, as many processes of each as wanted, on a database and a bus that they share.',
    'JSON log lines go to standard output, words for people to standard error. SIGINT or SIGTERM stops it when every accepted request is answered and everything is written; a second one stops it at once, and the log keeps what was accepted.',
  ],
  options: {
    open: {
      type: 'boolean',
      help: 'listen beyond this machine although nobody is asked for a key: everybody who reaches it can do everything',
    },
  },
  settings: settingNames,
  examples: [
    { line: 'myevents serve', does: 'on http://127.0.0.1:8080 with its data in ./data, filled with the demo' },
    { line: 'myevents serve --port 9090 --store-url sqlite:/var/lib/myevents --no-demo', does: 'empty, elsewhere' },
    {
      line: 'myevents serve --role gateway --bus-url amqp://broker --events-urls http://events:8080 --bookings-urls http://bookings:8080',
      does: 'before service processes that are found by name',
    },
    { line: 'PORT=0 LOG_LEVEL=debug myevents serve', does: 'on any free port, with a log line for every request' },
  ],
  exits: [{ code: 1, means: 'the port is taken, the data cannot be used, or an engine cannot be reached' }],
  positionals: { min: 0, max: 0 },
  async run({ flags, options }) {
    const config = readConfig({ env: process.env, flags, isOpen: options['open'] === true });
    const isQuiet = process.stdout.isTTY && !flags.LOG_LEVEL && !process.env['LOG_LEVEL'];
    const log = createLogger({ level: isQuiet ? 'warn' : config.LOG_LEVEL });
    process.on('uncaughtExceptionMonitor', (error) => log.fatal({ err: error }, 'unexpected: the process ends'));
    await assertPortFree(config);

    const stopping = awaitStop();
    await using running = new AsyncDisposableStack();
    const { app, folder, draining } = running.use(await openRole(config, log));
    const takesAll = config.ROLE === 'all' || config.ROLE === 'gateway';
    const demo =
      config.DEMO && takesAll ? await fillFirst({ api: injectApi(app), folder, now: Date.now() }) : undefined;

    const address = await listen(app, config);
    if (folder !== undefined) {
      await writeAddress(folder, { pid: process.pid, address });
      running.defer(() => removeAddress(folder));
    }
    const readyMs = Math.round(performance.now());
    log.info({ role: config.ROLE, address, readyMs, pid: process.pid }, 'ready');
    process.stderr.write(banner({ role: config.ROLE, address, readyMs, folder, demo }));

    const signal = await stopping;
    log.info({ signal }, 'stopping');
    process.stderr.write('Stopping: finishing what was accepted. Once more to stop at once.\n');
    if (draining !== undefined) await drain(draining);
    await settle(app);
    using _releasing = releaseConnections(app, log);
    await running.disposeAsync();
    log.info('stopped');
    return exitCodes.done;
  },
};
