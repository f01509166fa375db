import { setImmediate } from 'node:timers/promises';
import { createMetrics } from '@myevents/http-kit';
import * as fc from 'fast-check';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { buildGateway } from '../src/index.ts';
import { FakeBus } from './fake-bus.ts';
import { FakeClock } from './fake-clock.ts';
import { FakeShop } from './fake-shop.ts';
import { ask, jsonOf } from './listening.ts';

const shop = new FakeShop();
const bus = new FakeBus();
const clock = new FakeClock();
const metrics = createMetrics();
let app: FastifyInstance;
let readsStarted = 0;
let readsArrived = 0;

beforeAll(async () => {
  const { registry } = metrics;
  app = await buildGateway({ services: [shop.plugin], bus: bus.asBus(), clock, registry, checks: [] });
  app.server.on('request', ({ method }) => {
    if (method === 'GET') readsArrived += 1;
  });
  await app.listen({ port: 0, host: '127.0.0.1' });
});
afterAll(async () => {
  await app.close();
  metrics[Symbol.dispose]();
});

interface Step {
  readonly type: 'read' | 'write' | 'elsewhere' | 'message' | 'second' | 'answer';
  /** Which of the waiting answers. */
  readonly nth: number;
}

const step: fc.Arbitrary<Step> = fc.record({
  type: fc.constantFrom(
    'read',
    'read',
    'read',
    'write',
    'elsewhere',
    'message',
    'second',
    'answer',
    'answer',
    'answer',
  ),
  nth: fc.nat(3),
});

/** Readers of one show, while it is written to here and elsewhere, and the service answers when the test lets it. */
class Run {
  readonly #stream: string;
  readonly #path: string;
  readonly #reads: Promise<void>[] = [];
  /** Acknowledged through this gateway, or told by a message it has heard. */
  #acknowledged = 1;

  constructor(show: string) {
    this.#stream = `show/${show}`;
    this.#path = `/v1/shows/${show}`;
    shop.gates.length = 0;
  }

  async take(one: Step): Promise<void> {
    if (one.type === 'read') await this.#startRead();
    else if (one.type === 'write') await this.#write();
    else if (one.type === 'elsewhere') shop.write(this.#stream);
    else if (one.type === 'message') await this.#hear();
    else if (one.type === 'second') clock.time += 1000;
    else shop.gates.splice(one.nth % Math.max(shop.gates.length, 1), 1)[0]?.open();
  }

  async #startRead(): Promise<void> {
    const atLeast = this.#acknowledged;
    readsStarted += 1;
    const read = ask(app, `${this.#path}/availability`).then((answer) => {
      expect(jsonOf(answer)['version']).toBeGreaterThanOrEqual(atLeast);
    });
    this.#reads.push(read);
    read.catch(() => undefined);
    // Only when it has arrived the next step is later.
    while (readsArrived < readsStarted) await setImmediate();
  }

  async #write(): Promise<void> {
    const answer = await ask(app, `${this.#path}/writes`, { method: 'POST' });
    this.#acknowledged = Math.max(this.#acknowledged, Number(jsonOf(answer)['version']));
  }

  async #hear(): Promise<void> {
    const version = shop.versionOf(this.#stream);
    await bus.send('bookings', this.#stream, { version, show: { id: this.#stream.slice(5), version } });
    this.#acknowledged = Math.max(this.#acknowledged, version);
  }

  async end(): Promise<void> {
    const all = Promise.all(this.#reads);
    let isOver = false;
    const over = all.finally(() => {
      isOver = true;
    });
    over.catch(() => undefined);
    while (!isOver) {
      for (const gate of shop.gates.splice(0)) gate.open();
      await setImmediate();
    }
    await all;
  }
}

it('never shows a reader less than what was acknowledged when it asked', async () => {
  let runs = 0;
  shop.hasOwnGates = true;
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 30, size: 'max' }), async (steps) => {
      runs += 1;
      const run = new Run(`s${runs}`);
      for (const one of steps) await run.take(one);
      await run.end();
    }),
    { numRuns: 60 },
  );
});
