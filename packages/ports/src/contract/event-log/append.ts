import assert from 'node:assert/strict';
import type { AppendEntry, AppendOutcome, EventLog } from '../../event-log.ts';
import type { ContractCase } from '../contract-case.ts';
import { appendInOrder, collect, entryOf, readVersions, type StoreSubject } from '../store-subject.ts';

/** Who wins, who is told, and what a commit brings along. */
export const appendCases: readonly ContractCase<StoreSubject>[] = [
  {
    name: 'lets exactly one of many writers of the same version win',
    async run({ open }) {
      await using one = await open();
      await using two = await open();
      for (const version of [1, 2, 3]) {
        const entries = Array.from({ length: 16 }, () => entryOf('race', version));
        const attempts = entries.map((entry, n) => (n % 2 === 0 ? one : two).log.append([entry]));
        const outcomes = (await Promise.all(attempts)).flat();
        assert.equal(outcomes.filter((outcome) => outcome === 'committed').length, 1);
        assert.equal(outcomes.filter((outcome) => outcome === 'conflict').length, 15);
        const winner = entries[outcomes.indexOf('committed')]?.commit;
        assert.deepEqual(await two.log.readOne({ stream: 'race', version }), winner);
      }
      assert.deepEqual(await readVersions(one.log, 'race'), [1, 2, 3]);
    },
  },
  {
    name: 'loses no update of writers that read, decide and try again',
    async run({ open }) {
      await using one = await open();
      await using two = await open();
      const writers = Array.from({ length: 6 }, (_, n) => countUp((n % 2 === 0 ? one : two).log, 'counter', 5));
      await Promise.all(writers);
      const commits = await collect(one.log.read('counter'));
      assert.deepEqual(
        commits.map(({ version }) => version),
        Array.from({ length: 30 }, (_, n) => n + 1),
      );
    },
  },
  {
    name: 'judges each commit of a batch on its own, and answers in the order of the batch',
    async run({ open }) {
      await using store = await open();
      await using other = await open();
      await appendInOrder(store.log, 'taken/b', 1);
      await appendInOrder(store.log, 'taken/d', 2);
      const batch = [
        entryOf('a', 1),
        entryOf('taken/b', 1),
        entryOf('c', 1),
        entryOf('taken/d', 2),
        entryOf('taken/d', 3),
      ];
      const expected: AppendOutcome[] = ['committed', 'conflict', 'committed', 'conflict'];
      assert.deepEqual(await other.log.append(batch.slice(0, 4)), expected);
      assert.deepEqual(await other.log.append(batch.slice(4)), ['committed']);
      for (const [n, { commit }] of batch.entries()) {
        const stored = await store.log.readOne(commit);
        assert.equal(stored?.id === commit.id, n !== 1 && n !== 3, `${commit.stream}@${commit.version}`);
      }
    },
  },
  {
    name: 'answers an empty batch with nothing',
    async run({ open }) {
      await using store = await open();
      assert.deepEqual(await store.log.append([]), []);
    },
  },
  {
    name: 'takes the same batch twice, also at once, and keeps it once',
    async run({ open }) {
      await using one = await open();
      await using two = await open();
      const batch = ['x', 'y', 'z'].map((stream) => entryOf(stream, 1));
      const answers = await Promise.all([one.log.append(batch), two.log.append(batch), one.log.append(batch)]);
      assert.deepEqual(new Set(answers.flat()), new Set(['committed']));
      assert.deepEqual(await two.log.append([...batch].reverse()), ['committed', 'committed', 'committed']);
      for (const { commit } of batch) assert.deepEqual(await collect(one.log.read(commit.stream)), [commit]);
    },
  },
  {
    name: 'knows a commit again whose answer was lost after the write, and tells it from another writer’s',
    async run({ open }) {
      await using store = await open();
      const losing = loseAnswers(store.log);
      const document = { collection: 'contract-notes', id: 'note', version: 1, document: { text: 'kept' } };
      const batch = [entryOf('lost/a', 1, { documents: [document] }), entryOf('lost/b', 1)];
      await assert.rejects(losing.append(batch), /answer was lost/);
      const foreign = entryOf('lost/a', 1, { documents: [{ ...document, version: 9, document: { text: 'foreign' } }] });
      await using other = await open();
      assert.deepEqual(await other.log.append([foreign]), ['conflict']);
      assert.deepEqual(await store.log.append(batch), ['committed', 'committed']);
      await appendInOrder(store.log, 'lost/a', 3, 2);
      assert.deepEqual(await other.log.append(batch), ['committed', 'committed'], 'also when the stream went on');
      assert.deepEqual(await readVersions(store.log, 'lost/a'), [1, 2, 3]);
      assert.deepEqual((await other.documents.get('contract-notes', 'note'))?.document, { text: 'kept' });
    },
  },
  {
    name: 'stores the documents of a commit before it answers, and none of a commit that lost',
    async run({ open }) {
      await using store = await open();
      await using other = await open();
      const won = entryOf('s/won', 1, { documents: [noteOf('n1', 1, 'first'), noteOf('n2', 1, 'second')] });
      assert.deepEqual(await store.log.append([won]), ['committed']);
      const lost = entryOf('s/won', 1, { documents: [noteOf('n1', 2, 'lost'), noteOf('n3', 1, 'lost')] });
      const beside = entryOf('s/beside', 1, { documents: [noteOf('n4', 1, 'beside')] });
      assert.deepEqual(await other.log.append([lost, beside]), ['conflict', 'committed']);
      const texts = (await store.documents.getMany('contract-notes', ['n1', 'n2', 'n3', 'n4'])).map(
        (stored) => stored?.document['text'],
      );
      assert.deepEqual(texts, ['first', 'second', undefined, 'beside']);
    },
  },
  {
    name: 'leaves the first commit as it was, whatever later writers bring',
    async run({ open }) {
      await using store = await open();
      const [first] = await appendInOrder(store.log, 'first', 1);
      await store.log.append([entryOf('first', 1, { events: [{ type: 'Forged' }] })]);
      assert.deepEqual(await store.log.readOne({ stream: 'first', version: 1 }), first);
    },
  },
];

function noteOf(id: string, version: number, text: string) {
  return { collection: 'contract-notes', id, version, document: { text } };
}

/** Adds `times` commits to a stream that others write to as well: reads, tries the next version, and again on conflict. */
async function countUp(log: EventLog, stream: string, times: number): Promise<void> {
  for (let added = 0; added < times; ) {
    const version = (await readVersions(log, stream)).length + 1;
    const [outcome] = await log.append([entryOf(stream, version)]);
    if (outcome === 'committed') added += 1;
  }
}

/** A connection that breaks after the engine has written and before the answer arrives. */
function loseAnswers(log: EventLog): Pick<EventLog, 'append'> {
  return {
    async append(batch: readonly AppendEntry[]) {
      await log.append(batch);
      throw new Error('The answer was lost.');
    },
  };
}
