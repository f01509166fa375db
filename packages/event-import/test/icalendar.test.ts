import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type Entry, type ParsedFile, UnreadableFileError } from '../src/entry.ts';
import { parseICalendar } from '../src/icalendar.ts';
import { decodeText } from '../src/text-file.ts';

const now = Date.parse('2026-11-21T12:00:00Z');

function parseFixture(name: string): ParsedFile {
  return parseICalendar(decodeText(readFileSync(new URL(`fixtures/${name}`, import.meta.url))), { now });
}

function parse(...lines: string[]): ParsedFile {
  return parseICalendar(['BEGIN:VCALENDAR', 'VERSION:2.0', ...lines, 'END:VCALENDAR'].join('\n'), { now });
}

const vevent = (...lines: string[]) => ['BEGIN:VEVENT', ...lines, 'END:VEVENT'];

function parseEvent(...lines: string[]): ParsedFile {
  return parse(...vevent('UID:one', 'SUMMARY:One', ...lines));
}

/** Starts as text: instants in UTC, floating ones as they are written. */
function startsOf(entry: Entry | undefined): string[] {
  return (entry?.dates ?? []).map(({ start }) =>
    'epochMs' in start ? new Date(start.epochMs).toISOString() : start.local,
  );
}

function endsOf(entry: Entry | undefined): (string | undefined)[] {
  return (entry?.dates ?? []).map(
    ({ end }) => end && ('epochMs' in end ? new Date(end.epochMs).toISOString() : end.local),
  );
}

function find({ entries }: ParsedFile, title: string): Entry | undefined {
  return entries.find((entry) => entry.title === title);
}

describe('a calendar from Google', () => {
  const file = parseFixture('google.ics');

  it('gives the dates of a weekly event across the change of clocks, without the excluded one, with the moved one', () => {
    expect(startsOf(find(file, 'Freitagskonzert im Keller'))).toEqual([
      '2027-03-05T19:30:00.000Z',
      '2027-03-12T19:30:00.000Z',
      '2027-03-26T19:30:00.000Z',
      '2027-04-02T19:00:00.000Z',
      '2027-04-09T18:30:00.000Z',
    ]);
    expect(endsOf(find(file, 'Freitagskonzert im Keller'))[0]).toBe('2027-03-05T22:00:00.000Z');
  });

  it('turns the HTML of its descriptions into text', () => {
    expect(find(file, 'Freitagskonzert im Keller')?.description).toBe(
      'Jede Woche eine andere Band.\nEinlass ab 20 Uhr & Bar offen.\nProgramm',
    );
  });

  it('reads times in UTC with the zone of the calendar', () => {
    const entry = find(file, 'Trio unter freiem Himmel');
    expect(startsOf(entry)).toEqual(['2027-05-14T18:00:00.000Z']);
    expect(entry?.timeZone).toBe('Europe/Berlin');
  });

  it('takes days as whole days of the place', () => {
    const entry = find(file, 'Kellerfest');
    expect(entry?.dates).toEqual([
      {
        start: { local: '2027-06-19T00:00:00' },
        end: { local: '2027-06-21T00:00:00' },
        isAllDay: true,
        isCancelled: false,
      },
    ]);
    expect(entry?.notes).toEqual(['is tentative']);
  });

  it('says what is called off, and keeps private entries out', () => {
    expect(find(file, 'Abgesagter Abend')?.isCancelled).toBe(true);
    expect(file.refusals).toEqual([
      { key: 'private@google.com', at: 'line 87', title: 'Vorstandssitzung', reason: 'it is marked as private.' },
    ]);
  });
});

describe('a calendar from Outlook', () => {
  const file = parseFixture('outlook.ics');

  it('is read with the Windows names of its zones', () => {
    const entry = find(file, 'Tagung Stadt und Klang');
    expect(entry?.timeZone).toBe('Europe/Berlin');
    expect(startsOf(entry)).toEqual(['2027-09-17T07:00:00.000Z']);
    expect(entry?.key).toMatch(/^0400.*6E7F809$/);
  });

  it('is read with the rules of a zone that only it defines', () => {
    const entry = find(file, 'Second Friday Readings');
    expect(entry?.timeZone).toBeUndefined();
    expect(entry?.offsetMs).toBe(-5 * 3_600_000);
    expect(startsOf(entry)).toEqual([
      '2027-03-13T00:00:00.000Z',
      '2027-04-09T23:00:00.000Z',
      '2027-05-14T23:00:00.000Z',
      '2027-06-11T23:00:00.000Z',
    ]);
  });
});

describe('a calendar from Apple', () => {
  const file = parseFixture('apple.ics');

  it('is read with DURATION, BYSETPOS, RDATE and its structured location', () => {
    const entry = find(file, 'Puppets on Sunday');
    expect(startsOf(entry)).toEqual([
      '2027-04-11T19:00:00.000Z',
      '2027-05-09T19:00:00.000Z',
      '2027-06-13T19:00:00.000Z',
      '2027-07-11T19:00:00.000Z',
      '2027-08-08T19:00:00.000Z',
      '2027-09-12T19:00:00.000Z',
      '2027-12-26T20:00:00.000Z',
    ]);
    expect(endsOf(entry)[0]).toBe('2027-04-11T20:15:00.000Z');
    expect(entry?.place?.coordinates).toEqual({ latitude: 40.780278, longitude: -73.970556 });
    expect(entry?.place?.text).toBe(
      'Swedish Cottage Marionette Theatre, 79th Street Transverse, New York, NY, United States',
    );
    expect(entry?.words).toEqual(['Theatre', 'Family']);
  });

  it('leaves floating times to the place, in the calendar’s only zone', () => {
    const entry = find(file, 'Open Air Puppets');
    expect(startsOf(entry)).toEqual(['2027-07-04T20:00:00']);
    expect(entry?.timeZone).toBe('America/New_York');
  });

  it('says that to-dos are no events', () => {
    expect(file.notes).toEqual(['1 × VTODO left aside: not an event']);
  });
});

describe('a calendar from an event site', () => {
  it('keeps each date as an entry of its own, with its place and categories', () => {
    const file = parseFixture('the-events-calendar.ics');
    expect(file.entries.map((entry) => startsOf(entry)[0])).toEqual([
      '2027-06-03T18:30:00.000Z',
      '2027-06-04T18:30:00.000Z',
    ]);
    expect(file.entries[0]).toMatchObject({
      description: 'A thriller in three acts.\n\nTickets at the door.',
      words: ['Drama', 'Evening'],
      timeZone: 'Europe/London',
      place: { coordinates: { latitude: 54.4858, longitude: -0.6206 } },
    });
  });
});

describe('an event', () => {
  it.each([
    ['DTEND alone', ['DTSTART:20270501T180000Z', 'DTEND:20270501T193000Z'], '2027-05-01T19:30:00.000Z'],
    ['DURATION', ['DTSTART:20270501T180000Z', 'DURATION:P1DT2H'], '2027-05-02T20:00:00.000Z'],
    ['neither', ['DTSTART:20270501T180000Z'], undefined],
    ['an end equal to its start', ['DTSTART:20270501T180000Z', 'DTEND:20270501T180000Z'], undefined],
    ['a day and no end', ['DTSTART;VALUE=DATE:20270501'], '2027-05-02T00:00:00'],
    [
      'an end in another zone',
      ['DTSTART;TZID=Europe/Paris:20270501T200000', 'DTEND;TZID=Europe/London:20270501T210000'],
      '2027-05-01T20:00:00.000Z',
    ],
  ])('with %s', (_name, lines, end) => {
    expect(endsOf(parseEvent(...lines).entries[0])).toEqual([end]);
  });

  it.each([
    ['Europe/Berlin', '2027-07-01T18:00:00.000Z'],
    ['"Europe/Berlin"', '2027-07-01T18:00:00.000Z'],
    ['/mozilla.org/20070129_1/Europe/Berlin', '2027-07-01T18:00:00.000Z'],
    ['/freeassociation.sourceforge.net/America/Argentina/Buenos_Aires', '2027-07-01T23:00:00.000Z'],
    ['Tokyo Standard Time', '2027-07-01T11:00:00.000Z'],
    ['India Standard Time', '2027-07-01T14:30:00.000Z'],
    ['UTC', '2027-07-01T20:00:00.000Z'],
  ])('in the zone %s', (zone, start) => {
    expect(startsOf(parseEvent(`DTSTART;TZID=${zone}:20270701T200000`).entries[0])).toEqual([start]);
  });

  it('in a zone nobody knows is refused, others are taken', () => {
    const file = parse(
      ...vevent('UID:a', 'SUMMARY:A', 'DTSTART;TZID=Middle Earth Time:20270501T200000'),
      ...vevent('UID:b', 'SUMMARY:B', 'DTSTART:20270501T200000Z'),
    );
    expect(file.refusals).toEqual([
      {
        key: 'a',
        at: 'line 3',
        title: 'A',
        reason: 'its time zone "Middle Earth Time" is not known, and the file does not define it.',
      },
    ]);
    expect(file.entries).toHaveLength(1);
  });

  it('in the hour that clocks skip moves on, in the hour that comes twice is the first', () => {
    expect(startsOf(parseEvent('DTSTART;TZID=Europe/Berlin:20270328T023000').entries[0])).toEqual([
      '2027-03-28T01:30:00.000Z',
    ]);
    expect(startsOf(parseEvent('DTSTART;TZID=Europe/Berlin:20271031T023000').entries[0])).toEqual([
      '2027-10-31T00:30:00.000Z',
    ]);
  });

  it('may be excluded by day although it has a time', () => {
    const lines = [
      'DTSTART;TZID=Europe/Berlin:20270501T200000',
      'RRULE:FREQ=DAILY;COUNT=3',
      'EXDATE;VALUE=DATE:20270502',
    ];
    expect(startsOf(parseEvent(...lines).entries[0])).toEqual(['2027-05-01T18:00:00.000Z', '2027-05-03T18:00:00.000Z']);
  });

  it('may be excluded in UTC although it has a zone, and several at once', () => {
    const lines = [
      'DTSTART;TZID=Europe/Berlin:20270501T200000',
      'RRULE:FREQ=DAILY;COUNT=4',
      'EXDATE:20270502T180000Z,20270504T180000Z',
    ];
    expect(startsOf(parseEvent(...lines).entries[0])).toEqual(['2027-05-01T18:00:00.000Z', '2027-05-03T18:00:00.000Z']);
  });

  it('repeats until a day, that day included', () => {
    const lines = ['DTSTART;TZID=America/New_York:20270501T200000', 'RRULE:FREQ=DAILY;UNTIL=20270503'];
    expect(startsOf(parseEvent(...lines).entries[0])).toHaveLength(3);
  });

  it('takes the periods of RDATE by their start', () => {
    const lines = [
      'DTSTART:20270501T180000Z',
      'RDATE;VALUE=PERIOD:20270801T100000Z/PT3H,20270802T100000Z/20270802T120000Z',
    ];
    expect(startsOf(parseEvent(...lines).entries[0])).toEqual([
      '2027-05-01T18:00:00.000Z',
      '2027-08-01T10:00:00.000Z',
      '2027-08-02T10:00:00.000Z',
    ]);
  });

  it('follows a change of one date, a cancelled date, and a change of all that follow', () => {
    const series = [
      'BEGIN:VEVENT',
      'UID:s',
      'SUMMARY:S',
      'DTSTART:20270501T180000Z',
      'DURATION:PT1H',
      'RRULE:FREQ=DAILY;COUNT=5',
      'END:VEVENT',
    ];
    const change = (id: string, ...lines: string[]) => [
      'BEGIN:VEVENT',
      'UID:s',
      'SUMMARY:S',
      `RECURRENCE-ID${id}`,
      ...lines,
      'END:VEVENT',
    ];
    const file = parse(
      ...series,
      ...change(':20270502T180000Z', 'DTSTART:20270502T200000Z', 'DURATION:PT2H'),
      ...change(':20270503T180000Z', 'DTSTART:20270503T180000Z', 'STATUS:CANCELLED'),
      ...change(';RANGE=THISANDFUTURE:20270504T180000Z', 'DTSTART:20270504T170000Z', 'DURATION:PT3H'),
    );
    const [entry] = file.entries;
    expect(startsOf(entry)).toEqual([
      '2027-05-01T18:00:00.000Z',
      '2027-05-02T20:00:00.000Z',
      '2027-05-03T18:00:00.000Z',
      '2027-05-04T17:00:00.000Z',
      '2027-05-05T17:00:00.000Z',
    ]);
    expect(entry?.dates.map(({ isCancelled }) => isCancelled)).toEqual([false, false, true, false, false]);
    expect(endsOf(entry).at(-1)).toBe('2027-05-05T20:00:00.000Z');
  });

  it('held elsewhere on one date is an entry of its own there', () => {
    const file = parse(
      ...vevent('UID:s', 'SUMMARY:S', 'LOCATION:Here', 'DTSTART:20270501T180000Z', 'RRULE:FREQ=DAILY;COUNT=2'),
      ...vevent('UID:s', 'SUMMARY:S', 'LOCATION:There', 'RECURRENCE-ID:20270502T180000Z', 'DTSTART:20270502T180000Z'),
    );
    expect(file.entries.map(({ key, place }) => [key, place?.text])).toEqual([
      ['s', 'Here'],
      ['s#2027-05-02T18:00:00Z', 'There'],
    ]);
    expect(file.entries[0]?.dates.map(({ isCancelled }) => isCancelled)).toEqual([false, true]);
  });

  it('that comes twice counts in its newest version', () => {
    const version = (sequence: number, title: string) => [
      'BEGIN:VEVENT',
      'UID:v',
      `SEQUENCE:${sequence}`,
      `SUMMARY:${title}`,
      'DTSTART:20270501T180000Z',
      'END:VEVENT',
    ];
    expect(parse(...version(2, 'New'), ...version(1, 'Old')).entries.map(({ title }) => title)).toEqual(['New']);
  });

  it('without a UID is known by its title, start and place', () => {
    const event = ['BEGIN:VEVENT', 'SUMMARY:No name', 'DTSTART:20270501T180000Z', 'LOCATION:Hall', 'END:VEVENT'];
    const [one, other] = [parse(...event), parse(...event, ...event.with(1, 'SUMMARY:Other'))];
    expect(one.entries[0]?.key).toMatch(/^[\w-]{22}$/);
    expect(other.entries.map(({ key }) => key)).toContain(one.entries[0]?.key);
    expect(new Set(other.entries.map(({ key }) => key)).size).toBe(2);
  });

  it.each([
    ['an end before its start', ['DTSTART:20270501T180000Z', 'DTEND:20270501T170000Z'], 'it ends before it starts.'],
    ['no start', ['DTEND:20270501T170000Z'], 'it has no DTSTART.'],
    ['a day that does not exist', ['DTSTART:20270230T170000Z'], 'its DTSTART is no date or time.'],
    ['half a date', ['DTSTART:2027'], 'its DTSTART is no date or time.'],
    ['a negative duration', ['DTSTART:20270501T180000Z', 'DURATION:-PT1H'], 'its DURATION cannot be read.'],
    [
      'a rule that does not exist',
      ['DTSTART:20270501T180000Z', 'RRULE:FREQ=SOMETIMES'],
      'it cannot be read: invalid frequency',
    ],
    ['a line that is none', ['DTSTART:20270501T180000Z', 'what is this'], 'it cannot be read: invalid line'],
    ['all its dates excluded', ['DTSTART:20270501T180000Z', 'EXDATE:20270501T180000Z'], 'gives no dates'],
  ])('with %s is refused', (_name, lines, reason) => {
    const { entries, refusals } = parseEvent(...lines);
    expect(entries).toEqual([]);
    expect(refusals).toHaveLength(1);
    expect(refusals[0]?.reason).toContain(reason);
  });

  it('without a title is refused', () => {
    const { refusals } = parse('BEGIN:VEVENT', 'UID:x', 'DTSTART:20270501T180000Z', 'END:VEVENT');
    expect(refusals[0]?.reason).toBe('it has no title (SUMMARY).');
  });
});

describe('a file', () => {
  it('that is cut off gives what is whole', () => {
    const { entries, refusals } = parseICalendar(
      'BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:a\nSUMMARY:A\nDTSTART:20270501T180000Z\nEND:VEVENT\nBEGIN:VEVENT\nUID:b\nSUMMARY:B',
      { now },
    );
    expect(entries.map(({ title }) => title)).toEqual(['A']);
    expect(refusals).toEqual([{ at: 'line 7', title: 'B', reason: 'it is cut off: its END:VEVENT is missing.' }]);
  });

  it('may hold several calendars, each with its own zone', () => {
    const calendar = (zone: string, uid: string) =>
      [
        'BEGIN:VCALENDAR',
        `X-WR-TIMEZONE:${zone}`,
        'BEGIN:VEVENT',
        `UID:${uid}`,
        'SUMMARY:S',
        'DTSTART:20270501T180000',
        'END:VEVENT',
        'END:VCALENDAR',
      ].join('\n');
    const { entries } = parseICalendar(`${calendar('Europe/Paris', 'a')}\n${calendar('Eastern Standard Time', 'b')}`, {
      now,
    });
    expect(entries.map(({ timeZone }) => timeZone)).toEqual(['Europe/Paris', 'America/New_York']);
  });

  it('published as METHOD:CANCEL calls everything off', () => {
    const { entries } = parse(
      'METHOD:CANCEL',
      'BEGIN:VEVENT',
      'UID:a',
      'SUMMARY:A',
      'DTSTART:20270501T180000Z',
      'END:VEVENT',
    );
    expect(entries[0]?.isCancelled).toBe(true);
  });

  it('without a calendar is none', () => {
    expect(() => parseICalendar('BEGIN:VCARD\nEND:VCARD', { now })).toThrow(UnreadableFileError);
  });

  it('with a rule for the zone that never comes true is still read', () => {
    const { entries } = parse(
      'BEGIN:VTIMEZONE',
      'TZID:Odd',
      'BEGIN:STANDARD',
      'DTSTART:19700101T000000',
      'RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30',
      'TZOFFSETFROM:+0300',
      'TZOFFSETTO:+0200',
      'END:STANDARD',
      'END:VTIMEZONE',
      ...vevent('UID:a', 'SUMMARY:A', 'DTSTART;TZID=Odd:20270501T200000'),
    );
    expect(startsOf(entries[0])).toEqual(['2027-05-01T18:00:00.000Z']);
  });

  it('with thousands of entries is read in a moment', () => {
    const events = Array.from({ length: 5000 }, (_, n) => [
      'BEGIN:VEVENT',
      `UID:${n}`,
      `SUMMARY:Event ${n}`,
      'DTSTART:20270501T180000Z',
      'END:VEVENT',
    ]);
    expect(parse(...events.flat()).entries).toHaveLength(5000);
  });
});

describe('a file made to keep the reader busy', () => {
  const event = (n: number, ...lines: string[]) =>
    vevent(`UID:${n}`, `SUMMARY:Event ${n}`, 'DTSTART:20270501T180000Z', ...lines);

  it.each([
    ['many calendars', Array.from({ length: 20_000 }, () => 'BEGIN:VCALENDAR\nEND:VCALENDAR').join('\n')],
    [
      'many exceptions and overrides',
      [
        'BEGIN:VCALENDAR',
        ...event(
          1,
          'RRULE:FREQ=DAILY',
          ...Array.from(
            { length: 20_000 },
            (_, n) => `EXDATE:2028${String((n % 12) + 1).padStart(2, '0')}01T${String(n % 24).padStart(2, '0')}0000Z`,
          ),
        ),
        'END:VCALENDAR',
      ].join('\n'),
    ],
    [
      'many dates',
      [
        'BEGIN:VCALENDAR',
        ...event(
          1,
          `RDATE:${Array.from({ length: 50_000 }, (_, n) => new Date(1_900_000_000_000 + n * 3_600_000).toISOString().replace(/[-:]|\.\d+/g, '')).join(',')}`,
        ),
        'END:VCALENDAR',
      ].join('\n'),
    ],
    [
      'tags without an end',
      [
        'BEGIN:VCALENDAR',
        ...event(1, `DESCRIPTION:<p>${'<script'.repeat(50_000)}${' '.repeat(50_000)}`),
        'END:VCALENDAR',
      ].join('\n'),
    ],
    [
      'a rule for every second',
      [
        'BEGIN:VCALENDAR',
        ...Array.from({ length: 20 }, (_, n) => event(n, 'RRULE:FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30')).flat(),
        'END:VCALENDAR',
      ].join('\n'),
    ],
  ])('with %s is read all the same', (_name, text) => {
    const { entries } = parseICalendar(text, { now });
    for (const { dates } of entries) expect(dates.length).toBeLessThanOrEqual(366);
  });
});
