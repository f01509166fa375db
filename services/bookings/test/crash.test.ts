import type { BookingResource } from '@myevents/contracts';
import type { PaymentProvider, Store } from '@myevents/ports';
import { openSqliteStore } from '@myevents/sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { bookingServiceCollections } from '../src/index.ts';
import { smallShow } from './catalogue.ts';
import { createMortal, type Mortal } from './mortal.ts';
import { until } from './until.ts';
import { type Answer, openProcess, openWorld, order, type Process, type World } from './world.ts';

let world: World;
let store: Store;
let provider: PaymentProvider;

beforeEach(async () => {
  world = await openWorld();
  const { folder } = world;
  store = await openSqliteStore({ folder, service: 'bookings', collections: bookingServiceCollections });
  provider = world.openProvider();
});

afterEach(async () => {
  await provider[Symbol.asyncDispose]();
  await store[Symbol.asyncDispose]();
  await world[Symbol.asyncDispose]();
});

interface Doomed {
  readonly process: Process;
  readonly mortal: Mortal;
}

/** A process that dies after so many further steps. */
async function openDoomed(stepsLeft: number): Promise<Doomed> {
  const mortal = createMortal({ store, payments: provider });
  const process = await openProcess(world, { store: mortal.store, payments: mortal.payments });
  mortal.dieAfter(stepsLeft);
  return { process, mortal };
}

/** Nothing of it is heard any more, and its consumers are gone. */
async function bury({ process, mortal }: Doomed): Promise<void> {
  mortal.die();
  process.clock.kill();
  await process.bus[Symbol.asyncDispose]();
}

const keptMinor = async () =>
  (await world.payments()).reduce((sum, payment) => sum + payment.capturedMinor - payment.refundedMinor, 0);
const isSettled = async () => (await world.payments()).every(({ state }) => ends.has(state));
const ends: ReadonlySet<string> = new Set(['captured', 'voided', 'declined', 'refunded']);
const settled: ReadonlySet<string | undefined> = new Set([undefined, 'captured', 'voided', 'declined', 'refunded']);

/** A booking of a process that lives. */
async function prepare(state: 'held' | 'confirmed'): Promise<BookingResource> {
  await using process = await openProcess(world, { store, payments: provider });
  const show = smallShow(2);
  const policy = { ...show.policy, holdSeconds: 90 };
  await world.tell('myevents.show.scheduled', { ...show, policy });
  const { body } = await process.post(`/v1/shows/${show.id}/bookings`, order());
  if (state === 'confirmed') await process.post(`/v1/bookings/${body.id}/payment`, { method: 'test', token: 'tok_ok' });
  return body;
}

/** Lets a process act and die after ever more steps, until it lives; `check` sees what another process makes of each death. */
async function dieEverywhere(options: {
  readonly state: 'held' | 'confirmed';
  readonly act: (process: Process, bookingId: string) => Promise<Answer<unknown>>;
  readonly check: (booking: BookingResource, answer: Answer<unknown> | undefined) => Promise<void>;
}): Promise<number> {
  for (let steps = 1; ; steps += 1) {
    const { id } = await prepare(options.state);
    const doomed = await openDoomed(steps);
    let answer: Answer<unknown> | undefined;
    void options.act(doomed.process, id).then((got) => {
      answer = got;
    });
    await until(() => doomed.mortal.stepsTaken() > 0 || answer !== undefined, 'the first step');
    await until(() => {
      world.time.advance(100);
      return doomed.mortal.isDead() || answer !== undefined;
    }, 'an answer or death');
    const isDead = doomed.mortal.isDead();
    await bury(doomed);
    await using heir = await openProcess(world, { store, payments: provider });
    const read = async () => (await heir.get<BookingResource>(`/v1/bookings/${id}`)).body;
    await until(async () => {
      world.time.advance(5_000);
      const { status, payment } = await read();
      const isOver = status === 'cancelled' ? payment?.status === 'refunded' : settled.has(payment?.status);
      return status !== 'held' && isOver && (await isSettled());
    }, 'the end of what was begun');
    await options.check(await read(), answer);
    if (!isDead) return steps - 1;
  }
}

describe('a process that dies at any step', () => {
  it.each(['tok_ok', 'tok_slow', 'tok_declined', 'tok_lost'])(
    'while a booking is paid with %s, takes money for confirmed bookings and for no others',
    { timeout: 60_000 },
    async (token) => {
      let expectedMinor = 0;
      const body = { method: 'test', token };
      const deaths = await dieEverywhere({
        state: 'held',
        act: (process, id) => process.post(`/v1/bookings/${id}/payment`, body, { 'idempotency-key': 'once' }),
        async check({ status }, answer) {
          expect(['confirmed', 'expired']).toContain(status);
          if (answer?.status === 200) expect(status).toBe('confirmed');
          if (answer?.status === 402) expect(status).toBe('expired');
          if (status === 'confirmed') expectedMinor += 1000;
          expect(await keptMinor()).toBe(expectedMinor);
        },
      });
      expect(deaths).toBeGreaterThan(2);
    },
  );

  it('while a booking is cancelled, gives all of it back or nothing', { timeout: 60_000 }, async () => {
    let expectedMinor = 0;
    const deaths = await dieEverywhere({
      state: 'confirmed',
      act: (process, id) => process.delete(`/v1/bookings/${id}`),
      async check({ status, payment }, answer) {
        if (answer) expect(status).toBe('cancelled');
        expect(payment?.status).toBe(status === 'cancelled' ? 'refunded' : 'captured');
        if (status === 'confirmed') expectedMinor += 1000;
        expect(await keptMinor()).toBe(expectedMinor);
      },
    });
    expect(deaths).toBeGreaterThan(1);
  });
});
