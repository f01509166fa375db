import type { Availability, BookingResource } from '@myevents/contracts';
import { type Store, StoreUnavailableError } from '@myevents/ports';
import { lockFolder, openSqliteStore } from '@myevents/sqlite';
import { setPagesMax } from '@myevents/sqlite/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { bookingServiceCollections } from '../src/index.ts';
import { smallShow } from './catalogue.ts';
import { createFaultyStore, type FaultyStore } from './faulty-store.ts';
import { until } from './until.ts';
import { type Answer, openProcess, openWorld, order, type Process, type World } from './world.ts';

let world: World;
let closing: AsyncDisposableStack;
let store: Store;

beforeEach(async () => {
  world = await openWorld();
  closing = new AsyncDisposableStack();
  const { folder } = world;
  const lock = await lockFolder(folder);
  closing.defer(async () => lock[Symbol.asyncDispose]());
  store = await openSqliteStore({ folder, lock, service: 'bookings', collections: bookingServiceCollections });
  closing.use(store);
});

afterEach(async () => {
  await closing.disposeAsync();
  await world[Symbol.asyncDispose]();
});

async function openShow(capacity = 5): Promise<string> {
  const show = smallShow(capacity);
  await world.tell('myevents.show.scheduled', show);
  return show.id;
}

/** A process on a store that can be broken. */
async function openFaulty(options: { exclusive?: boolean } = {}): Promise<{ process: Process; faulty: FaultyStore }> {
  const faulty = createFaultyStore(store, options);
  const process = await openProcess(world, { store: faulty });
  closing.use(process);
  return { process, faulty };
}

const hold = (process: Process, showId: string, body = order()) => process.post(`/v1/shows/${showId}/bookings`, body);

/** The answer of a request that needs time to pass. */
async function inTime<Body>(asking: Promise<Answer<Body>>): Promise<Answer<Body>> {
  let answer: Answer<Body> | undefined;
  void asking.then((got) => {
    answer = got;
  });
  return until(() => {
    world.time.advance(100);
    return answer;
  }, 'the answer');
}

describe('a store that does not answer while a process starts', () => {
  it('is waited for', async () => {
    let failuresLeft = 3;
    const slow: Store['documents'] = {
      ...store.documents,
      async get(collection, id) {
        failuresLeft -= 1;
        if (failuresLeft >= 0) throw new StoreUnavailableError('slow');
        return store.documents.get(collection, id);
      },
    };
    const process = closing.use(await openProcess(world, { store: { ...store, documents: slow } }));
    expect((await hold(process, await openShow())).status).toBe(201);
    expect(failuresLeft).toBeLessThan(0);
  });
});

describe('a lost answer of the store', () => {
  it.each([true, false])('is found in the log (alone: %s)', async (exclusive) => {
    const { process, faulty } = await openFaulty({ exclusive });
    const showId = await openShow();
    faulty.break('lose');
    const { status, body } = await inTime(hold(process, showId));
    expect(status).toBe(201);
    faulty.heal();
    expect((await process.availability(showId)).tiers[0]?.held).toBe(1);
    expect((await process.get<BookingResource>(`/v1/bookings/${body.id}`)).body.status).toBe('held');
  });

  it('leaves the outcome unknown while the log cannot be read, for five seconds at most', async () => {
    const { process, faulty } = await openFaulty();
    const showId = await openShow();
    faulty.break('lose', { alsoReads: true });
    const key = { 'idempotency-key': 'again' };
    const body = order();
    const before = world.time.now();
    const unknown = await inTime(process.post(`/v1/shows/${showId}/bookings`, body, key));
    expect([unknown.status, unknown.body.code]).toEqual([503, 'outcome-unknown']);
    expect(unknown.headers['retry-after']).toBe('1');
    expect(world.time.now() - before).toBeLessThan(7_000);
    faulty.heal();
    const again = await inTime(process.post(`/v1/shows/${showId}/bookings`, body, key));
    expect(again.status).toBe(201);
    expect((await process.availability(showId)).tiers[0]?.held).toBe(1);
  });
});

describe('a store that writes nothing', () => {
  it('is unavailable, and nothing was changed', async () => {
    const { process, faulty } = await openFaulty();
    const showId = await openShow();
    faulty.break('refuse');
    const refused = await inTime(hold(process, showId));
    expect([refused.status, refused.body.code]).toEqual([503, 'store-unavailable']);
    expect((await process.availability(showId)).tiers[0]?.held).toBe(0);
    faulty.heal();
    expect((await hold(process, showId)).status).toBe(201);
  });

  it('is tried again where others may write too', async () => {
    const { process, faulty } = await openFaulty({ exclusive: false });
    const showId = await openShow();
    faulty.break('refuse');
    const holding = hold(process, showId);
    await until(() => faulty.appends.length > 1, 'the append');
    faulty.heal();
    expect((await inTime(holding)).status).toBe(201);
  });

  it('recovers by itself when the disk was full', async () => {
    const process = await openProcess(world, { store });
    closing.use(process);
    const showId = await openShow(10_000);
    await setPagesMax(store, 1);
    let refused: Answer<BookingResource> | undefined;
    const accepted: string[] = [];
    await until(async () => {
      const answer = await inTime(hold(process, showId, order({ quantity: 1 })));
      if (answer.status === 201) accepted.push(answer.body.id);
      else refused = answer;
      return refused;
    }, 'a full disk');
    expect([refused?.status, refused?.body.code]).toEqual([503, 'store-unavailable']);
    await setPagesMax(store, 1_000_000);
    for (const id of accepted) expect((await process.delete(`/v1/bookings/${id}`)).status).toBe(200);
    expect((await hold(process, showId)).status).toBe(201);
    expect((await process.availability(showId)).tiers[0]?.held).toBe(1);
  });
});

it('goes on hearing the catalogue when the store was away for long', async () => {
  const { process, faulty } = await openFaulty({ exclusive: false });
  const show = smallShow(5);
  faulty.break('refuse', { alsoReads: true });
  const told = world.tell('myevents.show.scheduled', show);
  const backAt = world.time.now() + 180_000;
  await until(() => {
    world.time.advance(500);
    return world.time.now() > backAt;
  }, 'three minutes');
  faulty.heal();
  await until(async () => {
    world.time.advance(500);
    return (await hold(process, show.id)).status === 201;
  }, 'the show to be on sale');
  await told;
});

it('answers everybody when the store hangs, and reads go on', async () => {
  const { process, faulty } = await openFaulty();
  const showId = await openShow();
  const before = await process.availability(showId);
  faulty.break('hang');
  const first = hold(process, showId);
  await until(() => faulty.appends.length > 1, 'the append');
  const second = hold(process, showId);
  expect(await process.availability(showId)).toEqual(before);
  const answers = await Promise.all([inTime(first), inTime(second)]);
  expect(answers.map(({ body }) => body.code)).toEqual(['outcome-unknown', 'overloaded']);
  faulty.heal();
  expect((await inTime(hold(process, showId))).status).toBe(201);
});

describe('the clock', () => {
  it('takes no commands when it jumps, and says why', async () => {
    const process = await openProcess(world, { store });
    closing.use(process);
    const showId = await openShow();
    const ready = async () => (await Promise.all(process.service.checks.map(({ check }) => check()))).filter(Boolean);
    expect(await ready()).toEqual([]);
    world.time.setWallClock(5_000);
    const refused = await hold(process, showId);
    expect([refused.status, refused.body.code]).toEqual([503, 'overloaded']);
    expect((refused.body as { detail?: string }).detail).toContain('wall clock jumped by 5000 ms');
    expect(await ready()).toEqual(['the wall clock jumped by 5000 ms against the monotonic clock']);
    expect((await process.get<Availability>(`/v1/shows/${showId}/availability`)).status).toBe(200);
    world.time.setWallClock(-5_000);
    expect((await hold(process, showId)).status).toBe(201);
  });

  it('is trusted again when it stays as it is', async () => {
    const process = await openProcess(world, { store });
    closing.use(process);
    const showId = await openShow();
    world.time.setWallClock(3_600_000);
    expect((await hold(process, showId)).status).toBe(503);
    world.time.advance(31_000);
    expect((await hold(process, showId)).status).toBe(201);
  });

  it('is not behind what the log holds', async () => {
    const showId = await openShowBefore();
    world.time.setWallClock(-60_000);
    const process = await openProcess(world, { store });
    closing.use(process);
    const refused = await hold(process, showId);
    expect((refused.body as { detail?: string }).detail).toContain('behind a commit in the log');
    world.time.advance(60_000);
    expect((await hold(process, showId)).status).toBe(201);
  });

  async function openShowBefore(): Promise<string> {
    await using process = await openProcess(world, { store });
    const showId = await openShow();
    expect((await hold(process, showId)).status).toBe(201);
    return showId;
  }
});

it('stops a show whose log holds an event of the future, and no other', async () => {
  const [stopped, other] = await (async () => {
    await using _process = await openProcess(world, { store });
    return [await openShow(), await openShow()];
  })();
  const commit = {
    stream: `show/${stopped}`,
    version: 2,
    id: 'x',
    at: world.time.now(),
    events: [{ type: 'SeatUpgraded' }],
  };
  await store.log.append([{ commit, documents: [] }]);
  const process = await openProcess(world, { store });
  closing.use(process);
  for (let n = 0; n < 2; n += 1) expect((await hold(process, stopped)).status).toBe(503);
  expect((await process.get(`/v1/shows/${stopped}/availability`)).status).toBe(503);
  expect((await hold(process, other)).status).toBe(201);
  expect(await process.registry.metrics()).toContain('myevents_shows_stopped_total 1');
});
