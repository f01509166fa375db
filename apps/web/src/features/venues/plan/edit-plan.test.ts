import { describe, expect, it } from 'vitest';
import { layOut } from '../../seat-map/layout.ts';
import {
  addRow,
  duplicateSection,
  flipSection,
  freeName,
  mirrorSection,
  moveSection,
  relabelRow,
  removeSection,
  renameRows,
  renumberSeats,
  reorderSection,
  reshape,
} from './edit-plan.ts';
import { shapeOf, toMapPlan } from './map-plan.ts';
import { countMarks, markSeats, markState, planSeats, removeSeats } from './mark-seats.ts';
import type { SeatingPlan, Section } from './plan-parts.ts';

const stalls: Section = {
  name: 'Stalls',
  shape: { x: -10, y: 4, rotate: 15, bend: 10 },
  rows: [
    { name: 'A', seats: ['1..4'], offset: 0.5, marks: { accessible: ['1'], companion: ['2'] } },
    { name: 'B', seats: ['1..5'] },
  ],
};
const plan: SeatingPlan = { sections: [stalls, { name: 'Circle', rows: [{ name: 'A', seats: ['1..3'] }] }] };
const placesOf = (of: SeatingPlan) => layOut(toMapPlan(of, null)).seats.map(({ id, x, y }) => ({ id, x, y }));

describe('moving', () => {
  it('adds to the place, to hundredths, within what a plan may have', () => {
    const drawn = { x: 3, y: 3 };
    expect(moveSection(stalls, { x: 0.333, y: -1 }, drawn).shape).toMatchObject({ x: -9.67, y: 3, rotate: 15 });
    expect(moveSection(stalls, { x: 1e9, y: 0 }, drawn).shape?.x).toBe(10_000);
    expect(moveSection({ ...stalls, shape: undefined } as unknown as Section, { x: 1, y: 1 }, drawn).shape).toEqual({
      x: 4,
      y: 4,
    });
  });

  it('leaves out of a shape what says nothing', () => {
    expect(reshape({ x: 0, y: 0, bend: 5, seatGap: 1 }, { bend: 0, rotate: 90 })).toEqual({ x: 0, y: 0, rotate: 90 });
  });
});

describe('copies', () => {
  it('have a name of their own and stand behind the original', () => {
    const { sections } = duplicateSection(plan, 0, { x: 0, y: 0 });
    expect(sections.map(({ name }) => name)).toEqual(['Stalls', 'Stalls 2', 'Circle']);
    expect(sections[1]?.shape).toMatchObject({ x: -3, y: 4 });
    expect(freeName({ sections }, 'Stalls')).toBe('Stalls 3');
    expect(freeName({ sections: [{ ...stalls, name: 'x'.repeat(40) }] }, 'x'.repeat(40))).toBe(`${'x'.repeat(36)} 2`);
  });

  it('on the other side have every seat where its mirror image is', () => {
    const mirrored = mirrorSection(plan, 0, { axis: 2, drawn: { x: 0, y: 0 } });
    const [original, copy] = [placesOf({ sections: [stalls] }), placesOf({ sections: mirrored.sections.slice(1, 2) })];
    expect(copy).toHaveLength(original.length);
    for (const { id, x, y } of original) {
      const other = copy.find((one) => one.id === id.replace('Stalls', 'Stalls 2'));
      expect(other?.x).toBeCloseTo(4 - x, 1);
      expect(other?.y).toBeCloseTo(y, 1);
    }
  });

  it('turned over twice are what they were', () => {
    expect(flipSection(stalls).rows[0]).toMatchObject({ seats: ['4..1'], offset: -0.5 });
    expect(flipSection(flipSection(stalls))).toEqual(stalls);
  });
});

describe('names and numbers', () => {
  it('go over all rows', () => {
    expect(renameRows(stalls, '9', { skipsLookalikes: false }).rows.map(({ name }) => name)).toEqual(['9', '10']);
    const numbered = renumberSeats(stalls, 'rightToLeft', 11);
    expect(numbered.rows.map(({ seats }) => seats)).toEqual([['14..11'], ['15..11']]);
    expect(numbered.rows[0]?.marks).toEqual({ accessible: ['14'], companion: ['13'] });
  });

  it('of one row can be any, and keep the marks at their places', () => {
    const row = stalls.rows[0] ?? { name: '', seats: [] };
    expect(relabelRow(row, ['W', '1', '2', '3'])).toMatchObject({
      seats: ['W', '1..3'],
      marks: { accessible: ['W'], companion: ['1'] },
    });
    expect(relabelRow(row, ['7'])).toMatchObject({ seats: ['7'], marks: { accessible: ['7'] } });
  });

  it('go on with another row', () => {
    expect(addRow(stalls).rows.at(-1)).toEqual({ name: 'C', seats: ['1..5'] });
    const gap = {
      ...stalls,
      rows: [
        { name: 'B', seats: ['1'] },
        { name: 'A', seats: ['1..2'] },
      ],
    };
    expect(addRow(gap).rows.at(-1)).toEqual({ name: 'C', seats: ['1..2'] });
  });
});

describe('marking', () => {
  const two = new Set(['Stalls/A-2', 'Stalls/B-5']);

  it('puts marks on and off, and a newer one in place of one that excludes it', () => {
    const marked = markSeats(plan, two, { mark: 'accessible', isOn: true });
    expect(marked.sections[0]?.rows.map(({ marks }) => marks)).toEqual([
      { accessible: ['1', '2'] },
      { accessible: ['5'] },
    ]);
    expect(marked.sections[1]).toBe(plan.sections[1]);
    expect(markState(marked, two)).toEqual({ accessible: 'all', companion: 'none', restricted: 'none' });
    expect(countMarks(marked)).toEqual({ accessible: 3, companion: 0, restricted: 0 });
    const without = markSeats(marked, new Set(['Stalls/B-5']), { mark: 'accessible', isOn: false });
    expect(without.sections[0]?.rows[1]).toEqual({ name: 'B', seats: ['1..5'] });
    expect(markState(without, two).accessible).toBe('some');
  });

  it('takes a seat that is restricted too', () => {
    const both = markSeats(plan, new Set(['Stalls/A-1']), { mark: 'restricted', isOn: true });
    expect(both.sections[0]?.rows[0]?.marks).toEqual({ accessible: ['1'], companion: ['2'], restricted: ['1'] });
  });

  it('is the same plan where nothing is marked', () => {
    expect(markSeats(plan, new Set(['Stalls/Z-1']), { mark: 'companion', isOn: true })).toBe(plan);
  });
});

it('takes seats away with their marks, and what is empty then', () => {
  const left = removeSeats(plan, new Set(['Stalls/A-1', 'Stalls/A-3', 'Circle/A-1', 'Circle/A-2', 'Circle/A-3']));
  expect(left.sections).toHaveLength(1);
  expect(left.sections[0]?.rows[0]).toEqual({ name: 'A', seats: ['2', '4'], offset: 0.5, marks: { companion: ['2'] } });
  expect(planSeats(left)).toBe(7);
});

it('changes the order of sections, and takes them away', () => {
  expect(reorderSection(plan, 0, 1).sections.map(({ name }) => name)).toEqual(['Circle', 'Stalls']);
  expect(reorderSection(plan, 0, -1)).toBe(plan);
  expect(removeSection(plan, 0).sections.map(({ name }) => name)).toEqual(['Circle']);
});

it('finds the shape that a section was drawn with', () => {
  for (const shape of [
    { x: 3, y: 8 },
    { x: -4, y: 1, rotate: 30, bend: 25 },
    { x: 0, y: 0, rotate: -60, bend: -15 },
  ]) {
    const section = { ...stalls, shape, rows: [{ name: 'A', seats: ['1..21'] }] };
    const [laid] = layOut(toMapPlan({ sections: [section] }, null)).sections;
    const { shape: _shape, ...shapeless } = section;
    const found = shapeOf(shapeless, laid);
    expect(found.x).toBeCloseTo(shape.x, 1);
    expect(found.y).toBeCloseTo(shape.y, 1);
    expect(found.rotate ?? 0).toBeCloseTo(shape.rotate ?? 0, 0);
    expect(found.bend ?? 0).toBeCloseTo(shape.bend ?? 0, 0);
  }
});
