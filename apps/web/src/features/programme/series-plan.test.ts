import { describe, expect, it } from 'vitest';
import { planSeries } from './series-plan.ts';
import { newShowValues } from './show-values.ts';

const { series } = newShowValues({ hallId: 'hal_1', currency: 'EUR', duration: 120, date: '2027-05-07', tiers: [] });
const around = {
  timeZone: 'Europe/Berlin',
  hallId: 'hal_1',
  now: Date.parse('2027-05-10T00:00:00Z'),
  shows: [
    { status: 'scheduled', startsAt: '2027-05-14T17:30:00.000Z', hallId: 'hal_1' },
    { status: 'cancelled', startsAt: '2027-05-28T17:30:00.000Z', hallId: 'hal_1' },
  ],
  taken: [
    { showId: 'shw_1', startsAt: '2027-05-14T17:30:00.000Z', endsAt: '2027-05-14T19:30:00.000Z' },
    { showId: 'shw_2', startsAt: '2027-05-21T19:00:00.000Z', endsAt: '2027-05-21T22:00:00.000Z' },
    { showId: 'shw_3', startsAt: '2027-05-28T19:30:00.000Z', endsAt: '2027-05-28T22:00:00.000Z' },
  ],
} as const;

describe('the preview of a series', () => {
  it('says of each date what would come of it', () => {
    const { dates } = planSeries({ ...series, count: 4 }, around);
    expect(dates.map(({ date, forecast }) => `${date} ${forecast.kind}`)).toEqual([
      '2027-05-07 past',
      '2027-05-14 present',
      '2027-05-21 occupied',
      '2027-05-28 free',
    ]);
  });

  it('follows a form that is only half filled in', () => {
    expect(planSeries({ ...series, count: '' }, around).dates).toEqual([]);
    expect(planSeries({ ...series, everyWeeks: '', count: 2 }, around).dates).toHaveLength(2);
  });
});
