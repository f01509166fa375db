import { expect, it } from 'vitest';
import { createSearchIndex, type IndexedEvent } from '../src/index.ts';
import { indexed, query } from './indexed.ts';

it('is filled and asked without a service', async () => {
  await using index = createSearchIndex();
  await index.put([
    indexed({ id: 'a', name: 'Tango' }),
    indexed({ id: 'b', name: 'Tango', shows: [['s', 500, 1_500]] }),
  ]);
  await index.optimize();
  const page = await index.search(query({ keyword: 'tan', limit: 1 }));
  expect(page).toMatchObject({ hits: [{ id: 'b' }], hasMore: true });
  expect(await index.search(query({ keyword: 'tan', after: page.hits[0]?.position }))).toMatchObject({
    hits: [{ id: 'a' }],
    hasMore: false,
  });
  expect(index.waiting()).toBe(0);
  expect(index.failure()).toBeNull();
});

it('works in a thread of its own: this one goes on meanwhile', async () => {
  await using index = createSearchIndex();
  const many = Array.from({ length: 3_000 }, (_, n) =>
    indexed({ id: `e${n}`, name: `tango number ${n}`, description: 'a b c d e f g' }),
  );
  let isDone = false;
  const putting = index.put(many).then(() => {
    isDone = true;
  });
  let turns = 0;
  while (!isDone) {
    turns += 1;
    await new Promise((resolve) => setImmediate(resolve));
  }
  await putting;
  expect(turns).toBeGreaterThan(10);
  expect((await index.search(query({ keyword: 'tango' }))).hits).toHaveLength(100);
});

it('says what it could not do, and that it may be incomplete since', async () => {
  await using index = createSearchIndex();
  const broken = { ...indexed({ id: 'a' }), shows: null } as unknown as IndexedEvent;
  await expect(index.put([broken])).rejects.toThrow();
  expect(index.failure()).toContain('could not take');
  await index.put([indexed({ id: 'b', name: 'Tango' })]);
  expect((await index.search(query({ keyword: 'tango' }))).hits).toMatchObject([{ id: 'b' }]);
});

it('answers nothing any more once it is closed', async () => {
  const index = createSearchIndex();
  await index[Symbol.asyncDispose]();
  await expect(index.search(query())).rejects.toThrow('closed');
});
