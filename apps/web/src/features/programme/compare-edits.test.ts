import { expect, it } from 'vitest';
import { changedFields, compareEdits, mergeEdits } from './compare-edits.ts';

const base = { name: 'Hamlet', type: 'play', tags: ['a'], duration: 120, language: 'en' };
const theirs = { ...base, name: 'Hamlet!', type: 'opera', language: 'de' };
const mine = { ...base, name: 'Hamlet?', tags: ['a', 'b'], language: 'de' };

it('tells who changed what; the same change of both is none', () => {
  expect(compareEdits(base, theirs, mine)).toEqual([
    { field: 'name', kind: 'both' },
    { field: 'type', kind: 'theirs' },
    { field: 'tags', kind: 'mine' },
  ]);
});

it('keeps what only one side changed, and what was chosen where both did', () => {
  const merged = { ...base, type: 'opera', tags: ['a', 'b'], language: 'de' };
  expect(mergeEdits({ base, theirs, mine }, { name: 'theirs' })).toEqual({ ...merged, name: 'Hamlet!' });
  expect(mergeEdits({ base, theirs, mine }, { name: 'mine' })).toEqual({ ...merged, name: 'Hamlet?' });
});

it('finds the fields that are to be sent', () => {
  expect(changedFields(base, mine)).toEqual({ name: 'Hamlet?', tags: ['a', 'b'], language: 'de' });
  expect(changedFields(base, { ...base })).toEqual({});
});
