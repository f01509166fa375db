import { createLogger } from '@myevents/http-kit';
import { removeAddress, writeAddress } from '../address-file.ts';
import { injectApi } from '../api.ts';
import { banner } from '../banner.ts';
import type { Command } from '../command.ts';
import { readConfig, settingNames } from '../config.ts';
import { exitCodes } from '../failure.ts';
import { assertPortFree, listen } from '../listening.ts';
import { openPlatform } from '../platform.ts';
import { fillFirst } from '../seed/first-fill.ts';
import { awaitStop, releaseConnections } from '../stopping.ts';

export const serve: Command = {
  usage: '[settings] [--open]',
  about: [
    'Runs the whole platform in this process: Event Service, Booking Service and gateway behind one address.',
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
    const platform = running.use(await openPlatform(config, log));
    const { app, folder } = platform;
    const demo = config.DEMO ? await fillFirst({ api: injectApi(app), folder, now: Date.now() }) : undefined;

    const address = await listen(app, config);
    if (folder !== undefined) {
      await writeAddress(folder, { pid: process.pid, address });
      running.defer(() => removeAddress(folder));
    }
    const readyMs = Math.round(performance.now());
    log.info({ address, readyMs, pid: process.pid }, 'ready');
    process.stderr.write(banner({ address, readyMs, folder, demo }));

    const signal = await stopping;
    log.info({ signal }, 'stopping');
    process.stderr.write('Stopping: finishing what was accepted. Once more to stop at once.\n');
    using _releasing = releaseConnections(app, log);
    await running.disposeAsync();
    log.info('stopped');
    return exitCodes.done;
  },
};
