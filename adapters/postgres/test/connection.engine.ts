import { setTimeout as sleep } from 'node:timers/promises';
import type { Store } from '@myevents/ports';
import { expect, it, vi } from 'vitest';
import { connectPostgres } from '../src/index.ts';
import { startFaultProxy } from './fault-proxy.ts';
import { engineUrl, entryOf, makePlace, notes, openNotes, runSql, withPrefix } from './place.ts';

const unavailable = { name: 'StoreUnavailableError' };
/** A call may take 5 s; the rest is for a machine that is busy with other things. */
const answeredWithinMs = 15_000;

async function openThroughProxy() {
  await using stack = new AsyncDisposableStack();
  const place = stack.use(makePlace());
  const proxy = stack.use(await startFaultProxy(engineUrl));
  const store = stack.use(await openNotes(withPrefix(proxy.url, place.prefix)));
  const direct = stack.use(await openNotes(place.url));
  const owned = stack.move();
  return { proxy, store, direct, [Symbol.asyncDispose]: async () => owned.disposeAsync() };
}

/** As long as the connection is bad calls may reject; afterwards they must be answered again, by themselves. */
async function untilWritable(store: Store, stream: string): Promise<void> {
  await vi.waitFor(async () => expect(await store.log.append([entryOf(stream, 1)])).toEqual(['committed']), {
    timeout: 30_000,
  });
}

async function rejectsInTime(call: Promise<unknown>): Promise<void> {
  const settled = call.then(
    () => 'answered',
    (error: unknown) => error,
  );
  expect(await Promise.race([settled, sleep(answeredWithinMs, 'still waiting')])).toMatchObject(unavailable);
}

it('tells after a lost answer what became of the commit', async () => {
  await using scene = await openThroughProxy();
  const { proxy, store, direct } = scene;
  await store.log.append([entryOf('s', 1)]);
  proxy.set('answersLost');
  const unanswered = store.log.append([entryOf('s', 2), entryOf('t', 1)]);
  unanswered.catch(() => {});
  await vi.waitFor(async () => expect(await direct.log.readOne({ stream: 's', version: 2 })).toBeDefined(), 10_000);
  proxy.cut();
  await expect(unanswered).rejects.toMatchObject(unavailable);
  proxy.set('passing');
  await untilWritable(store, 'after');
  expect(await store.log.append([entryOf('s', 2), entryOf('t', 1)])).toEqual(['committed', 'committed']);
  expect(await store.log.append([entryOf('s', 2, 'other')])).toEqual(['conflict']);
  expect(await Array.fromAsync(store.log.read('s'))).toHaveLength(2);
});

it('loses nothing that was acknowledged while connections are cut under load', async () => {
  await using scene = await openThroughProxy();
  const { proxy, store, direct } = scene;
  const acknowledged = new Map(['a', 'b', 'c', 'd'].map((stream) => [stream, 0]));
  const total = () => [...acknowledged.values()].reduce((sum, version) => sum + version, 0);
  let isCutting = true;
  const writers = [...acknowledged.keys()].map(async (stream) => {
    for (let version = 1; isCutting; ) {
      const outcomes = await store.log.append([entryOf(stream, version)]).catch(() => undefined);
      if (!outcomes) continue; // nobody knows: the same commit again
      expect(outcomes).toEqual(['committed']);
      acknowledged.set(stream, version);
      version += 1;
    }
  });
  const cuts = (async () => {
    for (let n = 0; n < 25; n += 1) {
      const enough = total() + 5;
      await vi.waitFor(() => expect(total()).toBeGreaterThan(enough), { timeout: 30_000, interval: 3 });
      proxy.cut();
    }
  })().finally(() => {
    isCutting = false;
  });
  await Promise.all([cuts, ...writers]);
  for (const [stream, version] of acknowledged) {
    expect((await Array.fromAsync(direct.log.read(stream))).length).toBeGreaterThanOrEqual(version);
    expect((await direct.documents.get('notes', `${stream}@${version}@w`))?.version).toBe(version);
  }
});

it('rejects in time what a frozen server does not answer, and goes on when it thaws', async () => {
  await using scene = await openThroughProxy();
  const { proxy, store } = scene;
  await store.log.append([entryOf('s', 1)]);
  proxy.set('silent');
  const calls = [
    ...Array.from({ length: 15 }, async (_, n) => store.log.append([entryOf(`frozen/${n}`, 1)])), // more than connections
    store.documents.get('notes', 'n'),
    Array.fromAsync(store.log.read('s')),
    store.log.published([{ stream: 's', throughVersion: 1 }]),
  ];
  await Promise.all(calls.map(rejectsInTime));
  await rejectsInTime(store.log.append([entryOf('frozen/new', 1)]));
  proxy.set('passing');
  await untilWritable(store, 'after');
  expect(await Array.fromAsync(store.log.read('s'))).toHaveLength(1);
});

it('rejects while the server is away, and connects again when it is back', async () => {
  await using scene = await openThroughProxy();
  const { proxy, store } = scene;
  proxy.set('refusing');
  await rejectsInTime(store.log.append([entryOf('s', 1)]));
  await rejectsInTime(store.documents.get('notes', 'n'));
  proxy.set('passing');
  await untilWritable(store, 's');
});

it('survives that the server ends its idle connections, and the busy ones', async () => {
  await using place = makePlace();
  await using store = await openNotes(`${place.url}&application_name=${place.prefix}`);
  const terminate = async () =>
    runSql('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = $1', [place.prefix]);
  await store.log.append([entryOf('s', 1)]);
  expect(await terminate()).not.toEqual([]);
  await untilWritable(store, 'idle');
  const appends = Array.from({ length: 200 }, async (_, n) => store.log.append([entryOf(`busy/${n}`, 1)]));
  const settled = Promise.allSettled(appends);
  await terminate();
  for (const [n, outcome] of (await settled).entries()) {
    if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject(unavailable);
    else expect(await store.log.readOne({ stream: `busy/${n}`, version: 1 })).toBeDefined();
  }
  await untilWritable(store, 'after');
});

it('can be closed while the server is frozen', async () => {
  await using place = makePlace();
  await using proxy = await startFaultProxy(engineUrl);
  const postgres = await connectPostgres(withPrefix(proxy.url, place.prefix));
  const store = await postgres.open({ service: 'notes', collections: notes });
  await Promise.all(Array.from({ length: 5 }, async () => store.documents.get('notes', 'n')));
  proxy.set('silent');
  const unanswered = store.log.append([entryOf('s', 1)]);
  unanswered.catch(() => {});
  await store[Symbol.asyncDispose]();
  await postgres[Symbol.asyncDispose]();
  await expect(unanswered).rejects.toMatchObject(unavailable);
  await expect(store.documents.get('notes', 'n')).rejects.toMatchObject(unavailable);
  proxy.set('passing');
  await vi.waitFor(() => expect(proxy.connectionCount).toBe(0), 10_000);
});

it('gives up opening a database that does not answer', async () => {
  await using proxy = await startFaultProxy(engineUrl);
  proxy.set('silent');
  await expect(openNotes(proxy.url)).rejects.toMatchObject(unavailable);
});
