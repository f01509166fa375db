import { createRandom } from '@myevents/ports/contract';
import { describe, expect, it } from 'vitest';
import { connectMongodb } from '../src/index.ts';
import { collections, entryOf, noteOf, pendingNames } from './commits.ts';
import { startFaultProxy } from './fault-proxy.ts';
import { makePlace, type Place } from './server.ts';

const options = { service: 'bookings', collections } as const;

/** A store behind a proxy, and one beside it. */
async function openBoth(place: Place, parameters = '') {
  const closing = new AsyncDisposableStack();
  const proxy = closing.use(await startFaultProxy(place.url));
  const throughProxy = closing.use(await connectMongodb(`${proxy.url}${parameters}`));
  const broken = closing.use(await throughProxy.open(options));
  const whole = closing.use(await (await place.connect()).open(options));
  return { proxy, broken, whole, [Symbol.asyncDispose]: async () => closing.disposeAsync() };
}

const unavailable = { name: 'StoreUnavailableError' };

describe('a connection that breaks over an append', () => {
  it.each([
    ['the marks before it', ['insert', 'outbox'], 'before', []],
    ['the answer to them', ['insert', 'outbox'], 'after', []],
    ['the commits', ['insert', 'commits'], 'before', []],
    ['the answer to them', ['insert', 'commits'], 'after', ['a@1', 'b@1']],
    ['their documents', ['update', 'documents.notes'], 'before', ['a@1', 'b@1']],
    ['the answer to those', ['update', 'documents.notes'], 'after', ['a@1', 'b@1']],
  ] as const)('%s (%s, %s) rejects; repeated, all is there once', async (_, words, when, pending) => {
    await using place = makePlace();
    await using stores = await openBoth(place);
    const { proxy, broken, whole } = stores;
    const batch = [entryOf('a', 1, [noteOf('n1'), noteOf('n2')]), entryOf('b', 1, [noteOf('n3')])];
    const isBroken = proxy.breakOver(words, when);
    await expect(broken.log.append(batch)).rejects.toMatchObject(unavailable);
    await isBroken;
    expect(await pendingNames(whole.log)).toEqual(pending);
    expect(await broken.log.append(batch)).toEqual(['committed', 'committed']);
    expect(await whole.log.append(batch)).toEqual(['committed', 'committed']);
    expect(await whole.log.append([entryOf('a', 1), entryOf('b', 1)])).toEqual(['conflict', 'conflict']);
    expect(await Array.fromAsync(whole.log.read('a'))).toEqual([batch[0]?.commit]);
    expect((await whole.documents.getMany('notes', ['n1', 'n2', 'n3'])).map((note) => note?.id)).toEqual([
      'n1',
      'n2',
      'n3',
    ]);
    expect(await pendingNames(whole.log)).toEqual(['a@1', 'b@1']);
  });

  it('and is never repaired leaves the documents to whoever repeats the append', async () => {
    await using place = makePlace();
    await using stores = await openBoth(place);
    const { proxy, broken, whole } = stores;
    const entry = entryOf('a', 1, [noteOf('n1')]);
    void proxy.breakOver(['update', 'documents.notes'], 'before');
    await expect(broken.log.append([entry])).rejects.toMatchObject(unavailable);
    proxy.cut();
    expect(await whole.log.readOne(entry.commit)).toEqual(entry.commit);
    expect(await whole.documents.get('notes', 'n1')).toBeUndefined();
    expect(await whole.log.append([entry])).toEqual(['committed']);
    expect((await whole.documents.get('notes', 'n1'))?.version).toBe(1);
  });
});

describe('connections that break again and again', () => {
  it.each(['true', 'false'])('lose nothing that was answered, with retryWrites=%s', async (retryWrites) => {
    await using place = makePlace();
    const separator = place.url.includes('?') ? '&' : '?';
    await using stores = await openBoth(place, `${separator}retryWrites=${retryWrites}`);
    const { proxy, broken, whole } = stores;
    const random = createRandom(11);
    let isDone = false;
    const appending = Promise.all(
      Array.from({ length: 8 }, async (_, n) => appendUntil(broken.log, `s${n}`, 25)),
    ).finally(() => {
      isDone = true;
    });
    while (!isDone) {
      const words = random() < 0.7 ? ['insert'] : ['find'];
      await Promise.race([proxy.breakOver(words, random() < 0.7 ? 'after' : 'before'), appending]);
    }
    for (const [n, ids] of (await appending).entries()) {
      const commits = await Array.fromAsync(whole.log.read(`s${n}`));
      expect(commits.map(({ id }) => id)).toEqual(ids);
    }
    expect(await pendingNames(whole.log)).toHaveLength(8 * 25);
  });
});

/** Appends versions 1 to `through`, each again and again until it is answered. */
async function appendUntil(
  log: Awaited<ReturnType<typeof openBoth>>['broken']['log'],
  stream: string,
  through: number,
): Promise<readonly string[]> {
  const ids: string[] = [];
  for (let version = 1; version <= through; version += 1) {
    const entry = entryOf(stream, version);
    for (let outcome: string | undefined; outcome !== 'committed'; ) {
      [outcome] = await log.append([entry]).catch(() => ['unknown']);
      expect(outcome).not.toBe('conflict');
    }
    ids.push(entry.commit.id);
  }
  return ids;
}
