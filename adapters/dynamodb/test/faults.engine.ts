import type { AppendEntry, Store } from '@myevents/ports';
import { describe, expect, it, vi } from 'vitest';
import { connectDynamodb } from '../src/index.ts';
import { answeredError, connectThroughFault, type Fault, type SeenRequest } from '../src/testing.ts';
import { type EnginePlace, takePlace } from './engine-url.ts';

const collections = [{ name: 'notes', indexes: [{ name: 'by-writer', key: ['writer'], sort: 'at' }] }];
const options = { service: 'faults', collections };

/** A store whose requests meet `fault`, and one beside it whose requests do not. */
async function openBoth(
  place: EnginePlace,
  opened: AsyncDisposableStack,
  fault: Fault,
): Promise<{ readonly faulty: Store; readonly sound: Store }> {
  const connections = [await connectDynamodb(place.url), await connectThroughFault(place.url, fault)] as const;
  for (const connection of connections) opened.use(connection);
  const sound = opened.use(await connections[0].open(options));
  return { sound, faulty: opened.use(await connections[1].open(options)) };
}

function entryOf(stream: string, version: number): AppendEntry {
  const documents = ['a', 'b'].map((id) => ({
    collection: 'notes',
    id: `${stream}/${id}`,
    version,
    document: { writer: stream, at: version },
  }));
  return {
    commit: { stream, version, id: `${stream}@${version}`, at: version, events: [{ type: 'Noted' }] },
    documents,
  };
}

const isOf = (table: string, { input }: SeenRequest) => String(input['TableName']).endsWith(table);
const isCommit = (request: SeenRequest) => request.operation === 'PutItem' && isOf('.commits', request);
const isDocument = (request: SeenRequest) => request.operation === 'PutItem' && isOf('.documents.notes', request);

async function versionsOf(store: Store, stream: string): Promise<readonly number[]> {
  return (await Array.fromAsync(store.log.read(stream))).map(({ version }) => version);
}

async function pendingOf(store: Store) {
  return store.log.pending({ olderThanMs: 0, limit: 100 });
}

const patience = { timeout: 30_000 };
const unavailable = { name: 'StoreUnavailableError' };

describe('an engine that is busy', () => {
  it.each([
    'ProvisionedThroughputExceededException',
    'ThrottlingException',
    'TransactionConflictException',
    'InternalServerError',
  ])('is asked again after %s, whatever was asked', async (name) => {
    await using place = takePlace();
    await using opened = new AsyncDisposableStack();
    let isOn = false;
    let n = 0;
    const { faulty } = await openBoth(place, opened, () => {
      n += 1;
      return isOn && n % 3 === 0
        ? { before: answeredError(name, name === 'InternalServerError' ? 500 : 400) }
        : undefined;
    });
    isOn = true;
    expect(await faulty.log.append([entryOf('s', 1), entryOf('t', 1)])).toEqual(['committed', 'committed']);
    expect(await versionsOf(faulty, 's')).toEqual([1]);
    expect(await pendingOf(faulty)).toHaveLength(2);
    await faulty.log.published([{ stream: 's', throughVersion: 1 }]);
    await vi.waitFor(async () => expect(await pendingOf(faulty)).toEqual([{ stream: 't', version: 1 }]), patience);
    expect(await faulty.documents.getMany('notes', ['s/a', 's/b'])).toHaveLength(2);
    const found = await faulty.documents.find({ collection: 'notes', index: 'by-writer', key: ['t'], limit: 9 });
    expect(found.items.map(({ id }) => id)).toEqual(['t/a', 't/b']);
    expect(await Array.fromAsync(faulty.log.streams(''))).toEqual(['s', 't']);
  });

  it('that stays so rejects, and nothing is half believed', async () => {
    await using place = takePlace();
    await using opened = new AsyncDisposableStack();
    const { faulty, sound } = await openBoth(place, opened, (request) =>
      isCommit(request) ? { before: answeredError('ThrottlingException') } : undefined,
    );
    await expect(faulty.log.append([entryOf('s', 1)])).rejects.toMatchObject(unavailable);
    expect(await versionsOf(sound, 's')).toEqual([]);
    expect(await pendingOf(sound)).toEqual([]);
    expect(await sound.log.append([entryOf('s', 1)])).toEqual(['committed']);
    await vi.waitFor(async () => expect(await pendingOf(sound)).toEqual([{ stream: 's', version: 1 }]), patience);
  });

  it('may leave keys of a read for later', async () => {
    await using place = takePlace();
    await using opened = new AsyncDisposableStack();
    let left = 3;
    const { faulty } = await openBoth(place, opened, ({ operation, input }) => {
      if (operation !== 'BatchGetItem' || left === 0) return undefined;
      left -= 1;
      return { answer: { Responses: {}, UnprocessedKeys: input['RequestItems'] } };
    });
    await faulty.log.append([entryOf('s', 1)]);
    const found = await faulty.documents.getMany('notes', ['s/b', 'nobody', 's/a']);
    expect(found.map((stored) => stored?.id)).toEqual(['s/b', undefined, 's/a']);
    expect(left).toBe(0);
  });
});

describe('an answer that is lost', () => {
  it('makes no conflict of a commit that was stored, and stores its documents', async () => {
    await using place = takePlace();
    await using opened = new AsyncDisposableStack();
    const lost = new Set<string>();
    const { faulty, sound } = await openBoth(place, opened, ({ operation, input }) => {
      const what = `${operation} ${JSON.stringify(input['Item'] ?? input['Key'])}`;
      if (!/^(Put|Update)Item/.test(operation) || lost.has(what.slice(0, 90))) return undefined;
      lost.add(what.slice(0, 90));
      return { after: Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' }) };
    });
    const batch = [entryOf('s', 1), entryOf('t', 1)];
    expect(await faulty.log.append(batch)).toEqual(['committed', 'committed']);
    expect(lost.size).toBeGreaterThanOrEqual(6);
    for (const stream of ['s', 't']) expect(await versionsOf(sound, stream)).toEqual([1]);
    expect((await sound.documents.getMany('notes', ['s/a', 's/b', 't/a', 't/b'])).every(Boolean)).toBe(true);
    expect(
      await sound.log.append([{ ...entryOf('s', 1), commit: { ...entryOf('s', 1).commit, id: 'foreign' } }]),
    ).toEqual(['conflict']);
  });

  it('tells a rival who was faster from oneself', async () => {
    await using place = takePlace();
    await using opened = new AsyncDisposableStack();
    let rival: Promise<unknown> | undefined;
    const { faulty, sound } = await openBoth(place, opened, (request) => {
      if (!isCommit(request) || rival) return undefined;
      const entry = entryOf('s', 1);
      rival = sound.log.append([{ ...entry, commit: { ...entry.commit, id: 'rival' } }]);
      return { before: answeredError('InternalServerError', 500) };
    });
    const [outcome] = await faulty.log.append([entryOf('s', 1)]);
    const stored = await sound.log.readOne({ stream: 's', version: 1 });
    expect(await rival).toEqual([outcome === 'committed' ? 'conflict' : 'committed']);
    expect(stored?.id).toBe(outcome === 'committed' ? 's@1' : 'rival');
  });
});

describe('a process that dies', () => {
  const death = answeredError('AccessDeniedException'); // final: nothing more is sent

  it('after a commit and before its documents leaves it pending, and a repeated append stores them', async () => {
    await using place = takePlace();
    await using opened = new AsyncDisposableStack();
    const { faulty, sound } = await openBoth(place, opened, (request) =>
      isDocument(request) ? { before: death } : undefined,
    );
    await expect(faulty.log.append([entryOf('s', 1)])).rejects.toMatchObject(unavailable);
    expect(await versionsOf(sound, 's')).toEqual([1]);
    expect(await sound.documents.get('notes', 's/a')).toBeUndefined();
    expect(await pendingOf(sound)).toEqual([{ stream: 's', version: 1 }]);
    expect(await sound.log.append([entryOf('s', 1)])).toEqual(['committed']);
    expect((await sound.documents.get('notes', 's/a'))?.version).toBe(1);
  });

  it('between the mark of a stream and its commit leaves nothing that is listed', async () => {
    await using place = takePlace();
    await using opened = new AsyncDisposableStack();
    const { faulty, sound } = await openBoth(place, opened, (request) =>
      isCommit(request) ? { before: death } : undefined,
    );
    await expect(faulty.log.append([entryOf('s', 1)])).rejects.toMatchObject(unavailable);
    expect(await pendingOf(sound)).toEqual([]);
    expect(await Array.fromAsync(sound.log.streams(''))).toEqual([]);
    expect(await sound.log.append([entryOf('s', 1)])).toEqual(['committed']);
    await vi.waitFor(async () => expect(await pendingOf(sound)).toHaveLength(1), patience);
    await sound.log.published([{ stream: 's', throughVersion: 1 }]);
    await vi.waitFor(async () => expect(await pendingOf(sound)).toEqual([]), patience);
  });

  it('in the middle of a hot stream, whose mark was raised ahead, leaves its last commits pending', async () => {
    await using place = takePlace();
    await using opened = new AsyncDisposableStack();
    let marked = 0;
    const { faulty, sound } = await openBoth(place, opened, (request) => {
      if (request.operation === 'UpdateItem' && isOf('.marks', request)) marked += 1;
      return undefined;
    });
    marked = 0;
    for (let version = 1; version <= 30; version += 1) await faulty.log.append([entryOf('hot', version)]);
    expect(marked).toBeLessThan(5);
    await faulty.log.published([{ stream: 'hot', throughVersion: 30 }]);
    for (let round = 0; round < 4; round += 1) expect(await pendingOf(sound)).toEqual([]);
    await faulty.log.append([entryOf('hot', 31)]);
    await vi.waitFor(async () => expect(await pendingOf(sound)).toEqual([{ stream: 'hot', version: 31 }]), patience);
    await sound.log.published([{ stream: 'hot', throughVersion: 31 }]);
    await sound.log.append([entryOf('hot', 32)]);
    await vi.waitFor(async () => expect(await pendingOf(sound)).toEqual([{ stream: 'hot', version: 32 }]), patience);
  });
});
