import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { layOut } from './layout.ts';
import type { MapPlan, SectionShape } from './plan.ts';

interface RowOf {
  readonly seats: number;
  readonly offset?: number;
}
interface SectionOf {
  readonly rows: readonly RowOf[];
  readonly shape?: SectionShape;
}

function planOf(sections: readonly SectionOf[], stage?: MapPlan['stage']): MapPlan {
  return {
    ...(stage === undefined ? {} : { stage }),
    sections: sections.map(({ shape }, at) => ({ name: `S${at}`, ...(shape === undefined ? {} : { shape }) })),
    rows: sections.flatMap(({ rows }, at) =>
      rows.map(({ seats, offset }, row) => ({
        key: `S${at}/${row}`,
        section: `S${at}`,
        ...(offset === undefined ? {} : { offset }),
        seats: Array.from({ length: seats }, (_, seat) => ({
          id: `S${at}/${row}-${seat + 1}`,
          label: String(seat + 1),
          tier: 'regular',
        })),
      })),
    ),
  };
}

const rowsOf = (...seats: readonly number[]): SectionOf => ({ rows: seats.map((count) => ({ seats: count })) });
const at = (plan: MapPlan, id: string) => {
  const { x = Number.NaN, y = Number.NaN } = layOut(plan).byId.get(id) ?? {};
  return { x, y };
};

describe('a plan without shapes', () => {
  const row = fc.record({ seats: fc.integer({ min: 1, max: 40 }), offset: fc.integer({ min: -3, max: 3 }) });
  const sections = fc.array(fc.record({ rows: fc.array(row, { minLength: 1, maxLength: 30 }) }), {
    minLength: 1,
    maxLength: 12,
  });

  it('has no two seats that overlap, and none on the stage', () => {
    fc.assert(
      fc.property(sections, (all) => {
        const { seats, index, stage } = layOut(planOf(all));
        for (const seat of seats) {
          expect(index.near(seat, 0.95)).toEqual([seat.index]);
          if (stage === undefined) throw new Error('no stage');
          expect(seat.y - 0.5 > stage.bottom || Math.abs(seat.x) - 0.5 > stage.right).toBe(true);
        }
      }),
      { numRuns: 40 },
    );
  });

  it('has every seat once, in plan order', () => {
    fc.assert(
      fc.property(sections, (all) => {
        const plan = planOf(all);
        const { seats } = layOut(plan);
        expect(seats.map(({ id }) => id)).toEqual(plan.rows.flatMap((one) => one.seats.map(({ id }) => id)));
        expect(seats.map(({ index }) => index)).toEqual(seats.map((_seat, place) => place));
      }),
      { numRuns: 20 },
    );
  });

  it('has rows behind each other and a wide section behind another', () => {
    const { byId, stage } = layOut(planOf([rowsOf(21, 21, 21), rowsOf(21, 21)]));
    const middles = ['S0/0-11', 'S0/1-11', 'S0/2-11', 'S1/0-11', 'S1/1-11'].map((id) => byId.get(id)?.y ?? Number.NaN);
    expect(middles).toEqual(middles.toSorted((one, other) => one - other));
    expect((middles[3] ?? 0) - (middles[2] ?? 0)).toBeGreaterThan(2);
    expect(stage?.bottom).toBeLessThan(middles[0] ?? 0);
  });

  it('sets sections beside each other while there is room, and many short rows like boxes', () => {
    const beside = layOut(planOf(Array.from({ length: 6 }, () => rowsOf(10, 10, 10, 10, 10, 10, 10, 10))));
    const [first, second] = beside.sections;
    expect(second?.bounds.left).toBeGreaterThan(first?.bounds.right ?? Infinity);
    const boxes = layOut(planOf([rowsOf(...Array.from({ length: 36 }, () => 4))])).bounds;
    expect(boxes.right - boxes.left).toBeGreaterThan(boxes.bottom - boxes.top);
  });

  it('takes rows that are in no section', () => {
    const { sections: laid } = layOut({
      sections: [],
      rows: [{ key: 'A', seats: [{ id: 'A-1', label: '1', tier: null }] }],
    });
    expect(laid.map(({ name, rows }) => [name, rows.map((one) => one.name)])).toEqual([['', ['A']]]);
  });
});

describe('a section with a shape', () => {
  it('begins where its shape says, centred, with the gaps of the shape', () => {
    const plan = planOf([{ ...rowsOf(3, 3), shape: { x: 10, y: 20, seatGap: 2, rowGap: 3 } }]);
    expect(at(plan, 'S0/0-1')).toEqual({ x: 8, y: 20 });
    expect(at(plan, 'S0/0-2')).toEqual({ x: 10, y: 20 });
    expect(at(plan, 'S0/1-3')).toEqual({ x: 12, y: 23 });
  });

  it('turns clockwise about the middle of its first row', () => {
    const plan = planOf([{ ...rowsOf(3, 1), shape: { x: 0, y: 0, rotate: 90 } }]);
    expect(at(plan, 'S0/0-3').y).toBeCloseTo(1);
    expect(at(plan, 'S0/1-1').x).toBeCloseTo(-1);
  });

  it.each([
    ['forward', 50, -1],
    ['back', -50, 1],
  ])('bends its ends %s, and keeps rows and seats apart', (_where, bend, side) => {
    const plan = planOf([{ ...rowsOf(21, 21, 21), shape: { x: 0, y: 0, bend } }]);
    expect(Math.sign(at(plan, 'S0/0-1').y)).toBe(side);
    const { seats, index } = layOut(plan);
    for (const seat of seats) expect(index.near(seat, 0.95)).toEqual([seat.index]);
  });

  it('makes a half circle of its longest row at 100', () => {
    const plan = planOf([{ ...rowsOf(21), shape: { x: 0, y: 0, bend: 100 } }]);
    // A seat takes half its pitch on either side: the outer ones are that much short of the end.
    const [radius, angle] = [21 / Math.PI, (10 / 21) * Math.PI];
    expect(at(plan, 'S0/0-1').x).toBeCloseTo(-radius * Math.sin(angle));
    expect(at(plan, 'S0/0-1').y).toBeCloseTo(radius * Math.cos(angle) - radius);
  });

  it('shifts a row by its offset', () => {
    const plan = planOf([{ rows: [{ seats: 1, offset: 0.5 }], shape: { x: 0, y: 0 } }]);
    expect(at(plan, 'S0/0-1')).toEqual({ x: 0.5, y: 0 });
  });

  it('has its name straight before it, even if rows behind are shifted', () => {
    const rows = [{ seats: 3 }, { seats: 3, offset: 20 }];
    expect(layOut(planOf([{ rows, shape: { x: 4, y: 7 } }])).sections[0]?.front).toEqual({ x: 4, y: 5.5 });
    const turned = layOut(planOf([{ rows, shape: { x: 0, y: 0, rotate: 180 } }])).sections[0]?.front;
    expect(turned?.y).toBeCloseTo(1.5);
  });

  it('has those without a shape below it, and no stage of its own making', () => {
    const plan = planOf([{ ...rowsOf(5), shape: { x: 0, y: 7 } }, rowsOf(5, 5)]);
    const { sections, stage } = layOut(plan);
    expect(sections[1]?.bounds.top).toBeGreaterThan(8);
    expect(stage).toBeUndefined();
  });
});

it('takes the stage as the plan has it', () => {
  const { stage, bounds } = layOut(planOf([rowsOf(3)], { x: 0, y: -30, width: 8, height: 4, label: 'Manege' }));
  expect(stage).toEqual({ left: -4, right: 4, top: -32, bottom: -28, label: 'Manege' });
  expect(bounds.top).toBe(-32);
});

describe('the outline of a section', () => {
  it('goes around rows that lie behind each other', () => {
    const [section] = layOut(planOf([{ ...rowsOf(3, 3, 3), shape: { x: 0, y: 0 } }])).sections;
    expect(section?.outline?.map(({ x, y }) => [x, y])).toEqual([
      [-1, 0],
      [0, 0],
      [1, 0],
      [1, 1],
      [1, 2],
      [0, 2],
      [-1, 2],
      [-1, 1],
    ]);
  });

  it('is left out where rows are set apart to both sides', () => {
    const rows = [-20, 20, -20, 20].map((offset) => ({ seats: 6, offset }));
    expect(layOut(planOf([{ rows, shape: { x: 0, y: 0 } }])).sections[0]?.outline).toBeUndefined();
  });
});
