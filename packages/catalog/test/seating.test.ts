import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildRows, expandLabels, readPlan, type SeatingPlan, seatsOfTier } from '../src/index.ts';
import { plan } from './samples.ts';

const tier = (id: string, seats: readonly string[], index = 0) => ({ id, seats, field: `/tiers/${index}/seats` });

describe('readPlan', () => {
  it('counts the seats and makes labels compact', () => {
    const written = [{ name: 'Stalls', rows: [{ name: 'A', labels: ['1', '2', '3', '4'] }] }];
    expect(readPlan(written, '/plan')).toEqual({
      plan: [{ name: 'Stalls', rows: [{ name: 'A', labels: ['1..4'] }] }],
      seats: 4,
    });
  });

  it.each([
    ['a section twice', [plan[0], plan[0]], '/plan/sections/1/name'],
    [
      'a row twice',
      [
        {
          name: 'S',
          rows: [
            { name: 'A', labels: ['1'] },
            { name: 'A', labels: ['2'] },
          ],
        },
      ],
      '/plan/sections/0/rows/1/name',
    ],
    ['a seat twice', [{ name: 'S', rows: [{ name: 'A', labels: ['1..3', '2'] }] }], '/plan/sections/0/rows/0/seats'],
    ['a broken range', [{ name: 'S', rows: [{ name: 'A', labels: ['1..x'] }] }], '/plan/sections/0/rows/0/seats'],
  ])('refuses %s', (_what, sections, field) => {
    expect(readPlan(sections as SeatingPlan, '/plan')).toMatchObject({ code: 'validation-failed', field });
  });

  it('refuses more seats than a plan may hold', () => {
    const rows = Array.from({ length: 50 }, (_, row) => ({ name: String(row), labels: ['1..5000'] }));
    expect(readPlan([{ name: 'S', rows }], '/plan')).toMatchObject({ code: 'validation-failed', field: '/plan' });
  });
});

describe('buildRows in a hall with a plan', () => {
  it('keeps the order of the plan and leaves what is not sold without a tier', () => {
    const built = buildRows(plan, [tier('vip', ['Stalls/A-3..5']), tier('eco', ['Stalls/B-1..10', 'Circle/A-7'], 1)]);
    expect(built).toEqual({
      rows: [
        {
          key: 'Stalls/A',
          labels: ['1..10'],
          tiers: [
            [null, 2],
            ['vip', 3],
            [null, 5],
          ],
        },
        { key: 'Stalls/B', labels: ['1..10'], tiers: [['eco', 10]] },
        {
          key: 'Circle/A',
          labels: ['1', '3', '5', '7'],
          tiers: [
            [null, 3],
            ['eco', 1],
          ],
        },
      ],
      counts: new Map([
        ['vip', 3],
        ['eco', 11],
      ]),
    });
  });

  it.each([
    [
      'a seat the hall does not have',
      ['Stalls/A-1', 'Stalls/C-1'],
      { code: 'unknown-seat', field: '/tiers/0/seats/1', seat: 'Stalls/C-1' },
    ],
    ['a range that leaves the row', ['Stalls/A-8..12'], { code: 'unknown-seat', seat: 'Stalls/A-11' }],
    ['a seat twice', ['Stalls/A-1', 'Stalls/A-1..2'], { code: 'validation-failed', field: '/tiers/0/seats/1' }],
    ['a broken range', ['Stalls/A-1..'], { code: 'validation-failed', field: '/tiers/0/seats/0' }],
  ])('refuses %s', (_what, seats, refusal) => {
    expect(buildRows(plan, [tier('vip', seats)])).toMatchObject(refusal);
  });

  it('refuses a seat in two tiers', () => {
    const built = buildRows(plan, [tier('vip', ['Stalls/A-1']), tier('eco', ['Stalls/A-1..2'], 1)]);
    expect(built).toMatchObject({ code: 'validation-failed', field: '/tiers/1/seats/0' });
  });
});

describe('buildRows in a hall without a plan', () => {
  it('takes the row from what stands before the last dash, in the order given', () => {
    const built = buildRows(null, [tier('vip', ['Box-1/A-2', 'Box-1/A-1', 'B-1'])]);
    expect(built).toMatchObject({
      rows: [
        { key: 'Box-1/A', labels: ['2', '1'], tiers: [['vip', 2]] },
        { key: 'B', labels: ['1'], tiers: [['vip', 1]] },
      ],
    });
  });

  it('puts a numbered row that tiers share in the order of the numbers', () => {
    const built = buildRows(null, [tier('eco', ['A-6..10']), tier('vip', ['A-1..5'], 1)]);
    expect(built).toMatchObject({
      rows: [
        {
          key: 'A',
          labels: ['1..10'],
          tiers: [
            ['vip', 5],
            ['eco', 5],
          ],
        },
      ],
    });
  });

  it('has no rows where nothing is seated', () => {
    expect(buildRows(plan, [])).toEqual({ rows: [], counts: new Map() });
  });
});

it('gives every seat of the tiers exactly once, and takes them back', () => {
  const rowNames = fc.uniqueArray(fc.constantFrom('A', 'B', 'C', 'D'), { minLength: 1 });
  const seats = rowNames.chain((rows) =>
    fc.uniqueArray(fc.tuple(fc.constantFrom(...rows), fc.integer({ min: 1, max: 30 }), fc.constantFrom('vip', 'eco')), {
      selector: ([row, number]) => `${row}-${number}`,
      minLength: 1,
      maxLength: 40,
    }),
  );
  fc.assert(
    fc.property(seats, fc.boolean(), (given, hasPlan) => {
      const hallPlan = ['A', 'B', 'C', 'D'].map((name) => ({ name: 'S', rows: [{ name, labels: ['1..30'] }] }));
      const sections = [{ name: 'S', rows: hallPlan.flatMap(({ rows }) => rows) }];
      const prefix = hasPlan ? 'S/' : '';
      const tiers = ['vip', 'eco'].map((id, index) =>
        tier(
          id,
          given.filter(([, , owner]) => owner === id).map(([row, number]) => `${prefix}${row}-${number}`),
          index,
        ),
      );
      const built = buildRows(hasPlan ? sections : null, tiers);
      if ('code' in built) throw new Error(built.code);
      for (const { id, seats: wanted } of tiers) {
        const taken = seatsOfTier(built.rows, id).flatMap((seat) => {
          const at = seat.lastIndexOf('-');
          return (expandLabels([seat.slice(at + 1)]) ?? []).map((label) => `${seat.slice(0, at)}-${label}`);
        });
        expect(taken.toSorted()).toEqual(wanted.toSorted());
        expect(built.counts.get(id)).toBe(wanted.length);
      }
      for (const { labels, tiers: runs } of built.rows) {
        expect(runs.reduce((sum, [, count]) => sum + count, 0)).toBe(expandLabels(labels)?.length);
      }
    }),
  );
});
