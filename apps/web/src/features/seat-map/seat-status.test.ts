import { describe, expect, it } from 'vitest';
import { layOut } from './layout.ts';
import { changedSeats, statusAt, toStatuses } from './seat-status.ts';

const layout = layOut({
  sections: [],
  rows: [
    {
      key: 'A',
      seats: ['A-1', 'A-2', 'A-3', 'A-4', 'A-5', 'A-6'].map((id, place) => ({
        id,
        label: String(place + 1),
        tier: place === 5 ? null : 'regular',
      })),
    },
  ],
});
const none: ReadonlySet<string> = new Set();
const read = (statuses: Uint8Array) => layout.seats.map(({ index }) => statusAt(statuses, index));

describe('a seat', () => {
  it('is what its letter says', () => {
    const statuses = toStatuses(layout, { letters: { A: 'ahbxaa' }, chosen: none, mine: none });
    expect(read(statuses)).toEqual(['free', 'held', 'booked', 'blocked', 'free', 'blocked']);
  });

  it('is chosen only as long as it is free, and mine whatever the letter says', () => {
    const chosen = new Set(['A-1', 'A-2']);
    const statuses = toStatuses(layout, { letters: { A: 'ahhbaa' }, chosen, mine: new Set(['A-3', 'A-4']) });
    expect(read(statuses)).toEqual(['chosen', 'held', 'mine', 'mine', 'free', 'blocked']);
  });

  it('is not for sale where a letter is missing, but free where no sale is shown', () => {
    const some = toStatuses(layout, { letters: { A: 'aa' }, chosen: none, mine: none });
    expect(read(some).slice(2)).toEqual(['blocked', 'blocked', 'blocked', 'blocked']);
    expect(read(toStatuses(layout, { chosen: none, mine: none })).slice(0, 2)).toEqual(['free', 'free']);
  });
});

it('reads only the rows that changed, and all of them for another buyer', () => {
  const before = { layout, sources: { letters: { A: 'aaaaaa' }, chosen: none, mine: none } };
  const kept = { ...before, statuses: new Uint8Array([5, 5, 5, 5, 5, 5]) };
  expect(read(toStatuses(layout, before.sources, kept))).toEqual(Array.from({ length: 6 }, () => 'mine'));
  expect(read(toStatuses(layout, { ...before.sources, letters: { A: 'abaaaa' } }, kept))[1]).toBe('booked');
  expect(read(toStatuses(layout, { ...before.sources, mine: new Set(['A-2']) }, kept)).slice(0, 2)).toEqual([
    'free',
    'mine',
  ]);
});

it('finds the seats that changed', () => {
  const [before, after] = ['aaaaaa', 'abaaha'].map((A) =>
    toStatuses(layout, { letters: { A }, chosen: none, mine: none }),
  );
  expect(changedSeats(before ?? new Uint8Array(), after ?? new Uint8Array())).toEqual([1, 4]);
});
