import { expect, it } from 'vitest';
import { changeStream, createCommitter, loadStream, toBusMessages, toCloudEvent } from '../src/index.ts';
import { clock, openWorld, silent } from './fixtures.ts';

type Counted = { readonly type: 'Counted'; readonly by: number };
const counter = { stream: 'counter/1', initial: () => 0, evolve: (sum: number, { by }: Counted) => sum + by };

it('loses no change when many want to change a stream at once, in two processes', async () => {
  const world = openWorld();
  const processes = [world.openStore(), world.openStore()].map((store) => ({
    log: store.log,
    committer: createCommitter({ store, publisher: silent, clock }),
  }));
  const changes = Array.from({ length: 20 }, (_, n) =>
    changeStream<number, Counted, number>({
      ...counter,
      ...(processes[n % 2] ?? processes[0]),
      log: (processes[n % 2] ?? processes[0])?.log ?? world.openStore().log,
      committer: processes[n % 2]?.committer ?? createCommitter({ store: world.openStore(), publisher: silent, clock }),
      clock,
      attemptsMax: 100,
      decide: ({ state }) => ({ events: [{ type: 'Counted', by: 1 }], answer: state + 1 }),
    }),
  );
  const answers = (await Promise.all(changes)).map(({ answer }) => answer).toSorted((a, b) => a - b);
  expect(answers).toEqual(Array.from({ length: 20 }, (_, n) => n + 1));
  expect(await loadStream<number, Counted>({ ...counter, log: world.openStore().log })).toMatchObject({
    state: 20,
    version: 20,
  });
});

it('commits nothing where nothing changes', async () => {
  const store = openWorld().openStore();
  const committer = createCommitter({ store, publisher: silent, clock });
  const changed = await changeStream<number, Counted, string>({
    ...counter,
    log: store.log,
    committer,
    clock,
    decide: () => ({ events: [], answer: 'as it was' }),
  });
  expect(changed).toEqual({ state: 0, version: 0, at: 0, answer: 'as it was' });
});

it('never lets time go back in a stream', async () => {
  const store = openWorld().openStore();
  const committer = createCommitter({ store, publisher: silent, clock });
  let now = 2_000;
  const change = () =>
    changeStream<number, Counted, number>({
      ...counter,
      log: store.log,
      committer,
      clock: { ...clock, now: () => now },
      decide: (_, at) => ({ events: [{ type: 'Counted', by: 1 }], answer: at }),
    });
  await change();
  now = 1_000;
  expect(await change()).toMatchObject({ answer: 2_000, at: 2_000, version: 2 });
});

it('splits messages before they grow too big for a broker', () => {
  const event = (index: number) =>
    toCloudEvent({
      type: 'happened',
      subject: 'a',
      source: '/test',
      stream: 'a/1',
      version: 7,
      index,
      at: 0,
      data: { text: '€'.repeat(20_000) },
    });
  const messages = toBusMessages('things', 'a/1', [0, 1, 2, 3, 4, 5, 6].map(event));
  expect(messages.map(({ events }) => events.length)).toEqual([3, 3, 1]);
  for (const message of messages) expect(Buffer.byteLength(JSON.stringify(message))).toBeLessThanOrEqual(200 * 1024);
  expect(messages.flatMap(({ events }) => events.map(({ id }) => id))).toEqual(
    [0, 1, 2, 3, 4, 5, 6].map((index) => `a/1@7/${index}`),
  );
});
