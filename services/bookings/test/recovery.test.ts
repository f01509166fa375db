import { applyCommit, beginCommit, createShow, decide, type Show, type ShowEvent, toSnapshot } from '@myevents/booking';
import type { BookingResource } from '@myevents/contracts';
import { createMemoryDatabase, openMemoryStore } from '@myevents/memory';
import type { Commit, Store } from '@myevents/ports';
import { openSqliteStore } from '@myevents/sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { toSettings } from '../src/catalogue/to-settings.ts';
import { createClockGuard } from '../src/clock-guard.ts';
import { collections } from '../src/collections.ts';
import { bookingServiceCollections } from '../src/index.ts';
import { createShowLoader } from '../src/sale/load-show.ts';
import { createSnapshots } from '../src/sale/snapshots.ts';
import { stringifyInPieces } from '../src/sale/stringify-in-pieces.ts';
import { smallShow } from './catalogue.ts';
import { createMortal } from './mortal.ts';
import { until } from './until.ts';
import { openProcess, openWorld, order, type Process, type World } from './world.ts';

let world: World;
let store: Store;

beforeEach(async () => {
  world = await openWorld();
  const { folder } = world;
  store = await openSqliteStore({ folder, service: 'bookings', collections: bookingServiceCollections });
});

afterEach(async () => {
  await store[Symbol.asyncDispose]();
  await world[Symbol.asyncDispose]();
});

async function replay(showId: string): Promise<Show> {
  const show = createShow(showId);
  for await (const commit of store.log.read(`show/${showId}`)) applyCommit(show, commit as Commit<ShowEvent>);
  return show;
}

/** Some of everything that can happen to a show. */
async function act(process: Process, showId: string, turns: number): Promise<void> {
  for (let n = 0; n < turns; n += 1) {
    const { body, status } = await process.post(`/v1/shows/${showId}/bookings`, order({ quantity: 1 + (n % 3) }));
    if (status !== 201) await process.post(`/v1/shows/${showId}/waitlist`, order({ quantity: 1 + (n % 2) }));
    else if (n % 4 === 1) await process.delete(`/v1/bookings/${body.id}`);
    else if (n % 4 === 2) await process.post(`/v1/bookings/${body.id}/payment`, { method: 'test', token: 'tok_ok' });
    world.time.advance(20_000);
  }
}

describe('starting again', () => {
  it('finds the same state from a snapshot and the tail as from the whole log', async () => {
    const show = smallShow(20);
    await using process = await openProcess(world, { store });
    await world.tell('myevents.show.scheduled', show);
    await act(process, show.id, 30);
    const snapshots = createSnapshots(store.documents);
    await snapshots.save(await replay(show.id));
    await act(process, show.id, 10);
    const clock = world.time.clock();
    const loader = createShowLoader({ log: store.log, snapshots, guard: createClockGuard(clock), clock });
    const loaded = await loader.load(show.id);
    expect(loaded.commitsSince).toBeGreaterThan(5);
    expect(loaded.commitsSince).toBeLessThan(loaded.show.version);
    expect(toSnapshot(loaded.show)).toEqual(toSnapshot(await replay(show.id)));
  });

  it('goes on where the process before it stopped, and keeps every accepted request', async () => {
    const show = smallShow(100);
    const first = await openProcess(world, { store });
    await world.tell('myevents.show.scheduled', show);
    const asking = Array.from({ length: 60 }, () => first.post(`/v1/shows/${show.id}/bookings`, order()));
    await Promise.race(asking);
    await first[Symbol.asyncDispose]();
    const answers = await Promise.all(asking);
    const accepted = answers.filter(({ status }) => status === 201);
    expect(accepted.length).toBeGreaterThan(0);
    await using second = await openProcess(world, { store });
    for (const { body } of accepted) {
      expect((await second.get<BookingResource>(`/v1/bookings/${body.id}`)).body.status).toBe('held');
    }
    expect((await second.availability(show.id)).tiers[0]?.held).toBe(accepted.length);
    const stored = await store.documents.get(collections.snapshots, `show-1/${show.id}`);
    expect(stored?.document).toBeDefined();
  });

  it('lets holds expire that nobody asks for, after a restart', async () => {
    const show = smallShow(1);
    {
      await using first = await openProcess(world, { store });
      await world.tell('myevents.show.scheduled', show);
      await first.post(`/v1/shows/${show.id}/bookings`, order());
    }
    world.time.advance(3_600_000);
    await using _second = await openProcess(world, { store });
    await until(() => {
      world.time.advance(200);
      return world.heard.some(({ type }) => type === 'myevents.booking.expired');
    }, 'the expiry');
    expect((await replay(show.id)).version).toBe(3);
  });

  it('publishes what the process before it could not', async () => {
    const database = createMemoryDatabase();
    const open = () => {
      const clock = world.time.clock();
      return openMemoryStore({ service: 'bookings', collections: bookingServiceCollections, database, clock });
    };
    const mortal = createMortal({ store: open(), payments: world.openProvider() });
    const first = await openProcess(world, { store: mortal.store, payments: mortal.payments });
    const show = smallShow(1);
    await world.tell('myevents.show.scheduled', show);
    // It dies when the commit is written, before the answer comes back.
    mortal.dieAfter(2);
    void first.post(`/v1/shows/${show.id}/bookings`, order());
    await until(() => mortal.isDead(), 'the death');
    first.clock.kill();
    await first.bus[Symbol.asyncDispose]();
    expect(world.heard).toEqual([]);
    await using _second = await openProcess(world, { store: open() });
    await until(() => {
      world.time.advance(1_000);
      return world.heard.some(({ type }) => type === 'myevents.booking.held');
    }, 'the message');
  });

  it('does not write the wake document with every hold', async () => {
    const show = smallShow(50);
    await using process = await openProcess(world, { store });
    await world.tell('myevents.show.scheduled', show);
    await process.post(`/v1/shows/${show.id}/bookings`, order());
    const first = await store.documents.get(collections.wakes, show.id);
    for (let n = 0; n < 5; n += 1) {
      world.time.advance(1_000);
      await process.post(`/v1/shows/${show.id}/bookings`, order());
    }
    expect(await store.documents.get(collections.wakes, show.id)).toEqual(first);
  });
});

describe('snapshots', () => {
  const showId = smallShow(1).id;

  /** A sale so big that its snapshot needs several documents. */
  function bigShow(holds: number, show = newShow()): Show {
    for (let n = 0; n < holds; n += 1) {
      beginCommit(show, show.at + 1);
      const id = crypto.randomUUID();
      decide(show, {
        type: 'HoldTickets',
        now: show.at,
        booking: { bookingId: `bkg_${id}`, code: id, ticketIds: [`tkt_${crypto.randomUUID()}`] },
        userId: crypto.randomUUID(),
        nameKey: id,
        lines: [{ tier: 'regular', quantity: 1 }],
        personal: { name: id },
      });
    }
    return show;
  }

  function newShow(): Show {
    const show = createShow(showId);
    beginCommit(show, world.time.now());
    const settings = toSettings(smallShow(100_000), { isPublished: true });
    decide(show, { type: 'ConfigureShow', now: world.time.now(), catalogueVersion: 1, settings });
    return show;
  }

  it('are cut into documents that every engine takes', async () => {
    const show = bigShow(3_000);
    expect(await stringifyInPieces(toSnapshot(show))).toBe(JSON.stringify(toSnapshot(show)));
    const snapshots = createSnapshots(store.documents);
    await snapshots.save(show);
    const manifest = await store.documents.get(collections.snapshots, `show-1/${showId}`);
    expect(manifest?.document).toMatchObject({ slots: [{ version: 3_001 }] });
    expect(JSON.stringify(manifest)).toMatch(/"chunks":[2-9]/);
    expect(toSnapshot((await snapshots.load(showId))?.show as Show)).toEqual(toSnapshot(show));
  });

  it('are whole or not there: the one before stands while a newer one is damaged', async () => {
    const snapshots = createSnapshots(store.documents);
    const show = bigShow(10);
    await snapshots.save(show);
    const before = toSnapshot(show);
    await snapshots.save(bigShow(10, show));
    const chunk = { collection: collections.snapshots, id: `show-1/${showId}/b/0` };
    await store.documents.put([{ ...chunk, version: 1_000, document: { text: 'half' } }]);
    expect(toSnapshot((await snapshots.load(showId))?.show as Show)).toEqual(before);
    await store.documents.put([{ ...chunk, id: `show-1/${showId}/a/0`, version: 1_000, document: null }]);
    expect(await snapshots.load(showId)).toBeUndefined();
  });
});

it('makes the read models anew from the log', async () => {
  const show = smallShow(4);
  const commits: Commit[] = [];
  const reads: unknown[] = [];
  const paths: string[] = [];
  {
    await using process = await openProcess(world, { store });
    await world.tell('myevents.show.scheduled', show);
    await act(process, show.id, 8);
    await process.post('/v1/users', { id: 'ada', name: 'Ada' });
    await process.delete('/v1/users/buyer-never').catch(() => undefined);
    const { body } = await process.get<{ items: BookingResource[] }>(`/v1/bookings?showId=${show.id}&limit=100`);
    paths.push('/v1/users/ada', ...body.items.map(({ id }) => `/v1/bookings/${id}`));
    for (const path of paths) reads.push((await process.get(path)).body);
    for await (const stream of store.log.streams(''))
      for await (const commit of store.log.read(stream)) commits.push(commit);
  }
  const folder = `${world.folder}/anew`;
  await using fresh = await openSqliteStore({ folder, service: 'bookings', collections: bookingServiceCollections });
  for (const commit of commits) await fresh.log.append([{ commit, documents: [] }]);
  await using process = await openProcess(world, { store: fresh });
  expect((await process.get('/v1/users/ada')).status).toBe(404);
  const progress: number[] = [];
  await process.service.rebuild((done, total) => progress.push(done / total));
  expect(progress.at(-1)).toBe(1);
  for (const [n, path] of paths.entries()) expect((await process.get(path)).body).toEqual(reads[n]);
  await process.service.republish();
  const told = world.heard.filter(({ id }) => /\/1000\d\d$/.test(id));
  expect(new Set(told.map(({ subject }) => `/v1/bookings/${subject}`))).toEqual(new Set(paths.slice(1)));
});
