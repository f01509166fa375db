import { describe, expect, it } from 'vitest';
import { bestTogether } from './best-together.ts';
import { layOut } from './layout.ts';
import { nearestEqual } from './nearest-equal.ts';
import type { Letters, MapPlan, SeatMark } from './plan.ts';
import { seatToward } from './seat-toward.ts';

interface Hall {
  readonly rows: Letters;
  readonly tiers?: Readonly<Record<string, string>>;
  readonly marks?: Readonly<Record<string, readonly SeatMark[]>>;
}

/** Rows of the section `S`; `tiers` by row, `marks` by seat. */
function hallOf({ rows, tiers = {}, marks = {} }: Hall) {
  const plan: MapPlan = {
    sections: [{ name: 'S', shape: { x: 0, y: 0 } }],
    rows: Object.entries(rows).map(([row, letters]) => ({
      key: `S/${row}`,
      section: 'S',
      seats: Array.from(letters, (_letter, place) => {
        const own = marks[`${row}${place + 1}`];
        return {
          id: `${row}${place + 1}`,
          label: String(place + 1),
          tier: tiers[row] ?? 'regular',
          ...(own === undefined ? {} : { marks: [...own] }),
        };
      }),
    })),
  };
  const letters: Letters = Object.fromEntries(Object.entries(rows).map(([row, own]) => [`S/${row}`, own]));
  return { plan, letters };
}

describe('the nearest equal seat', () => {
  const offersFor = (hall: Hall, lost: readonly string[], kept: readonly string[] = []) =>
    nearestEqual({ ...hallOf(hall), lost, kept }).map(({ offer }) => offer);

  it('is in the same row and beside those that were kept', () => {
    expect(offersFor({ rows: { A: 'aaaaaaa', B: 'aaahaaa' } }, ['B4'], ['B5', 'B6'])).toEqual(['B7']);
  });

  it('is the one beside it where nothing else was chosen', () => {
    expect(offersFor({ rows: { A: 'aaaaaa', B: 'aahbaa' } }, ['B3'])).toEqual(['B2']);
  });

  it('is in another row if its own has none', () => {
    expect(offersFor({ rows: { A: 'bbab', B: 'bbhb' } }, ['B3'])).toEqual(['A3']);
  });

  it('has the same tier, or there is none', () => {
    const tiers = { B: 'vip' };
    expect(offersFor({ rows: { A: 'aaaa', B: 'bhba' }, tiers }, ['B2'])).toEqual(['B4']);
    expect(offersFor({ rows: { A: 'aaaa', B: 'bhbb' }, tiers }, ['B2'])).toEqual([undefined]);
  });

  it('is for a wheelchair only if the lost one was', () => {
    const marks = { A1: ['accessible'], A6: ['accessible'] } as const;
    expect(offersFor({ rows: { A: 'hbbbaa' }, marks }, ['A1'])).toEqual(['A6']);
    expect(offersFor({ rows: { A: 'abhbba' }, marks }, ['A3'])).toEqual([undefined]);
  });

  it('is offered once: two that were lost get two, side by side', () => {
    expect(offersFor({ rows: { A: 'aahhba', B: 'bbbbbb' } }, ['A3', 'A4'])).toEqual(['A2', 'A1']);
  });

  it('is never one that is kept, nor is there one for a seat that is not in the plan', () => {
    expect(offersFor({ rows: { A: 'ha' } }, ['A1', 'Z9'], ['A2'])).toEqual([undefined, undefined]);
  });

  it('is not the lost one itself, though the letters may not know yet', () => {
    expect(offersFor({ rows: { A: 'aab' } }, ['A1'])).toEqual(['A2']);
  });
});

describe('the best seats side by side', () => {
  function best(hall: Hall, count: number) {
    const { plan, letters } = hallOf(hall);
    const [section] = layOut(plan).sections;
    if (section === undefined) throw new Error('no section');
    const isFree = ({ id, row }: { readonly id: string; readonly row: { readonly key: string } }) =>
      letters[row.key]?.[Number(id.slice(1)) - 1] === 'a';
    return bestTogether(section, { count, isFree })?.map(({ id }) => id);
  }

  it('are in front and in the middle', () => {
    expect(best({ rows: { A: 'aaaaaaa', B: 'aaaaaaa' } }, 3)).toEqual(['A3', 'A4', 'A5']);
  });

  it('are further back rather than far aside', () => {
    expect(best({ rows: { A: 'aabbbbbbbbb', B: 'aaaaaaaaaaa' } }, 2)).toEqual(['B5', 'B6']);
  });

  it('are not torn by a seat that is taken', () => {
    expect(best({ rows: { A: 'aahaa', B: 'ahaaa' } }, 3)).toEqual(['B3', 'B4', 'B5']);
    expect(best({ rows: { A: 'aahaa', B: 'ahaha' } }, 3)).toBeUndefined();
  });

  it('leave places for wheelchairs and companions to those who need them', () => {
    const marks = { A1: ['accessible'], A2: ['companion'] } as const;
    expect(best({ rows: { A: 'aab', B: 'baa' }, marks }, 2)).toEqual(['B2', 'B3']);
  });

  it('have a free view if another row has it', () => {
    const marks = { A1: ['restricted'], A2: ['restricted'] } as const;
    expect(best({ rows: { A: 'aa', B: 'aa' }, marks }, 2)).toEqual(['B1', 'B2']);
  });
});

describe('an arrow key', () => {
  const layout = layOut(hallOf({ rows: { A: 'aaa', B: 'aaaaa' } }).plan);
  const from = (id: string, x: number, y: number) => {
    const seat = layout.byId.get(id);
    if (seat === undefined) throw new Error(`no seat ${id}`);
    return seatToward(layout, seat, { x, y })?.id;
  };

  it('goes to the seat that is seen there', () => {
    expect(from('A2', 1, 0)).toBe('A3');
    expect(from('A2', -1, 0)).toBe('A1');
    expect(from('A2', 0, 1)).toBe('B3');
    expect(from('B1', 0, -1)).toBe('A1');
  });

  it('goes nowhere at the edge', () => {
    expect(from('A2', 0, -1)).toBeUndefined();
    expect(from('B5', 1, 0)).toBeUndefined();
  });
});
