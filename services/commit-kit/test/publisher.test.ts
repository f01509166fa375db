import type { AppendEntry, Bus, Store } from '@myevents/ports';
import { expect, it, vi } from 'vitest';
import { createPublisher, startSweeper } from '../src/index.ts';
import { clock, entryOf, listen, messagesOf, openWorld } from './fixtures.ts';

const patience = { timeout: 30_000 };

const everything = { olderThanMs: 0, limit: 100 };

async function append(store: Store, ...entries: AppendEntry[]): Promise<void> {
  for (const entry of entries) await store.log.append([entry]);
}

function publisherOf(store: Store, bus: Bus) {
  return createPublisher({ log: store.log, bus, clock, messagesOf });
}

it('publishes in the order of the stream, then moves the watermark', async () => {
  const world = openWorld();
  const store = world.openStore();
  const bus = world.openBus();
  const heard = await listen(bus);
  const publisher = publisherOf(store, bus);
  const entries = [1, 2, 3].map((version) => entryOf('a/1', version));
  await append(store, ...entries);
  for (const entry of entries) publisher.enqueue(entry);
  await publisher.close();
  expect(heard).toEqual(['a/1@1', 'a/1@2', 'a/1@3']);
  expect(await store.log.pending(everything)).toEqual([]);
});

it('does not mark a version whose predecessor another process may have left unpublished', async () => {
  const world = openWorld();
  const store = world.openStore();
  const bus = world.openBus();
  const heard = await listen(bus);
  const [left, ours] = [entryOf('a/1', 1), entryOf('a/1', 2)];
  await append(store, left, ours);
  const publisher = publisherOf(store, bus);
  publisher.enqueue(ours);
  await publisher.close();
  expect(heard).toEqual(['a/1@2']);
  expect(await store.log.pending(everything)).toHaveLength(2);
});

it('closes the gap that another process left, and publishes its own commits no second time', async () => {
  const world = openWorld();
  const store = world.openStore();
  const bus = world.openBus();
  const heard = await listen(bus);
  const entries = [1, 2, 3, 4].map((version) => entryOf('a/1', version));
  await append(store, ...entries);
  const publisher = publisherOf(store, bus);
  for (const ours of [entries[1], entries[3]]) if (ours) publisher.enqueue(ours);
  await publisher.idle();
  await publisher.catchUp((await store.log.pending(everything)).slice(0, 3));
  const next = entryOf('a/1', 5);
  await append(store, next);
  publisher.enqueue(next);
  await publisher.close();
  expect(heard).toEqual(['a/1@2', 'a/1@4', 'a/1@1', 'a/1@3', 'a/1@5']);
  expect(await store.log.pending(everything)).toEqual([]);
});

it('sweeps what a crashed process left, in order, and marks it', async () => {
  const world = openWorld();
  const store = world.openStore();
  const bus = world.openBus();
  const heard = await listen(bus);
  await append(store, entryOf('a/1', 1), entryOf('a/1', 2), entryOf('b/1', 1));
  const publisher = publisherOf(store, bus);
  await using _ = startSweeper({ log: store.log, publisher, clock, olderThanMs: 0, everyMs: 5 });
  await vi.waitFor(async () => expect(await store.log.pending(everything)).toEqual([]), patience);
  expect(heard.filter((id) => id.startsWith('a/'))).toEqual(['a/1@1', 'a/1@2']);
  expect(heard).toContain('b/1@1');
});

it('keeps pending what the broker did not take, and publishes it when the broker is back', async () => {
  const world = openWorld();
  const store = world.openStore();
  const bus = world.openBus();
  const heard = await listen(bus);
  let isAway = true;
  const errors: unknown[] = [];
  const moody: Bus = {
    ...bus,
    publish: async (messages) => {
      if (isAway) throw new Error('the broker is away');
      return bus.publish(messages);
    },
  };
  const publisher = createPublisher({
    log: store.log,
    bus: moody,
    clock,
    messagesOf,
    onError: (error) => errors.push(error),
  });
  const entries = [entryOf('a/1', 1), entryOf('a/1', 2)];
  await append(store, ...entries);
  for (const entry of entries) publisher.enqueue(entry);
  await vi.waitFor(() => expect(errors).not.toEqual([]), patience);
  expect(await store.log.pending(everything)).toHaveLength(2);
  isAway = false;
  await publisher.catchUp(await store.log.pending(everything));
  await publisher.close();
  expect(heard).toEqual(['a/1@1', 'a/1@2']);
  expect(await store.log.pending(everything)).toEqual([]);
});

it('does not let a stream whose consumer hangs hold up another', async () => {
  const world = openWorld();
  const store = world.openStore();
  const bus = world.openBus();
  const released = Promise.withResolvers<void>();
  const published: string[] = [];
  const slow: Bus = {
    ...bus,
    publish: async (messages) => {
      if (messages[0]?.key === 'a/1') await released.promise;
      published.push(messages[0]?.key ?? '');
    },
  };
  const publisher = publisherOf(store, slow);
  const entries = [entryOf('a/1', 1), entryOf('b/1', 1)];
  await append(store, ...entries);
  for (const entry of entries) publisher.enqueue(entry);
  await vi.waitFor(() => expect(published).toEqual(['b/1']), patience);
  expect(publisher.lagMs()).toBeGreaterThanOrEqual(0);
  let isSettled = false;
  const settled = publisher.settled('a/1', 60_000).then(() => {
    isSettled = true;
  });
  await publisher.settled('a/1', 1);
  await publisher.settled('b/1', 60_000);
  expect(isSettled).toBe(false);
  released.resolve();
  await settled;
  await publisher.close();
  expect(published).toEqual(['b/1', 'a/1']);
});

it('lets two sweepers publish twice but miss nothing', async () => {
  const world = openWorld();
  const bus = world.openBus();
  const heard = await listen(bus);
  const stores = [world.openStore(), world.openStore()];
  const entries = Array.from({ length: 30 }, (_, n) => entryOf(`a/${n % 3}`, Math.floor(n / 3) + 1));
  for (const entry of entries) await stores[0]?.log.append([entry]);
  await Promise.all(
    stores.map(async (store) => {
      const publisher = publisherOf(store, bus);
      await publisher.catchUp(await store.log.pending(everything));
      await publisher.close();
    }),
  );
  expect(new Set(heard)).toEqual(new Set(entries.map(({ commit }) => `${commit.stream}@${commit.version}`)));
  expect(await stores[0]?.log.pending(everything)).toEqual([]);
});

it('writes a watermark again that the engine did not take', async () => {
  const world = openWorld();
  const store = world.openStore();
  const bus = world.openBus();
  await listen(bus);
  let isAway = true;
  const published: typeof store.log.published = async (marks) => {
    if (isAway) throw new Error('the engine is away');
    return store.log.published(marks);
  };
  const errors: unknown[] = [];
  const publisher = createPublisher({
    log: { ...store.log, published },
    bus,
    clock,
    messagesOf,
    onError: (error) => errors.push(error),
  });
  const entry = entryOf('a/1', 1);
  await append(store, entry);
  publisher.enqueue(entry);
  await vi.waitFor(() => expect(errors).not.toEqual([]), patience);
  isAway = false;
  await vi.waitFor(async () => expect(await store.log.pending(everything)).toEqual([]), patience);
});
