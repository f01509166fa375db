import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { layOut } from '../../seat-map/layout.ts';
import { generateSections, recipeMistakes, rowCounts, type SectionRecipe, splitRow } from './generate-sections.ts';
import { toMapPlan } from './map-plan.ts';
import { planSeats } from './mark-seats.ts';
import { numberings } from './number-seats.ts';
import { planMistakes } from './plan-mistakes.ts';
import { seatsOf } from './seat-labels.ts';

const simple: SectionRecipe = {
  name: 'Stalls',
  rows: 3,
  firstRow: 'A',
  skipsLookalikes: false,
  seats: 10,
  growth: 2,
  numbering: 'leftToRight',
  firstSeat: 1,
  blocks: 1,
  aisle: 2,
  runsOn: true,
  x: 0,
  y: 4,
  bend: 0,
  rowGap: 1,
  seatGap: 1,
};

const recipes: fc.Arbitrary<SectionRecipe> = fc
  .record({
    rows: fc.integer({ min: 1, max: 20 }),
    seats: fc.integer({ min: 1, max: 40 }),
    growth: fc.integer({ min: -2, max: 4 }),
    numbering: fc.constantFrom(...numberings),
    firstSeat: fc.integer({ min: 0, max: 200 }),
    blocks: fc.integer({ min: 1, max: 5 }),
    runsOn: fc.boolean(),
    skipsLookalikes: fc.boolean(),
    firstRow: fc.constantFrom('A', 'H', '1', 'Row 7', 'z'),
    bend: fc.constantFrom(0, 0, 20, 60, -15),
    seatGap: fc.constantFrom(1, 1.1),
  })
  .map((given) => ({ ...simple, ...given }))
  .filter((recipe) => Object.keys(recipeMistakes(recipe)).length === 0);

describe('a section from a few numbers', () => {
  it('has rows that grow, named and numbered as asked', () => {
    expect(generateSections({ ...simple, numbering: 'oddLeft', seats: 3, growth: 1, rows: 2 })).toEqual([
      {
        name: 'Stalls',
        shape: { x: 0, y: 4 },
        rows: [
          { name: 'A', seats: ['3', '1', '2'] },
          { name: 'B', seats: ['3', '1', '2', '4'] },
        ],
      },
    ]);
  });

  it('is cut by aisles as wide in every row into blocks', () => {
    const blocks = generateSections({ ...simple, seats: 9, growth: 3, rows: 2, blocks: 3 });
    expect(blocks.map(({ name, rows }) => [name, rows.map(({ seats }) => seats)])).toEqual([
      ['Stalls 1', [['1..3'], ['1..4']]],
      ['Stalls 2', [['4..6'], ['5..8']]],
      ['Stalls 3', [['7..9'], ['9..12']]],
    ]);
    expect(blocks.map(({ shape }) => shape?.x)).toEqual([-5, 0, 5]);
    expect(blocks.map(({ rows }) => rows.map(({ offset }) => offset))).toEqual([
      [undefined, -1],
      [undefined, undefined],
      [undefined, 1],
    ]);
  });

  it('numbers each block anew where asked', () => {
    const blocks = generateSections({ ...simple, seats: 6, growth: 0, rows: 1, blocks: 2, runsOn: false });
    expect(blocks.flatMap(({ rows }) => rows.map(({ seats }) => seats))).toEqual([['1..3'], ['1..3']]);
  });

  it('always has all its seats, and nothing the API refuses', () => {
    fc.assert(
      fc.property(recipes, (recipe) => {
        const sections = [...generateSections(recipe)];
        expect(planMistakes({ sections })).toEqual([]);
        expect(planSeats({ sections })).toBe(rowCounts(recipe).reduce((sum, count) => sum + count, 0));
        if (!recipe.runsOn) return;
        const byRow = Map.groupBy(
          sections.flatMap(({ rows }) => rows),
          ({ name }) => name,
        );
        for (const rows of byRow.values()) {
          const labels = rows.flatMap((row) => seatsOf(row));
          expect(new Set(labels).size).toBe(labels.length);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('never has seats on top of each other, straight or bent forward', () => {
    const forward = recipes.filter(({ bend, growth }) => bend >= 0 && growth >= 0);
    fc.assert(
      fc.property(forward, (recipe) => {
        const { seats, index } = layOut(toMapPlan({ sections: [...generateSections(recipe)] }, null));
        for (const seat of seats) expect(index.near(seat, 0.85)).toEqual([seat.index]);
      }),
      { numRuns: 40 },
    );
  });

  it('has its blocks on one circle', () => {
    const whole = { ...simple, seats: 30, growth: 3, rows: 4, bend: 50, aisle: 0 };
    const pointsOf = (recipe: SectionRecipe) =>
      layOut(toMapPlan({ sections: [...generateSections(recipe)] }, null)).seats.map(({ label, row, x, y }) => ({
        seat: `${row.name}${label}`,
        x,
        y,
      }));
    const cut = new Map(pointsOf({ ...whole, blocks: 3 }).map(({ seat, x, y }) => [seat, { x, y }]));
    for (const { seat, x, y } of pointsOf(whole)) {
      const other = cut.get(seat);
      expect(Math.hypot((other?.x ?? 99) - x, (other?.y ?? 99) - y)).toBeLessThan(0.05);
    }
  });
});

it('shares a row out evenly, the same left and right', () => {
  expect(splitRow(10, 3)).toEqual([3, 4, 3]);
  expect(splitRow(11, 3)).toEqual([4, 4, 3]);
  expect(splitRow(9, 2)).toEqual([5, 4]);
});

it('says at which number a recipe fails', () => {
  expect(recipeMistakes(simple)).toEqual({});
  expect(recipeMistakes({ ...simple, name: ' ', rows: 0, firstRow: 'A/B', blocks: 0 })).toEqual({
    name: 'name',
    rows: 'rows',
    firstRow: 'firstRow',
    blocks: 'blocks',
  });
  expect(recipeMistakes({ ...simple, rows: 8, growth: -2 })).toEqual({ growth: 'lastRow' });
  expect(recipeMistakes({ ...simple, seats: 2, blocks: 3, growth: 5 })).toEqual({ seats: 'seats' });
});
