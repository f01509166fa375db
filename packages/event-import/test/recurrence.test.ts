import fc from 'fast-check';
import ICAL from 'ical.js';
import { describe, expect, it } from 'vitest';
import { EntryError, msToWall, wallToMs } from '../src/entry.ts';
import { toRule } from '../src/ical-rule.ts';
import { boundedDates } from '../src/occurrences.ts';
import { occurrencesOf } from '../src/recurrence.ts';

function ruleOf(text: string) {
  return toRule(ICAL.Recur.fromString(text).toJSON());
}

function datesOf(text: string, start: string, max = 6): string[] {
  const { rule } = ruleOf(text);
  const dates: string[] = [];
  for (const wallMs of occurrencesOf(rule, { startMs: wallToMs(start) })) {
    if (dates.length >= max) break;
    dates.push(msToWall(wallMs));
  }
  return dates;
}

// Rules and dates from the examples of RFC 5545, section 3.8.5.3, and from calendars in use.
describe('a rule', () => {
  it.each([
    ['FREQ=DAILY;COUNT=3', '1997-09-02T09:00:00', ['1997-09-02', '1997-09-03', '1997-09-04']],
    [
      'FREQ=DAILY;INTERVAL=10;COUNT=5',
      '1997-09-02T09:00:00',
      ['1997-09-02', '1997-09-12', '1997-09-22', '1997-10-02', '1997-10-12'],
    ],
    [
      'FREQ=WEEKLY;INTERVAL=2;WKST=SU;BYDAY=TU,TH;COUNT=4',
      '1997-09-02T09:00:00',
      ['1997-09-02', '1997-09-04', '1997-09-16', '1997-09-18'],
    ],
    [
      'FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO',
      '1997-08-05T09:00:00',
      ['1997-08-05', '1997-08-10', '1997-08-19', '1997-08-24'],
    ],
    [
      'FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU',
      '1997-08-05T09:00:00',
      ['1997-08-05', '1997-08-17', '1997-08-19', '1997-08-31'],
    ],
    ['FREQ=MONTHLY;COUNT=3;BYDAY=1FR', '1997-09-05T09:00:00', ['1997-09-05', '1997-10-03', '1997-11-07']],
    [
      'FREQ=MONTHLY;INTERVAL=2;COUNT=4;BYDAY=1SU,-1SU',
      '1997-09-07T09:00:00',
      ['1997-09-07', '1997-09-28', '1997-11-02', '1997-11-30'],
    ],
    ['FREQ=MONTHLY;COUNT=3;BYDAY=-2MO', '1997-09-22T09:00:00', ['1997-09-22', '1997-10-20', '1997-11-17']],
    [
      'FREQ=MONTHLY;BYMONTHDAY=-3',
      '1997-09-28T09:00:00',
      ['1997-09-28', '1997-10-29', '1997-11-28', '1997-12-29', '1998-01-29', '1998-02-26'],
    ],
    [
      'FREQ=MONTHLY;COUNT=4;BYMONTHDAY=1,-1',
      '1997-09-30T09:00:00',
      ['1997-09-30', '1997-10-01', '1997-10-31', '1997-11-01'],
    ],
    ['FREQ=MONTHLY;COUNT=3', '2027-01-31T20:00:00', ['2027-01-31', '2027-03-31', '2027-05-31']],
    ['FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13;COUNT=3', '1998-02-13T09:00:00', ['1998-02-13', '1998-03-13', '1998-11-13']],
    [
      'FREQ=MONTHLY;BYDAY=TU,WE,TH;BYSETPOS=3;COUNT=3',
      '1997-09-04T09:00:00',
      ['1997-09-04', '1997-10-07', '1997-11-06'],
    ],
    [
      'FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-2;COUNT=3',
      '1997-09-29T09:00:00',
      ['1997-09-29', '1997-10-30', '1997-11-27'],
    ],
    [
      'FREQ=YEARLY;COUNT=4;BYMONTH=6,7',
      '1997-06-10T09:00:00',
      ['1997-06-10', '1997-07-10', '1998-06-10', '1998-07-10'],
    ],
    [
      'FREQ=YEARLY;INTERVAL=3;COUNT=4;BYYEARDAY=1,100,200',
      '1997-01-01T09:00:00',
      ['1997-01-01', '1997-04-10', '1997-07-19', '2000-01-01'],
    ],
    ['FREQ=YEARLY;BYDAY=20MO;COUNT=3', '1997-05-19T09:00:00', ['1997-05-19', '1998-05-18', '1999-05-17']],
    ['FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO;COUNT=3', '1997-05-12T09:00:00', ['1997-05-12', '1998-05-11', '1999-05-17']],
    [
      'FREQ=YEARLY;BYMONTH=3;BYDAY=TH;COUNT=4',
      '1997-03-13T09:00:00',
      ['1997-03-13', '1997-03-20', '1997-03-27', '1998-03-05'],
    ],
    ['FREQ=YEARLY;COUNT=3', '2024-02-29T09:00:00', ['2024-02-29', '2028-02-29', '2032-02-29']],
  ])('%s from %s', (text, start, days) => {
    expect(datesOf(text, start)).toEqual(days.map((day) => `${day}${start.slice(10)}`));
  });

  it('may give several times a day', () => {
    expect(datesOf('FREQ=DAILY;BYHOUR=15,20;BYMINUTE=0,30;COUNT=5', '2027-05-01T15:00:00')).toEqual([
      '2027-05-01T15:00:00',
      '2027-05-01T15:30:00',
      '2027-05-01T20:00:00',
      '2027-05-01T20:30:00',
      '2027-05-02T15:00:00',
    ]);
    expect(datesOf('FREQ=HOURLY;INTERVAL=3;COUNT=3', '2027-05-01T21:00:00')).toEqual([
      '2027-05-01T21:00:00',
      '2027-05-02T00:00:00',
      '2027-05-02T03:00:00',
    ]);
    expect(datesOf('FREQ=MINUTELY;INTERVAL=90;COUNT=3', '2027-05-01T09:00:00').at(-1)).toBe('2027-05-01T12:00:00');
  });

  it('begins with its start, even where the rule would not give it', () => {
    expect(datesOf('FREQ=WEEKLY;BYDAY=MO;COUNT=3', '2027-05-01T20:00:00')).toEqual([
      '2027-05-01T20:00:00',
      '2027-05-03T20:00:00',
      '2027-05-10T20:00:00',
    ]);
  });

  it('that no day fits ends by itself', () => {
    expect(datesOf('FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30', '2027-05-01T20:00:00')).toEqual(['2027-05-01T20:00:00']);
    expect(datesOf('FREQ=MONTHLY;INTERVAL=12;BYDAY=5MO', '2027-02-01T20:00:00', 2).length).toBeLessThanOrEqual(2);
    expect(datesOf('FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30', '2027-05-01T20:00:00')).toHaveLength(1);
  });

  it('that gives thousands of dates in one period is refused', () => {
    const all = (count: number) => Array.from({ length: count }, (_, at) => at).join(',');
    const text = `FREQ=YEARLY;BYDAY=MO,TU,WE,TH,FR,SA,SU;BYHOUR=${all(24)};BYMINUTE=${all(60)};BYSECOND=${all(60)}`;
    expect(() => datesOf(text, '2027-05-01T20:00:00')).toThrow(EntryError);
  });

  it.each([
    [{ freq: 'DAILY', interval: 0 }, 'INTERVAL=0'],
    [{ freq: 'SOMETIMES' }, 'no frequency'],
    [{}, 'no frequency'],
    [{ freq: 'DAILY', count: -1 }, 'COUNT=-1'],
    [{ freq: 'DAILY', bymonth: [13] }, 'BYMONTH=13'],
    [{ freq: 'WEEKLY', byday: ['XX'] }, 'no such weekday'],
    [{ freq: 'WEEKLY', until: 'never' }, 'the end'],
    ['nonsense', 'cannot be read'],
  ])('%j makes no sense', (jCal, reason) => {
    expect(() => toRule(jCal)).toThrow(reason);
  });

  it('agrees with the parser’s own expansion on everyday rules', () => {
    const weekday = fc.constantFrom('MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU');
    const everyday = fc.oneof(
      fc
        .record({ freq: fc.constant('DAILY'), interval: fc.integer({ min: 1, max: 40 }) })
        .map(({ interval }) => `FREQ=DAILY;INTERVAL=${interval}`),
      fc
        .record({
          days: fc.uniqueArray(weekday, { minLength: 1, maxLength: 7 }),
          interval: fc.integer({ min: 1, max: 5 }),
          start: weekday,
        })
        .map(({ days, interval, start }) => `FREQ=WEEKLY;INTERVAL=${interval};BYDAY=${days.join(',')};WKST=${start}`),
      fc
        .record({ day: weekday, nth: fc.constantFrom(1, 2, 3, 4, -1) })
        .map(({ day, nth }) => `FREQ=MONTHLY;BYDAY=${nth}${day}`),
      fc.integer({ min: 1, max: 28 }).map((day) => `FREQ=MONTHLY;BYMONTHDAY=${day}`),
    );
    const start = fc.integer({
      min: wallToMs('2020-01-01T00:00:00') / 1000,
      max: wallToMs('2030-01-01T00:00:00') / 1000,
    });
    fc.assert(
      fc.property(everyday, start, (text, seconds) => {
        const startMs = seconds * 1000;
        const iterator = ICAL.Recur.fromString(text).iterator(ICAL.Time.fromDateTimeString(msToWall(startMs)));
        const theirs: string[] = [];
        for (let next = iterator.next(); next && theirs.length < 12; next = iterator.next())
          theirs.push(next.toString());
        const ours = datesOf(text, msToWall(startMs), 14).filter((date) => date !== msToWall(startMs));
        expect(ours.slice(0, 10)).toEqual(theirs.filter((date) => date !== msToWall(startMs)).slice(0, 10));
      }),
      { numRuns: 200 },
    );
  });

  it('starts late without having been followed from its beginning', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(
          'FREQ=DAILY;INTERVAL=3',
          'FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,FR',
          'FREQ=MONTHLY;BYDAY=2TU',
          'FREQ=YEARLY;BYMONTH=5',
          'FREQ=HOURLY;INTERVAL=7',
        ),
        fc.integer({ min: 0, max: 1500 }),
        (text, days) => {
          const { rule } = ruleOf(text);
          const startMs = wallToMs('2026-01-05T19:30:00');
          const fromMs = startMs + days * 86_400_000;
          const [late] = occurrencesOf(rule, { startMs, fromMs });
          let expected: number | undefined;
          for (const at of occurrencesOf(rule, { startMs })) {
            if (at < fromMs) continue;
            expected = at;
            break;
          }
          expect(late).toBe(expected);
        },
      ),
    );
  });
});

describe('how far a rule is followed', () => {
  const nowMs = wallToMs('2027-03-15T12:00:00');
  const bound = (text: string, start: string) => {
    const { rule, until } = ruleOf(text);
    const endMs = until && wallToMs(until.local);
    const isAfterEnd = endMs === undefined ? {} : { isAfterEnd: (at: number) => at > endMs };
    return boundedDates({ rule, ...isAfterEnd }, { startMs: wallToMs(start), nowMs });
  };

  it('is twelve months for one without an end, counted from now', () => {
    const { wallMs, note } = bound('FREQ=WEEKLY', '2015-01-01T20:00:00');
    expect(msToWall(wallMs[0] ?? 0)).toBe('2027-03-18T20:00:00');
    expect(msToWall(wallMs.at(-1) ?? 0)).toBe('2028-03-09T20:00:00');
    expect(wallMs).toHaveLength(52);
    expect(note).toContain('without an end');
  });

  it('is everything for one with an end, past dates too', () => {
    const { wallMs, note } = bound('FREQ=WEEKLY;COUNT=10', '2026-01-01T20:00:00');
    expect(wallMs).toHaveLength(10);
    expect(note).toBeUndefined();
  });

  it('is 366 dates where there are more, the coming ones', () => {
    const { wallMs, note } = bound('FREQ=DAILY;UNTIL=20991231T235959', '2026-01-01T20:00:00');
    expect(wallMs).toHaveLength(366);
    expect(msToWall(wallMs[0] ?? 0)).toBe('2027-03-15T20:00:00');
    expect(note).toContain('the next 366');
    expect(bound('FREQ=SECONDLY', '2027-05-01T00:00:00').wallMs).toHaveLength(366);
  });
});
