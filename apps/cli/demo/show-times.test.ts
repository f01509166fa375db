import { describe, expect, it } from 'vitest';
import { toMoney } from './price.ts';
import { expandPlan, seatCountOf, seatIdsOf } from './seating-plan.ts';
import { placeShows, type Slot } from './show-times.ts';

const at = (instant: string) => Date.parse(instant);

describe('placing shows', () => {
  const berlin = { today: Temporal.PlainDate.from('2027-03-20'), timeZone: 'Europe/Berlin', durationMinutes: 120 };

  it('keeps the wall time over a clock change', () => {
    const slots = placeShows({ startsInDays: 7, time: '20:00', count: 2, everyDays: 1 }, { ...berlin, occupied: [] });
    expect(slots).toEqual([
      { startsAt: at('2027-03-27T19:00:00Z'), endsAt: at('2027-03-27T21:00:00Z') },
      { startsAt: at('2027-03-28T18:00:00Z'), endsAt: at('2027-03-28T20:00:00Z') },
    ]);
  });

  it('starts on the first such weekday, today plus the days given included', () => {
    const start = (weekday: 'Sa' | 'Su' | 'Fr') =>
      placeShows({ startsInDays: 7, weekday, time: '12:00', count: 1, everyDays: 7 }, { ...berlin, occupied: [] })[0];
    expect(start('Sa')?.startsAt).toBe(at('2027-03-27T11:00:00Z'));
    expect(start('Su')?.startsAt).toBe(at('2027-03-28T10:00:00Z'));
    expect(start('Fr')?.startsAt).toBe(at('2027-04-02T10:00:00Z'));
  });

  it('moves on by a day where the hall is taken, by a week where the weekday counts', () => {
    const taken: Slot = { startsAt: at('2027-04-01T18:00:00Z'), endsAt: at('2027-04-01T19:30:00Z') };
    const place = (weekday: { weekday?: 'Th' }) =>
      placeShows(
        { startsInDays: 12, ...weekday, time: '21:00', count: 1, everyDays: 1 },
        { ...berlin, occupied: [taken] },
      );
    expect(place({})[0]?.startsAt).toBe(at('2027-04-02T19:00:00Z'));
    expect(place({ weekday: 'Th' })[0]?.startsAt).toBe(at('2027-04-08T19:00:00Z'));
  });

  it('fails loudly when the year is full', () => {
    const wholeYear: Slot = { startsAt: at('2027-01-01T00:00:00Z'), endsAt: at('2029-01-01T00:00:00Z') };
    const pattern = { startsInDays: 1, time: '20:00', count: 1, everyDays: 1 };
    expect(() => placeShows(pattern, { ...berlin, occupied: [wholeYear] })).toThrow('No free day');
  });
});

describe('a compact seating plan', () => {
  const stage = { x: 0, y: -4, width: 8, height: 3 };

  it('is written out row by row', () => {
    const shape = { x: 0, y: 1, bend: 20 };
    const marks = { B: { accessible: ['1'], companion: ['2'] } };
    const plan = expandPlan({
      stage,
      sections: [
        { name: 'Stalls', rows: { from: 'A', to: 'C' }, seatsPerRow: [2, 3, 4], shape, marks },
        { name: 'Box', rows: { from: '9', to: '11' }, seatsPerRow: 1, offsets: [-5, 5] },
      ],
    });
    expect(seatCountOf(plan)).toBe(12);
    expect(seatIdsOf(plan, 'Box')).toEqual(['Box/9-1', 'Box/10-1', 'Box/11-1']);
    expect(seatIdsOf(plan, 'Stalls')).toEqual(['Stalls/A-1..2', 'Stalls/B-1..3', 'Stalls/C-1..4']);
    expect(plan).toMatchObject({
      stage,
      sections: [
        { shape, rows: [{ name: 'A' }, { name: 'B', marks: { accessible: ['1'], companion: ['2'] } }, { name: 'C' }] },
        { rows: [{ offset: -5 }, { offset: 5 }, { offset: -5 }] },
      ],
    });
  });

  it('puts the blocks of a ring around its middle, all with their faces to it', () => {
    const ring = { blocks: 4, from: 0, to: 270, radius: 10, rowGap: 1 };
    const plan = expandPlan({ stage, sections: [{ name: 'Tier', rows: ['A', 'B'], seatsPerRow: [5, 7], ring }] });
    expect(seatCountOf(plan)).toBe(48);
    expect(seatIdsOf(plan, 'Tier')).toHaveLength(8);
    expect(plan.sections).toMatchObject([
      { name: 'Tier 1', shape: { x: 0, y: 10, rotate: 0, bend: 22.28 } },
      { name: 'Tier 2', shape: { x: -10, y: 0, rotate: 90 } },
      { name: 'Tier 3', shape: { x: 0, y: -10, rotate: 180 } },
      { name: 'Tier 4', shape: { x: 10, y: 0, rotate: -90 } },
    ]);
  });

  it('is refused when it makes no sense', () => {
    const of =
      (rows: { from: string; to: string }, seatsPerRow: number | number[], marks = {}) =>
      () =>
        expandPlan({ stage, sections: [{ name: 'Stalls', rows, seatsPerRow, marks }] });
    expect(of({ from: 'A', to: 'C' }, [1, 2])).toThrow('3 rows, but seats for 2');
    expect(of({ from: 'C', to: 'A' }, 4)).toThrow('backwards');
    expect(of({ from: 'A', to: '7' }, 4)).toThrow('neither letters nor numbers');
    expect(of({ from: 'A', to: 'C' }, 4, { D: { restricted: ['1'] } })).toThrow('marks seats of row D');
    expect(() => seatIdsOf({ sections: [] }, 'Gods')).toThrow('no section Gods');
  });
});

describe('a price', () => {
  it('becomes minor units by the digits of its currency', () => {
    expect(toMoney('28.5', 'EUR')).toEqual({ amount: 2850, currency: 'EUR' });
    expect(toMoney('6800', 'JPY')).toEqual({ amount: 6800, currency: 'JPY' });
    expect(toMoney('7.500', 'BHD')).toEqual({ amount: 7500, currency: 'BHD' });
    expect(toMoney('0', 'GBP')).toEqual({ amount: 0, currency: 'GBP' });
  });

  it.each([
    ['1.5', 'JPY'],
    ['1.005', 'EUR'],
    ['-1', 'EUR'],
    ['1e3', 'EUR'],
    ['', 'EUR'],
    ['5', 'XYZ'],
  ])('%s %s is refused', (price, currency) => {
    expect(() => toMoney(price, currency)).toThrow('is no price');
  });
});
