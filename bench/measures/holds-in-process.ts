import { join } from 'node:path';
import { newId } from '@myevents/contracts';
import { countStoredRows } from '../baseline/raw-sqlite.ts';
import { createHistogram } from '../load/histogram.ts';
import { newHold, toSettings } from '../sale/create-sale.ts';
import { openBookingCore } from '../sale/open-booking-core.ts';
import type { HoldRun } from './hold-round.ts';

const capacity = 1_000_000;
const tier = 'regular';

export interface InProcessOptions {
  readonly folder: string;
  readonly shows: number;
  /** Callers that each wait for their hold before they ask for the next. */
  readonly callers: number;
  readonly seconds: number;
}

/** Holds inside this process, without HTTP: what is left when parsing, routing and sockets cost nothing. */
export async function runHoldsInProcess({ folder, shows, callers, seconds }: InProcessOptions): Promise<HoldRun> {
  await using core = await openBookingCore(folder);
  const { sales } = core;
  const showIds = Array.from({ length: shows }, () => newId('show'));
  for (const showId of showIds) {
    const settings = toSettings(newId('event'), Date.now(), { [tier]: capacity });
    await sales.submit(showId, { type: 'ConfigureShow', catalogueVersion: 1, settings });
  }
  const file = join(folder, 'bookings.sqlite');
  const before = { ...countStoredRows(file), appends: core.appends(), cpu: process.cpuUsage() };
  const latency = createHistogram();
  const startedAt = performance.now();
  const until = startedAt + seconds * 1000;
  let number = 0;
  async function call(): Promise<void> {
    for (let since = performance.now(); since < until; since = performance.now()) {
      number += 1;
      const { now: _now, ...command } = newHold(0, tier, 1 + (number % 3));
      const { decision } = await sales.submit(showIds[number % shows] ?? '', command);
      if (decision.outcome !== 'accepted') throw new Error(`a hold was not accepted: ${JSON.stringify(decision)}`);
      latency.record(performance.now() - since);
    }
  }
  await Promise.all(Array.from({ length: callers }, call));
  const perSecond = latency.summary().count / ((performance.now() - startedAt) / 1000);
  const { user, system } = process.cpuUsage(before.cpu);
  const after = countStoredRows(file);
  return {
    holds: number,
    perSecond,
    latency: latency.summary(),
    rows: after.rows - before.rows,
    bytes: after.bytes - before.bytes,
    appends: core.appends() - before.appends,
    cpuSeconds: (user + system) / 1e6,
  };
}
