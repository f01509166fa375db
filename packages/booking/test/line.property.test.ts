import { strict } from 'node:assert';
import { array, assert, constantFrom, integer, nat, property, record } from 'fast-check';
import { test } from 'vitest';
import { addDeadline, createDeadlines, dropEarliest, earliest } from '../src/deadlines.ts';
import { aheadOf, createLine, headOfLine, joinLine, leaveLine, passedOverBy } from '../src/line.ts';
import type { Entry } from '../src/waiting-room.ts';

const entry = (place: number, quantity: number): Entry => ({
  entryId: `wtl_${place}`,
  tier: 'A',
  quantity,
  userId: 'u',
  nameKey: 'n',
  booking: { bookingId: 'b', code: 'c', ticketIds: [] },
  joinedAt: 0,
  place,
  status: 'waiting',
  version: 1,
  isErased: false,
});

const move = record({ isJoin: constantFrom(true, true, false), quantity: integer({ min: 1, max: 10 }), which: nat() });

test('a long line with people coming and leaving anywhere is the plain list of them', () => {
  assert(
    property(
      array(move, { maxLength: 600, size: 'max' }),
      nat({ max: 12 }),
      nat({ max: 12 }),
      nat(),
      (moves, free, held, seen) => {
        const line = createLine();
        const list: Entry[] = [];
        moves.forEach(({ isJoin, quantity, which }, place) => {
          if (isJoin) {
            const one = entry(place, quantity);
            joinLine(line, one);
            list.push(one);
          } else {
            for (const one of list.splice(which % Math.max(1, list.length), 1)) leaveLine(line, one);
          }
        });
        strict.equal(line.entries, list.length);
        strict.equal(line.tickets, sum(list));
        strict.equal(
          headOfLine(line, { free, held }),
          list.find(({ quantity }) => quantity <= free + held),
        );
        const index = seen % Math.max(1, list.length);
        const one = list[index];
        if (one === undefined) return;
        const before = list.slice(0, index);
        strict.deepEqual(aheadOf(line, one), { entries: before.length, tickets: sum(before) });
        const passed = passedOverBy(line, one, { free, held });
        strict.deepEqual(
          passed.map(({ quantity, entries }) => [quantity, entries]),
          Array.from(
            { length: 10 },
            (_, less) => [less + 1, before.filter(({ quantity }) => quantity === less + 1).length] as const,
          ).filter(([quantity, entries]) => quantity > free + held && entries > 0),
        );
        for (const { quantity, firstEntryId } of passed) {
          strict.equal(firstEntryId, before.find((other) => other.quantity === quantity)?.entryId);
        }
      },
    ),
  );
});

function sum(entries: readonly Entry[]): number {
  return entries.reduce((total, { quantity }) => total + quantity, 0);
}

test('deadlines come up in the order of instant, making and kind', () => {
  const deadline = record({ at: nat({ max: 5 }), order: nat({ max: 5 }), kind: constantFrom(0 as const, 1 as const) });
  assert(
    property(array(deadline, { maxLength: 50 }), (drawn) => {
      const deadlines = createDeadlines();
      for (const one of drawn) addDeadline(deadlines, { ...one, bookingId: 'b' });
      const sorted = drawn.toSorted((a, b) => a.at - b.at || a.order - b.order || a.kind - b.kind);
      for (const { at, order, kind } of sorted) {
        strict.deepEqual(earliest(deadlines), { at, order, kind, bookingId: 'b' });
        dropEarliest(deadlines);
      }
      strict.equal(earliest(deadlines), undefined);
    }),
  );
});
