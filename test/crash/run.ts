import { setTimeout as pause } from 'node:timers/promises';
import type { StoreOptions } from '@myevents/ports';
import { createRandom } from '@myevents/ports/contract';
import { openSqliteStore } from '@myevents/sqlite';
import { connectApi } from '../support/api.ts';
import { startProduct } from '../support/product.ts';
import { checkConservation, checkDrift, checkFacts, checkRefused, checkRequests, type Violation } from './checks.ts';
import { runClient } from './client.ts';
import { checkFairness } from './fairness.ts';
import { createGate } from './gate.ts';
import { insistently } from './insistently.ts';
import { checkMoney } from './money.ts';
import { untilNone } from './until-none.ts';
import { createWitness } from './witness.ts';
import { createWorld } from './world.ts';

export interface CrashRunOptions {
  readonly kills: number;
  readonly clients: number;
  /** The same seed gives the same clients; the moments of the kills are the machine's. */
  readonly seed: number;
  readonly say: (line: string) => void;
}

export interface CrashReport {
  readonly kills: number;
  readonly counts: Readonly<Record<string, number>>;
  readonly bookings: number;
  readonly entries: number;
  readonly violations: readonly Violation[];
}

/** Facts checked after each restart: the newest, where a crash would show. At the end it is all of them. */
const factsPerRestart = 1_500;
const settleWithinMs = 90_000;

/** Buyers at work, the server killed under them again and again; after each restart all that was acknowledged must hold. */
export async function runCrashes({ kills, clients, seed, say }: CrashRunOptions): Promise<CrashReport> {
  await using product = await startProduct({ settings: { PAYMENT_URL: 'test:' } });
  const api = connectApi(product.url, clients);
  const checker = insistently(api);
  const stores = { open: async (data: StoreOptions) => openSqliteStore({ folder: product.folder, ...data }) };
  const arenas = await createWorld(api);
  const witness = createWitness();
  const random = createRandom(seed);
  const gate = createGate();
  const violations: Violation[] = [];
  let isOver = false;

  const running = Promise.all(
    Array.from({ length: clients }, (_, n) =>
      runClient({ api, arenas, witness, random: createRandom(seed + n + 1), gate: gate.pass, isOver: () => isOver }),
    ),
  );

  for (let kill = 1; kill <= kills; kill += 1) {
    await Promise.race([running, pause(500 + random() * 2_500)]);
    gate.close();
    await product.kill();
    await product.start();
    const found = await checkFacts(checker, witness, [...witness.bookings.values()].slice(-factsPerRestart));
    for (const arena of arenas) found.push(...(await checkConservation(checker, arena)));
    found.push(...(await checkDrift(product.url)));
    violations.push(...found.map((violation) => `after kill ${kill}: ${violation}`));
    say(
      `kill ${kill} of ${kills}: ${witness.bookings.size} bookings and ${witness.entries.size} entries acknowledged, ${found.length} broken`,
    );
    gate.open();
  }

  isOver = true;
  await running;
  say('waiting until every payment is settled');
  violations.push(...(await untilNone(() => checkMoney(checker, stores, arenas), settleWithinMs)));
  violations.push(...(await checkFacts(checker, witness, [...witness.bookings.values()])));
  violations.push(...(await checkRequests(checker, witness.requests.slice(-2_000))));
  violations.push(...(await checkRefused(checker, [...witness.refusedUsers].slice(-1_000))));
  for (const arena of arenas) {
    violations.push(...(await checkConservation(checker, arena)));
    violations.push(...(await checkFairness(checker, arena)));
  }
  violations.push(...(await checkDrift(product.url)));
  if (violations.length > 0) say(product.output());
  api.close();
  return { kills, counts: witness.counts, bookings: witness.bookings.size, entries: witness.entries.size, violations };
}
