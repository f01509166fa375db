import { MongoClient, ObjectId } from 'mongodb';
import { describe, expect, it, vi } from 'vitest';
import { createDatabase, type Database } from '../src/database.ts';
import { createOutbox } from '../src/outbox.ts';
import { collections, entryOf, pendingNames } from './commits.ts';
import { createManualClock } from './manual-clock.ts';
import { startProcess } from './process.ts';
import { makePlace, type Place } from './server.ts';

const options = { service: 'bookings', collections } as const;
const hourMs = 3_600_000;

/** What is stored, seen beside the adapter. */
async function withDatabase(place: Place, look: (database: Database) => Promise<void>): Promise<void> {
  await using client = new MongoClient(place.url);
  const prefix = new URL(place.url).pathname.slice(1);
  await look(createDatabase(client.db(`${prefix}_bookings`), 'test'));
}

async function withMarks(place: Place, look: (marks: Database['outbox']) => Promise<void>): Promise<void> {
  await withDatabase(place, async ({ outbox }) => look(outbox));
}

describe('the marks of the outbox', () => {
  it('are written once for a stream that is written to all the time, and go when all is published and quiet', async () => {
    await using place = makePlace();
    await using store = await (await place.connect()).open(options);
    await withMarks(place, async (marks) => {
      for (let version = 1; version <= 20; version += 1) await store.log.append([entryOf('hot', version)]);
      expect(await marks.find().toArray()).toMatchObject([{ stream: 'hot', from: 1 }]);
      await store.log.published([{ stream: 'hot', throughVersion: 12 }]);
      expect(await marks.find().toArray()).toMatchObject([{ stream: 'hot', from: 13 }]);
      await store.log.published([{ stream: 'hot', throughVersion: 20 }]);
      expect(await pendingNames(store.log)).toEqual([]);
      await vi.waitFor(
        async () => {
          await store.log.pending({ olderThanMs: 0, limit: 1 });
          expect(await marks.countDocuments()).toBe(0);
        },
        { timeout: 20_000, interval: 200 },
      );
      await store.log.append([entryOf('hot', 21)]);
      expect(await pendingNames(store.log)).toEqual(['hot@21']);
    });
  });

  it('of an append that lost, or was there before, go at once', async () => {
    await using place = makePlace();
    await using winner = await (await place.connect()).open(options);
    await using loser = await (await place.connect()).open(options);
    const entry = entryOf('s', 1);
    await winner.log.append([entry]);
    expect(await loser.log.append([entryOf('s', 1)])).toEqual(['conflict']);
    expect(await loser.log.append([entry])).toEqual(['committed']);
    await withMarks(place, async (marks) => expect(await marks.countDocuments()).toBe(1));
    expect(await pendingNames(loser.log)).toEqual(['s@1']);
  });

  it('go with the store that has nothing left to publish, and stay with one that has', async () => {
    await using place = makePlace();
    const store = await (await place.connect()).open(options);
    await store.log.append([entryOf('done', 1), entryOf('left', 1)]);
    await store.log.published([{ stream: 'done', throughVersion: 1 }]);
    await store[Symbol.asyncDispose]();
    await withMarks(place, async (marks) => expect(await marks.find().toArray()).toMatchObject([{ stream: 'left' }]));
  });

  it('that a crash left are taken away by whoever has seen them for long, only if nothing is pending under them', async () => {
    await using place = makePlace();
    await using store = await (await place.connect()).open(options);
    await store.log.append([entryOf('left', 1)]);
    await withDatabase(place, async (database) => {
      const clock = createManualClock();
      const outbox = createOutbox(database, clock);
      const list = async () => (await outbox.pending({ olderThanMs: 0, limit: 9 })).map(({ stream }) => stream);
      const marked = async () => (await database.outbox.find().toArray()).map(({ stream }) => stream).toSorted();
      const at = clock.now();
      await database.outbox.insertMany(
        ['never', 'left'].map((stream) => ({ _id: new ObjectId(), stream, from: 1, at })),
      );
      expect(await list()).toEqual(['left']);
      clock.advance(hourMs);
      await database.outbox.insertOne({ _id: new ObjectId(), stream: 'late', from: 1, at });
      expect(await list()).toEqual(['left']);
      expect(await marked()).toEqual(['late', 'left', 'left', 'never']);
      clock.advance(1.5 * hourMs);
      expect(await list()).toEqual(['left']);
      expect(await marked()).toEqual(['late', 'left', 'left']);
      await outbox.published([{ stream: 'left', throughVersion: 1 }]);
      expect(await list()).toEqual([]);
      expect(await marked()).toEqual(['late']);
    });
  });

  it('are written anew after a while, and when a clock jumps, so that nobody relies on one that others took away', async () => {
    await using place = makePlace();
    await using _store = await (await place.connect()).open(options);
    await withDatabase(place, async (database) => {
      const clock = createManualClock();
      const outbox = createOutbox(database, clock);
      const cover = async (version: number) => {
        const key = { stream: 's', version };
        await (await outbox.cover([key])).settle([key]);
        return database.outbox.countDocuments();
      };
      expect([await cover(1), await cover(2)]).toEqual([1, 1]);
      clock.advance(hourMs);
      expect([await cover(3), await cover(4)]).toEqual([2, 2]);
      clock.sleep(hourMs);
      expect([await cover(5), await cover(6)]).toEqual([3, 3]);
      clock.setBack(5 * hourMs);
      clock.advance(hourMs);
      expect([await cover(7), await cover(8)]).toEqual([4, 4]);
    });
  });

  it('are there for every commit of a process that is killed', async () => {
    await using place = makePlace();
    await using store = await (await place.connect()).open(options);
    for (let round = 1; round <= 3; round += 1) {
      await using child = startProcess(new URL('./appending-process.ts', import.meta.url), place.url, `r${round}`);
      await vi.waitFor(() => expect(child.lines.length).toBeGreaterThan(10 * round), { timeout: 30_000 });
      child.kill();
      await child.ended;
      const answered = child.lines.filter((line) => line.startsWith(`r${round}/`));
      // What the process had sent may still arrive.
      await vi.waitFor(async () => expect(await committedNames(place)).toEqual(await pendingNames(store.log)), {
        timeout: 30_000,
      });
      expect(await committedNames(place)).toEqual(expect.arrayContaining(answered));
    }
  });
});

async function committedNames(place: Place): Promise<readonly string[]> {
  const names: string[] = [];
  await withDatabase(place, async ({ commits }) => {
    for await (const { _id } of commits.find()) names.push(`${_id.stream}@${_id.version}`);
  });
  return names.toSorted();
}
