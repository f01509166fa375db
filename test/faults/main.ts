import { parseArgs } from 'node:util';
import { pairNames, toPairName } from '../support/pairs.ts';
import { faults } from './faults.ts';
import { runFaults } from './run.ts';

const usage = `npm run faults -- --pair ${pairNames.join('|')} [--minutes 5] [--clients 32] [--seed N] [--only TEXT]

Starts 2 gateways, 2 Event Services and 2 Booking Services on a pair of engines, lets buyers hold, pay, wait, return and leave, and
lets things go wrong meanwhile: ${faults.map(({ name }) => name).join('; ')}.
After each of them, and at the end, every acknowledged answer must still be true. Ends with 0 when nothing was broken, else with 1.
Needs the engines (TEST_<ENGINE>_PROXIED_URL), toxiproxy before them (TOXIPROXY_URL), and ENGINE_CONTROL to torment them.`;

const { values } = parseArgs({
  options: {
    pair: { type: 'string', default: pairNames[0] ?? '' },
    minutes: { type: 'string', default: '5' },
    clients: { type: 'string', default: '32' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    only: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});

if (values.help) {
  console.log(usage);
} else {
  const pair = toPairName(values.pair);
  console.log(`${pair}, seed ${values.seed}`);
  const report = await runFaults({
    pair,
    minutes: Number(values.minutes),
    clients: Number(values.clients),
    seed: Number(values.seed),
    only: values.only,
    say: (line) => console.log(`${new Date().toISOString().slice(11, 19)} ${line}`),
  }).catch(showBoth);
  console.table(report.counts);
  for (const violation of report.violations.slice(0, 50)) console.error(violation);
  if (report.left.length > 0) console.log(`not tried in this time: ${report.left.join('; ')}`);
  console.log(
    `${pair}: ${report.done.length} faults, ${report.bookings} bookings and ${report.entries} waitlist entries acknowledged, ` +
      `${report.violations.length} promises broken`,
  );
  process.exitCode = report.violations.length > 0 || report.done.length === 0 ? 1 : 0;
}

/** What failed first, where cleaning up after it failed too. */
function showBoth(error: unknown): never {
  if (error instanceof SuppressedError) console.error(error.suppressed);
  throw error instanceof SuppressedError ? error.error : error;
}
