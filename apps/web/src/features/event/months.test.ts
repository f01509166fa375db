import { describe, expect, test } from 'vitest';
import { toDate, toMonths, toWeekdays } from './months.ts';

const show = (id: string, startsAt: string, timeZone = 'Europe/Berlin') => ({ id, startsAt, timeZone });

test('a date is the date of the place, not of UTC', () => {
  expect(toDate('2026-12-31T23:30:00Z', 'Europe/Berlin')).toBe('2027-01-01');
  expect(toDate('2027-01-01T03:00:00Z', 'America/New_York')).toBe('2026-12-31');
});

describe('months', () => {
  const months = toMonths(
    [show('a', '2026-12-01T18:00:00Z'), show('b', '2026-12-01T20:00:00Z'), show('c', '2027-02-28T23:30:00Z')],
    'de',
  );

  test('are only those that have something', () => {
    expect(months.map(({ key }) => key)).toEqual(['2026-12', '2027-03']);
  });

  test('are whole weeks that begin as the language likes', () => {
    const [december] = months;
    expect(december?.weeks[0]?.map((day) => day?.day ?? null)).toEqual([null, 1, 2, 3, 4, 5, 6]);
    expect(december?.weeks.every(({ length }) => length === 7)).toBe(true);
    expect(december?.weeks.flat().filter((day) => day !== null)).toHaveLength(31);
    const [english] = toMonths([show('a', '2026-12-01T18:00:00Z')], 'en');
    expect(english?.weeks[0]?.map((day) => day?.day ?? null)).toEqual([null, null, 1, 2, 3, 4, 5]);
  });

  test('have every show on its day', () => {
    expect(months[0]?.weeks[0]?.[1]?.items.map(({ id }) => id)).toEqual(['a', 'b']);
    expect(months[1]?.weeks[0]?.[0]?.items.map(({ id }) => id)).toEqual(['c']);
  });
});

test('weekdays begin as the language likes', () => {
  const names = (language: string) => toWeekdays(language).map((at) => new Date(at).getUTCDay());
  expect(names('de')).toEqual([1, 2, 3, 4, 5, 6, 0]);
  expect(names('ar')).toEqual([6, 0, 1, 2, 3, 4, 5]);
});
