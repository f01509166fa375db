import type { AppendEntry, Store } from '@myevents/ports';
import { describe, expect, it, vi } from 'vitest';
import { connectDynamodb } from '../src/index.ts';
import { type EnginePlace, takePlace } from './engine-url.ts';
import { type FaultyLine, layFaultyLine } from './faulty-line.ts';

const collections = [{ name: 'notes', indexes: [{ name: 'all', key: [], sort: 'at' }] }];
const unavailable = { name: 'StoreUnavailableError' };

interface Subject {
  readonly line: FaultyLine;
  /** Over the line. */
  readonly store: Store;
  /** Beside it. */
  readonly sound: Store;
}

async function open(place: EnginePlace, opened: AsyncDisposableStack): Promise<Subject> {
  const line = opened.use(await layFaultyLine(new URL(place.url).searchParams.get('endpoint') ?? ''));
  const openAt = async (url: string) => {
    const connection = opened.use(await connectDynamodb(url));
    return opened.use(await connection.open({ service: 'outage', collections }));
  };
  const sound = await openAt(place.url);
  return { line, sound, store: await openAt(place.through(line.endpoint)) };
}

function entryOf(stream: string, version: number): AppendEntry {
  const document = { collection: 'notes', id: stream, version, document: { at: version } };
  return {
    commit: { stream, version, id: crypto.randomUUID(), at: version, events: [{ type: 'Noted' }] },
    documents: [document],
  };
}

async function versionsOf(store: Store, stream: string): Promise<readonly number[]> {
  return (await Array.fromAsync(store.log.read(stream))).map(({ version }) => version);
}

/** Every kind of call, at once. */
function callAll({ log, documents }: Store, stream: string): readonly Promise<unknown>[] {
  return [
    log.append([entryOf(stream, 1)]),
    Array.fromAsync(log.read(stream)),
    log.readOne({ stream, version: 1 }),
    Array.fromAsync(log.streams('')),
    log.pending({ olderThanMs: 0, limit: 10 }),
    log.published([{ stream: 'before', throughVersion: 1 }]),
    documents.get('notes', 'before'),
    documents.getMany('notes', ['before', 'nobody']),
    documents.find({ collection: 'notes', index: 'all', key: [], limit: 5 }),
    documents.put([{ collection: 'notes', id: stream, version: 1, document: {} }]),
  ];
}

describe('an engine that is away', () => {
  it.each(['hush', 'cut'] as const)(
    '(%s) lets every call end with one clear line, and all is well when it is back',
    async (how) => {
      await using place = takePlace();
      await using opened = new AsyncDisposableStack();
      const { line, store } = await open(place, opened);
      await store.log.append([entryOf('before', 1)]);
      line[how]();
      for (const stream of ['first', 'second']) {
        for (const result of await Promise.allSettled(callAll(store, stream))) {
          expect(result).toMatchObject({ status: 'rejected', reason: unavailable });
          expect(String(result.status === 'rejected' && result.reason)).toContain(new URL(line.endpoint).host);
        }
      }
      line.mend();
      await vi.waitFor(async () => expect(await versionsOf(store, 'before')).toEqual([1]), { timeout: 20_000 });
      const results = await Promise.allSettled(callAll(store, 'after'));
      expect(results.map(({ status }) => status)).toEqual(results.map(() => 'fulfilled'));
    },
  );

  it('for a moment is waited for', async () => {
    await using place = takePlace();
    await using opened = new AsyncDisposableStack();
    const { line, store } = await open(place, opened);
    line.cut();
    const appended = store.log.append([entryOf('s', 1)]);
    setTimeout(line.mend, 1_000);
    expect(await appended).toEqual(['committed']);
  });

  it('loses and doubles nothing when connections break in the middle of appends', async () => {
    await using place = takePlace();
    await using opened = new AsyncDisposableStack();
    const { line, store, sound } = await open(place, opened);
    const streams = Array.from({ length: 12 }, (_, n) => `s${n}`);
    let appended = 0;
    await Promise.all(
      streams.map(async (stream) => {
        for (let version = 1; version <= 25; version += 1) {
          expect(await store.log.append([entryOf(stream, version)])).toEqual(['committed']);
          appended += 1;
          if (appended % 7 === 0) line.snap(); // the others are in the middle of theirs
        }
      }),
    );
    for (const stream of streams) {
      expect(await versionsOf(sound, stream)).toEqual(Array.from({ length: 25 }, (_, n) => n + 1));
      expect((await sound.documents.get('notes', stream))?.version).toBe(25);
    }
  });

  it('at the start is named, without the store hanging', async () => {
    await using connection = await connectDynamodb('dynamodb:///away?region=us-east-1&endpoint=http://127.0.0.1:9');
    await expect(connection.open({ service: 'outage', collections })).rejects.toMatchObject({
      ...unavailable,
      message: expect.stringMatching(/^127\.0\.0\.1:9 cannot be used: ECONNREFUSED\.$/),
    });
  });
});

describe('closing', () => {
  it('waits for what is under way, also when that fails', async () => {
    await using place = takePlace();
    await using opened = new AsyncDisposableStack();
    const { line, store } = await open(place, opened);
    line.cut();
    const results = Promise.allSettled(callAll(store, 's'));
    await store[Symbol.asyncDispose]();
    for (const result of await results) expect(result).toMatchObject({ status: 'rejected', reason: unavailable });
  });
});
