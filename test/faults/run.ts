import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { topology } from '@myevents/contracts';
import { systemClock } from '@myevents/ports';
import { createRandom } from '@myevents/ports/contract';
import { openBus, openStores } from '../../apps/cli/src/engines.ts';
import {
  checkConservation,
  checkDrift,
  checkFacts,
  checkRefused,
  checkRequests,
  type Violation,
} from '../crash/checks.ts';
import { runClient } from '../crash/client.ts';
import { checkFairness } from '../crash/fairness.ts';
import { createGate } from '../crash/gate.ts';
import { insistently } from '../crash/insistently.ts';
import { checkMoney } from '../crash/money.ts';
import { untilNone } from '../crash/until-none.ts';
import { createWitness } from '../crash/witness.ts';
import { createWorld } from '../crash/world.ts';
import { connectApi } from '../support/api.ts';
import { startCluster } from '../support/cluster.ts';
import { type PairName, pairs, takePair } from '../support/pairs.ts';
import { checkDeadLetters, checkGateways, checkHeardSales, checkOutboxes, checkWaiters } from './convergence.ts';
import { createEngineControl } from './engine-control.ts';
import { findFaultProxy } from './fault-proxy.ts';
import { type Fault, faults, type Scene } from './faults.ts';
import { disturbBus } from './unruly-publisher.ts';

export interface FaultRunOptions {
  readonly pair: PairName;
  /** No fault begins later. */
  readonly minutes: number;
  readonly clients: number;
  /** Decides the order of the faults and what the clients do. */
  readonly seed: number;
  /** Only faults whose name contains this. */
  readonly only: string | undefined;
  readonly say: (line: string) => void;
}

export interface FaultReport {
  readonly done: readonly string[];
  readonly left: readonly string[];
  readonly bookings: number;
  readonly entries: number;
  readonly counts: Readonly<Record<string, number>>;
  readonly violations: readonly Violation[];
}

const cli = resolve(import.meta.dirname, '../../apps/cli/src/main.ts');
const factsAfterFault = 1_000;
const settleWithinMs = 90_000;

/** Buyers at work on separate processes and real engines, and everything that can go wrong going wrong, one after the other. */
export async function runFaults(options: FaultRunOptions): Promise<FaultReport> {
  const { pair, seed, say } = options;
  await using place = takePair(pair, { isProxied: true });
  const settings = { ...place.settings, PAYMENT_URL: 'test:' };
  const random = createRandom(seed);
  await using cluster = await startCluster({
    settings,
    // Two booking processes whose clocks part by five seconds: the later one's commits are the time of the show.
    bookingImports: (n) => (n === 1 ? [resolve(import.meta.dirname, 'skewed-clock.ts')] : []),
  });
  await using stores = await openStores(settings.STORE_URL);
  const onError = () => {};
  await using bus = await openBus(settings.BUS_URL, { topology, clock: systemClock, stores, onError });

  const gateways = cluster.gateways.map(({ url }) => insistently(connectApi(url, options.clients)));
  const api = connectApi(
    cluster.gateways.map(({ url }) => url),
    options.clients,
  );
  const [checker = insistently(api)] = gateways;
  const arenas = await createWorld(api, { holdSeconds: 20 });
  const witness = createWitness();
  const gate = createGate();
  const violations: Violation[] = [];
  let isOver = false;
  const running = Promise.all(
    Array.from({ length: options.clients }, (_, n) =>
      runClient({ api, arenas, witness, random: createRandom(seed + n + 1), gate: gate.pass, isOver: () => isOver }),
    ),
  ).catch((error: unknown) => void violations.push(`a buyer gave up: ${String(error)}`));

  const scene: Scene = {
    cluster,
    store: createEngineControl(pairs[pair].store),
    bus: createEngineControl(pairs[pair].bus),
    storeProxy: await findFaultProxy(settings.STORE_URL),
    busProxy: await findFaultProxy(settings.BUS_URL),
    disturbBus: async (work) => void (await disturbBus(bus, work, random)),
  };

  async function conserved(): Promise<Violation[]> {
    const found: Violation[] = [];
    for (const arena of arenas) found.push(...(await checkConservation(checker, arena)));
    for (const { url } of cluster.bookings) found.push(...(await checkDrift(url)));
    return found;
  }

  async function afterwards(fault: Fault): Promise<void> {
    if (fault.losesMessages && pairs[pair].bus === 'sqs') await republish(settings);
    gate.close();
    await cluster.recovered();
    const found = await untilNone(conserved, settleWithinMs);
    found.push(...(await checkFacts(checker, witness, [...witness.bookings.values()].slice(-factsAfterFault))));
    violations.push(...found.map((violation) => `after "${fault.name}": ${violation}`));
    say(
      `${fault.name}: ${witness.bookings.size} bookings, ${witness.entries.size} entries acknowledged, ${found.length} broken`,
    );
    gate.open();
  }

  const wanted = faults.filter(({ name }) => name.includes(options.only ?? ''));
  const order = wanted.map((fault) => ({ fault, place: random() })).sort((a, b) => a.place - b.place);
  const done: string[] = [];
  const until = performance.now() + options.minutes * 60_000;
  for (const { fault } of order) {
    if (performance.now() > until || violations.length > 0) break;
    await pause(1_000 + random() * 1_000);
    await fault.run(scene);
    await afterwards(fault);
    done.push(fault.name);
  }

  isOver = true;
  await running;
  say('waiting until holds have ended, payments are settled and projections have converged');
  const settled: readonly (() => Promise<Violation[]>)[] = [
    () => checkWaiters(checker, witness, arenas),
    () => checkMoney(checker, stores, arenas),
    () => checkOutboxes(stores),
    () => checkHeardSales(checker, stores, arenas),
    () => checkGateways(gateways, arenas),
    () => checkDeadLetters(bus),
    conserved,
  ];
  for (const check of settled) violations.push(...(await untilNone(check, settleWithinMs)));
  violations.push(...(await checkFacts(checker, witness, [...witness.bookings.values()])));
  violations.push(...(await checkRequests(checker, witness.requests.slice(-1_000))));
  violations.push(...(await checkRefused(checker, [...witness.refusedUsers].slice(-500))));
  for (const arena of arenas) violations.push(...(await checkFairness(checker, arena)));
  if (violations.length > 0) say(cluster.output());
  for (const each of [api, ...gateways]) each.close();
  return {
    done,
    left: order.map(({ fault }) => fault.name).filter((name) => !done.includes(name)),
    bookings: witness.bookings.size,
    entries: witness.entries.size,
    counts: witness.counts,
    violations,
  };
}

/** What the broker had confirmed and lost is said again, from the log. */
async function republish(settings: Readonly<Record<string, string>>): Promise<void> {
  await promisify(execFile)(process.execPath, [cli, 'republish'], { env: { ...process.env, ...settings } });
}
