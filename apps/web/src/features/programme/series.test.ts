import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type SeriesRule, seriesDates, seriesMax, weekdayOf, weekdays } from './series.ts';
import { toWall } from './zoned-time.ts';

const berlin = { timeZone: 'Europe/Berlin', durationMinutes: 120 };
const fridays: SeriesRule = {
  from: '2027-03-19',
  weekdays: [5],
  everyWeeks: 1,
  time: '19:30',
  end: { kind: 'until', date: '2027-04-09' },
};

describe('a series', () => {
  it('keeps the time on the clock when clocks change', () => {
    expect(seriesDates(fridays, berlin).dates.map(({ startsAt }) => startsAt)).toEqual([
      '2027-03-19T18:30:00.000Z',
      '2027-03-26T18:30:00.000Z',
      '2027-04-02T17:30:00.000Z',
      '2027-04-09T17:30:00.000Z',
    ]);
  });

  it('takes several days of every other week, and ends after a number of shows', () => {
    const rule: SeriesRule = { ...fridays, weekdays: [5, 6], everyWeeks: 2, end: { kind: 'count', count: 4 } };
    expect(seriesDates(rule, berlin).dates.map(({ date }) => date)).toEqual([
      '2027-03-19',
      '2027-03-20',
      '2027-04-02',
      '2027-04-03',
    ]);
  });

  it('marks a start that clocks skip, and moves it on', () => {
    const rule: SeriesRule = { ...fridays, weekdays: [7], time: '02:30' };
    expect(seriesDates(rule, berlin).dates.map(({ wall, fit }) => `${wall} ${fit}`)).toEqual([
      '2027-03-21T02:30 exact',
      '2027-03-28T03:30 skipped',
      '2027-04-04T02:30 exact',
    ]);
  });

  it('has no dates without a day, a time or an end, and stops where nobody looks through it any more', () => {
    expect(seriesDates({ ...fridays, weekdays: [] }, berlin).dates).toEqual([]);
    expect(seriesDates({ ...fridays, time: '' }, berlin).dates).toEqual([]);
    expect(seriesDates({ ...fridays, end: { kind: 'until', date: '' } }, berlin).dates).toEqual([]);
    const daily = seriesDates({ ...fridays, weekdays, end: { kind: 'until', date: '2030-01-01' } }, berlin);
    expect(daily.dates).toHaveLength(seriesMax);
    expect(daily.isCut).toBe(true);
  });

  it('shows every date at its time in any zone, on its days, in order', () => {
    const zones = fc.constantFrom(...Intl.supportedValuesOf('timeZone'));
    const days = fc.subarray([...weekdays], { minLength: 1 });
    const starts = fc
      .integer({ min: Date.UTC(2020, 0), max: Date.UTC(2040, 0) })
      .map((ms) => new Date(ms).toISOString());
    fc.assert(
      fc.property(zones, days, starts, fc.integer({ min: 1, max: 60 }), (timeZone, chosen, start, count) => {
        const time = start.slice(11, 16);
        const rule = {
          from: start.slice(0, 10),
          weekdays: chosen,
          everyWeeks: 1,
          time,
          end: { kind: 'count', count },
        } as const;
        const { dates } = seriesDates(rule, { timeZone, durationMinutes: 90 });
        expect(dates).toHaveLength(count);
        for (const { date, startsAt, endsAt, wall, fit } of dates) {
          expect(chosen).toContain(weekdayOf(date));
          expect(toWall(startsAt, timeZone)).toBe(wall);
          if (fit !== 'skipped') expect(wall).toBe(`${date}T${time}`);
          expect(Date.parse(endsAt) - Date.parse(startsAt)).toBe(90 * 60_000);
        }
        expect(dates.map(({ date }) => date)).toEqual(dates.map(({ date }) => date).toSorted());
      }),
      { numRuns: 300 },
    );
  });
});
