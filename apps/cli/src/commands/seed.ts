import type { Command } from '../command.ts';
import { readConfig } from '../config.ts';
import { exitCodes, UsageError } from '../failure.ts';
import { fillDemo } from '../seed/fill-demo.ts';
import { openTarget } from '../target.ts';

export const seed: Command = {
  usage: '[--url <address>] [--now <date>] [--renew]',
  about: [
    'Writes the demo catalogue: real venues on six continents, invented events of every type with shows in the coming twelve months, some nearly sold out, and two with only held tickets left, so that waiting can be tried.',
    'It goes to the server at --url; without it to the server that runs on the configured data folder, else into the configured store itself. Running it again changes nothing that is there: it adds what is missing, and makes the holds anew once they have run out.',
  ],
  options: {
    url: { type: 'string', value: 'address', help: 'a running server, like http://127.0.0.1:8080' },
    now: { type: 'string', value: 'date', help: 'the day from which the dates of the shows count. Default: today' },
    renew: {
      type: 'boolean',
      help: 'schedule the shows of the coming twelve months beside those of an earlier seeding',
    },
    json: { type: 'boolean', help: 'print what is in place as JSON' },
  },
  settings: ['STORE_URL', 'BUS_URL', 'PAYMENT_URL', 'LOG_LEVEL'],
  examples: [
    { line: 'myevents seed', does: 'the running server, or ./data' },
    { line: 'myevents seed --url http://127.0.0.1:9090', does: 'a server elsewhere' },
    { line: 'myevents seed --renew', does: 'a demo that has grown old' },
  ],
  positionals: { min: 0, max: 0 },
  async run({ options, flags }) {
    const config = readConfig({ env: process.env, flags, used: seed.settings });
    const now = toInstant(options['now']);
    const url = typeof options['url'] === 'string' ? options['url'] : undefined;
    await using target = await openTarget(config, url);
    const filled = await fillDemo({ api: target.api, now, isRenewal: options['renew'] === true });
    if (options['json']) process.stdout.write(`${JSON.stringify({ target: target.name, ...filled })}\n`);
    return exitCodes.done;
  },
};

/** @throws UsageError if it is no date. */
function toInstant(now: unknown): number {
  if (now === undefined) return Date.now();
  const instant = typeof now === 'string' && /^\d{4}-\d\d-\d\d/.test(now) ? Date.parse(now) : Number.NaN;
  if (Number.isNaN(instant)) throw new UsageError('--now must be a date like 2027-05-01, or an RFC 3339 time.');
  return instant;
}
