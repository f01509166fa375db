import { strict } from 'node:assert';
import { array, assert, boolean, integer, property } from 'fast-check';
import { test } from 'vitest';
import { takeBestSeats } from '../src/best-seats.ts';
import { createPlan, type Seat, setSeat } from '../src/plan.ts';
import { seated } from './sale.ts';

/** Lengths of the stretches of free seats, row by row. */
function stretches(rows: readonly (readonly boolean[])[]): number[] {
  return rows.flatMap((row) =>
    row
      .map((isFree) => (isFree ? 'a' : '-'))
      .join('')
      .split(/-+/)
      .map(({ length }) => length)
      .filter((length) => length > 0),
  );
}

test('seats are together where that is possible, in the fewest pieces where not, and never leave a single seat without need', () => {
  const rows = array(array(boolean(), { minLength: 1, maxLength: 24 }), { minLength: 1, maxLength: 9 });
  assert(
    property(rows, integer({ min: 1, max: 10 }), (free, quantity) => {
      const lengths = stretches(free);
      if (lengths.reduce((sum, length) => sum + length, 0) < quantity) return;
      const { settings, takenSeats } = {
        settings: seated(...free.map((row, index) => [`${index}`, row.length] as const)),
        takenSeats: new Map(),
      };
      const plan = createPlan({ settings, takenSeats, isCancelled: false });
      free.forEach((row, index) => {
        row.forEach((isFree, seat) => {
          if (!isFree) setSeat(plan, plan.seats.get(`${index}-${seat + 1}`) as Seat, 'b');
        });
      });
      const taken = takeBestSeats(plan, 'S', quantity);
      strict.equal(new Set(taken).size, quantity);
      for (const { row, index } of taken) strict.equal(free[Number(row.key)]?.[index], true, 'a taken seat was taken');
      strict.equal(piecesOf(taken), fewest(lengths, quantity));
      const isClean = lengths.some((length) => length === quantity || length >= quantity + 2);
      const after = stretches(
        free.map((row, index) => row.map((isFree, seat) => isFree && !has(taken, `${index}-${seat + 1}`))),
      );
      if (isClean) strict.ok(singles(after) <= singles(lengths), 'a single seat was left behind');
    }),
    { numRuns: 1000 },
  );
});

function has(seats: readonly Seat[], id: string): boolean {
  return seats.some((seat) => seat.id === id);
}

function singles(lengths: readonly number[]): number {
  return lengths.filter((length) => length === 1).length;
}

function piecesOf(seats: readonly Seat[]): number {
  return seats.filter(({ row, index }) => !seats.some((other) => other.row === row && other.index === index - 1))
    .length;
}

/** So many of the longest stretches are needed. */
function fewest(lengths: readonly number[], quantity: number): number {
  let [left, pieces] = [quantity, 0];
  for (const length of lengths.toSorted((a, b) => b - a)) {
    if (left <= 0) break;
    left -= length;
    pieces += 1;
  }
  return pieces;
}
