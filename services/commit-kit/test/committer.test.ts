import { expect, it } from 'vitest';
import { createCommitter, createPublisher } from '../src/index.ts';
import { clock, entryOf, messagesOf, openWorld, silent, unreliable } from './fixtures.ts';

it('puts what arrives during an append into the next one', async () => {
  const store = openWorld().openStore();
  const batches: number[] = [];
  const committer = createCommitter({
    store,
    publisher: silent,
    clock,
    onAppend: ({ commits }) => batches.push(commits),
  });
  const first = Array.from({ length: 10 }, (_, n) => committer.append(entryOf(`a/${n}`, 1)));
  const second = first.map((appended, n) => appended.then(() => committer.append(entryOf(`b/${n}`, 1))));
  expect(await Promise.all([...first, ...second])).toEqual(Array(20).fill('committed'));
  expect(batches).toEqual([10, 10]);
});

it('lets one of two writers of a version win, in one batch too', async () => {
  const store = openWorld().openStore();
  const committer = createCommitter({ store, publisher: silent, clock });
  const outcomes = await Promise.all([committer.append(entryOf('a/1', 1)), committer.append(entryOf('a/1', 1))]);
  expect(outcomes.toSorted()).toEqual(['committed', 'conflict']);
});

it('knows its own commit again when the answer was lost', async () => {
  const { store, faults } = unreliable(openWorld().openStore());
  const committer = createCommitter({ store, publisher: silent, clock });
  faults.push('lost-answer');
  expect(await committer.append(entryOf('a/1', 1))).toBe('committed');
});

it('answers only when the documents are there, on an engine that stores them after their commit', async () => {
  const { store, faults } = unreliable(openWorld().openStore());
  const committer = createCommitter({ store, publisher: silent, clock });
  faults.push('documents-not-written');
  const thing = { collection: 'things', id: 'a/1', version: 1, document: { text: 'kept' } };
  expect(await committer.append({ ...entryOf('a/1', 1), documents: [thing] })).toBe('committed');
  expect((await store.documents.get('things', 'a/1'))?.document).toEqual({ text: 'kept' });
});

it('appends again what was not written, where others may write too', async () => {
  const { store, faults } = unreliable(openWorld().openStore());
  const committer = createCommitter({ store, publisher: silent, clock });
  faults.push('not-written', 'not-written');
  expect(await committer.append(entryOf('a/1', 1))).toBe('committed');
});

it('says at once that nothing was written, where nobody else can write', async () => {
  const { store, faults } = unreliable({ ...openWorld().openStore(), exclusive: true });
  const committer = createCommitter({ store, publisher: silent, clock });
  faults.push('not-written');
  await expect(committer.append(entryOf('a/1', 1))).rejects.toMatchObject({ name: 'StoreUnavailableError' });
  expect(await committer.append(entryOf('a/1', 1))).toBe('committed');
});

it('loses to another writer after a lost answer of its own', async () => {
  const { store, faults } = unreliable(openWorld().openStore());
  const committer = createCommitter({ store, publisher: silent, clock });
  await committer.append(entryOf('a/1', 1));
  faults.push('not-written');
  expect(await committer.append(entryOf('a/1', 1))).toBe('conflict');
});

it('answers everything it took before it closes, and takes nothing after', async () => {
  const store = openWorld().openStore();
  const committer = createCommitter({ store, publisher: silent, clock });
  const taken = committer.append(entryOf('a/1', 1));
  await committer.close();
  expect(await taken).toBe('committed');
  await expect(committer.append(entryOf('a/1', 2))).rejects.toMatchObject({ name: 'CommitterClosedError' });
});

it('publishes only what was committed', async () => {
  const world = openWorld();
  const store = world.openStore();
  const enqueued: string[] = [];
  const publisher = { ...silent, enqueue: ({ commit }: { commit: { id: string } }) => void enqueued.push(commit.id) };
  const committer = createCommitter({ store, publisher, clock });
  const [winner, loser] = [entryOf('a/1', 1), entryOf('a/1', 1)];
  await Promise.all([committer.append(winner), committer.append(loser)]);
  expect(enqueued).toEqual([winner.commit.id]);
});

it('is one with a real publisher', async () => {
  const world = openWorld();
  const store = world.openStore();
  const publisher = createPublisher({ log: store.log, bus: world.openBus(), clock, messagesOf });
  const committer = createCommitter({ store, publisher, clock });
  expect(await committer.append(entryOf('a/1', 1))).toBe('committed');
});
