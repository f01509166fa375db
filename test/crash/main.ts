import { parseArgs } from 'node:util';
import { runCrashes } from './run.ts';

const usage = `npm run crash -- [--kills 20] [--clients 64] [--seed N]

Starts the product, lets buyers hold, pay, wait, return and leave, kills it with SIGKILL again and again, and checks after
every restart that each acknowledged answer is still true. Ends with 0 when nothing was broken, else with 1.`;

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '20' },
    clients: { type: 'string', default: '64' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    help: { type: 'boolean', default: false },
  },
});

if (values.help) {
  console.log(usage);
} else {
  console.log(`seed ${values.seed}`);
  const report = await runCrashes({
    kills: Number(values.kills),
    clients: Number(values.clients),
    seed: Number(values.seed),
    say: (line) => console.log(line),
  });
  console.table(report.counts);
  for (const violation of report.violations.slice(0, 50)) console.error(violation);
  console.log(
    `${report.kills} kills, ${report.bookings} bookings and ${report.entries} waitlist entries acknowledged, ` +
      `${report.violations.length} promises broken`,
  );
  process.exitCode = report.violations.length > 0 ? 1 : 0;
}
