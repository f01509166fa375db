import { describe, expect, it, vi } from 'vitest';
import { connectMongodb } from '../src/index.ts';
import { collections, entryOf, noteOf } from './commits.ts';
import { startFaultProxy } from './fault-proxy.ts';
import { makePlace } from './server.ts';

const query = { collection: 'notes', index: 'by-owner', key: ['ann'], limit: 9 } as const;
const unavailable = { name: 'StoreUnavailableError', message: expect.stringMatching(/^MongoDB 127\.0\.0\.1/) };
/** What is promised, and as much again for a busy machine. */
const answerMsMax = 10_000;

describe('a server that goes away', () => {
  it.each(['silence', 'cut'] as const)(
    'by %s makes every call reject in time, and is used again when it is back',
    async (how) => {
      await using place = makePlace();
      await using proxy = await startFaultProxy(place.url);
      await using connection = await connectMongodb(proxy.url);
      await using store = await connection.open({ service: 'bookings', collections });
      expect(await store.log.append([entryOf('a', 1, [noteOf('n1')])])).toEqual(['committed']);

      proxy[how]();
      const startedAt = performance.now();
      const calls = [
        store.log.append([entryOf('a', 2)]),
        store.log.append([entryOf('b', 1)]),
        Array.fromAsync(store.log.read('a')),
        store.log.readOne({ stream: 'a', version: 1 }),
        Array.fromAsync(store.log.streams('')),
        store.log.pending({ olderThanMs: 0, limit: 9 }),
        store.log.published([{ stream: 'a', throughVersion: 1 }]),
        store.documents.get('notes', 'n1'),
        store.documents.find(query),
        store.documents.put([noteOf('n2')]),
      ];
      await Promise.all(calls.map(async (call) => expect(call).rejects.toMatchObject(unavailable)));
      expect(performance.now() - startedAt).toBeLessThan(answerMsMax);

      proxy.heal();
      await vi.waitFor(async () => store.documents.put([noteOf('n3')]), { timeout: 20_000 });
      expect((await store.documents.find(query)).items.map(({ id }) => id)).toContain('n3');
      const versions = (await Array.fromAsync(store.log.read('a'))).map(({ version }) => version);
      expect(versions).toEqual(versions.length === 1 ? [1] : [1, 2]);
      expect(await store.log.append([entryOf('a', versions.length + 1)])).toEqual(['committed']);
    },
  );
});
