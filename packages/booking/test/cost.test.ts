import { Session } from 'node:inspector/promises';
import { expect, test } from 'vitest';
import {
  beginCommit,
  createShow,
  decide,
  entryOf,
  type Show,
  type ShowCommand,
  tiersOf,
  wakeAt,
} from '../src/index.ts';
import { answer, configure, end, extend, giveBack, hold, join, leave, pay, settings } from './sale.ts';

const rowSeats = 20;

/** Decides in a commit of its own. */
function commit(show: Show, command: ShowCommand): void {
  beginCommit(show, command.now);
  decide(show, command);
}

/** So many seats of which half are held, so many general tickets of which half are held, and so many waiters. */
function busyShow(size: number): Show {
  const show = createShow('shw_1');
  const rows = Array.from({ length: size / rowSeats }, (_, row) => {
    return { key: `${row}`, labels: [`1..${rowSeats}`], tiers: [['S', rowSeats]] as const };
  });
  const tiers = [
    { id: 'A', name: 'Regular', priceMinor: 2500, capacity: size },
    { id: 'B', name: 'Balcony', priceMinor: 1000, capacity: 60 },
    { id: 'S', name: 'Stalls', priceMinor: 4000, capacity: null },
  ];
  commit(show, configure(settings({ tiers, rows })));
  for (let n = 0; n < size / 4; n += 1) commit(show, hold(`a${n}`, { A: 2, S: 2 }));
  for (let n = 0; n < 30; n += 1) commit(show, hold(`b${n}`, { B: 2 }));
  for (let n = 0; n < size; n += 1) commit(show, join(`w${n}`, 'B', 1 + (n % 3)));
  return show;
}

/** What people do with a show, somewhere in the middle of it. */
function visit(show: Show, size: number): void {
  for (let n = 0; n < 20; n += 1) {
    const waiter = `w${size / 2 + n}`;
    const commands = [
      hold(`h${n}`, { A: 2, S: 3 }),
      extend(`h${n}`),
      giveBack(`h${n}`, 1),
      pay(`h${n}`),
      answer('RecordAuthorisation', `h${n}`),
      answer('RecordCapture', `h${n}`),
      giveBack(`h${n}`, 2),
      end(`h${n}`),
      end(`a${n}`),
      join(`j${n}`, 'B', 2),
      leave(waiter),
      end(`b${n}`),
    ];
    for (const command of commands) {
      commit(show, command);
      entryOf(show, `wtl_j${n}`);
      tiersOf(show);
      wakeAt(show);
    }
  }
}

/**
 * How many blocks of the core's code have run since it was asked last, as V8 counts them for coverage: the same on every
 * machine. It counts the blocks of functions that were not called before it was started.
 */
async function startCounting(): Promise<{ readonly session: Session; readonly count: () => Promise<number> }> {
  const session = new Session();
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });
  const count = async (): Promise<number> => {
    const { result } = await session.post('Profiler.takePreciseCoverage');
    const core = result.filter(({ url }) => url.includes('packages/booking/src/'));
    const blocks = core.flatMap(({ functions }) => functions.flatMap(({ ranges }) => ranges));
    return blocks.reduce((sum, block) => sum + block.count, 0);
  };
  return { session, count };
}

test('a command costs the logarithm of tickets, holders and waiters at most', async () => {
  const { session, count } = await startCounting();
  const steps = async (size: number): Promise<number> => {
    const show = busyShow(size);
    await count();
    visit(show, size);
    return count();
  };
  const [few, many] = [await steps(200), await steps(20_000)];
  session.disconnect();
  expect(few).toBeGreaterThan(10_000);
  expect(many / few).toBeLessThan(Math.log(20_000) / Math.log(200));
});
