import { topology } from '@myevents/contracts';
import { type SetupStep, systemClock } from '@myevents/ports';
import type { Command } from '../command.ts';
import { readConfig } from '../config.ts';
import { deadLetterData } from '../dead-letter-store.ts';
import { isSetupMissing } from '../engine-failure.ts';
import { folderOf, isBusEmbedded, openBus, openStores } from '../engines.ts';
import { exitCodes, Failure } from '../failure.ts';
import { readService, serviceOption } from '../maintenance.ts';
import { dataOfServices, type ServiceData } from '../service-data.ts';

export const migrate: Command = {
  usage: '[settings] [--service events|bookings]',
  about: [
    'Creates what the engines need before a server can start: schemas, tables and indexes at STORE_URL, exchanges, queues and topics at BUS_URL. A server does the same at its start where its credentials may; this does it apart from a start, with others that may.',
    'It shows each thing as it is there, created now or present before, and running it again, or several times at once, does no harm. The embedded engines need nothing of it. Only engines that are given are reached.',
  ],
  options: {
    service: serviceOption,
    json: { type: 'boolean', help: 'print what was created and what was present as JSON' },
  },
  settings: ['STORE_URL', 'BUS_URL'],
  examples: [
    {
      line: 'myevents migrate --store-url postgres://admin:…@db/myevents --bus-url amqp://admin:…@mq',
      does: 'everything, as somebody who may create',
    },
    { line: 'STORE_URL=mongodb://… myevents migrate --service bookings', does: "one service's database, no broker" },
  ],
  exits: [
    { code: 1, means: 'an engine cannot be reached, or something is missing and may not be created: all is named' },
  ],
  positionals: { min: 0, max: 0 },
  async run({ flags, options }) {
    const given = { ...process.env, ...flags };
    const config = readConfig({ env: process.env, flags, used: migrate.settings });
    const wanted = [...dataOfServices(readService(options['service']))];
    if (given.BUS_URL && isBusEmbedded(config.BUS_URL)) wanted.push(deadLetterData);
    const steps: SetupStep[] = [];
    const onSetup = (step: SetupStep) => {
      steps.push(step);
      if (options['json'] !== true) process.stdout.write(`${step.outcome.padEnd(8)} ${step.what}\n`);
    };
    const missing: string[] = [];
    const attempt = async (work: () => Promise<void>) => {
      try {
        await work();
      } catch (error) {
        if (!isSetupMissing(error)) throw error;
        missing.push((error as Failure).message);
      }
    };

    if (given.STORE_URL && folderOf(config.STORE_URL) === undefined) {
      await migrateStores(config.STORE_URL, { wanted, onSetup, attempt });
    }
    if (given.BUS_URL && !isBusEmbedded(config.BUS_URL)) {
      await attempt(async () => migrateBus(config.BUS_URL, onSetup));
    }
    if (options['json'] === true) process.stdout.write(`${JSON.stringify({ steps, missing }, undefined, 2)}\n`);
    process.stderr.write(`${summaryOf(steps)}\n`);
    if (missing.length > 0) throw new Failure(missing.join('\n'));
    return exitCodes.done;
  },
};

interface StoreMigration {
  readonly wanted: readonly ServiceData[];
  readonly onSetup: (step: SetupStep) => void;
  attempt(work: () => Promise<void>): Promise<void>;
}

/** One service after the other, so that what is shown has an order; what one may not create keeps none of the others. */
async function migrateStores(url: string, { wanted, onSetup, attempt }: StoreMigration): Promise<void> {
  await using engine = await openStores(url, { onSetup });
  for (const options of wanted) {
    await attempt(async () => {
      await using _store = await engine.open(options);
    });
  }
}

async function migrateBus(url: string, onSetup: (step: SetupStep) => void): Promise<void> {
  await using _bus = await openBus(url, { topology, clock: systemClock, onSetup, onError: () => {} });
}

function summaryOf(steps: readonly SetupStep[]): string {
  if (steps.length === 0) return 'Nothing to create: embedded engines make what they need when they start.';
  const created = steps.filter(({ outcome }) => outcome === 'created').length;
  return `${created} created, ${steps.length - created} present`;
}
