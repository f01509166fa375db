import ICAL from 'ical.js';
import { describe, expect, it } from 'vitest';
import { writeCalendar } from './calendar-file.ts';
import type { Booking, Event, Show } from './queries.ts';

const event = {
  name: 'Die Zauberflöte; Mozart, W. A.',
  location: { name: 'Staatsoper', address: { street: 'Opernring 2', city: 'Wien', countryCode: 'AT' } },
} as Event;
const booking = { id: 'bkg_1', code: 'ABCDE-FGHJK' } as Booking;
const about = { booking, event, venue: undefined, url: 'https://tickets.example/bookings/bkg_1', now: new Date(0) };

function read(startsAt: string, endsAt: string, timeZone: string) {
  const show = { startsAt, endsAt, timeZone } as Show;
  const text = writeCalendar({ ...about, show });
  const calendar = new ICAL.Component(ICAL.parse(text) as unknown[]);
  const zone = calendar.getFirstSubcomponent('vtimezone');
  if (zone === null) throw new Error('no zone');
  const entry = new ICAL.Event(calendar.getFirstSubcomponent('vevent') ?? undefined);
  const timezone = new ICAL.Timezone(zone);
  const toInstant = (time: ICAL.Time) => {
    time.zone = timezone;
    return time.toJSDate().toISOString();
  };
  return { text, summary: entry.summary, start: toInstant(entry.startDate), end: toInstant(entry.endDate) };
}

describe('the calendar file of a booking', () => {
  it('says the same instants in the zone of the place', () => {
    const { text, start, end } = read('2030-07-01T17:30:00.000Z', '2030-07-01T20:00:00.000Z', 'Europe/Vienna');
    expect(text).toContain('DTSTART;TZID=Europe/Vienna:20300701T193000');
    expect([start, end]).toEqual(['2030-07-01T17:30:00.000Z', '2030-07-01T20:00:00.000Z']);
  });

  it.each([
    ['Europe/Vienna', '2030-10-26T22:00:00.000Z', '2030-10-27T03:00:00.000Z'],
    ['America/New_York', '2030-03-10T05:00:00.000Z', '2030-03-10T09:00:00.000Z'],
    ['Asia/Kolkata', '2030-01-01T13:00:00.000Z', '2030-01-01T15:00:00.000Z'],
    ['America/St_Johns', '2030-11-03T02:30:00.000Z', '2030-11-03T06:00:00.000Z'],
  ])('holds through a night in which the clocks of %s may change', (zone, startsAt, endsAt) => {
    const { start, end } = read(startsAt, endsAt, zone);
    expect([start, end]).toEqual([startsAt, endsAt]);
  });

  it('keeps signs that mean something in such files', () => {
    const { text, summary } = read('2030-07-01T17:30:00.000Z', '2030-07-01T20:00:00.000Z', 'UTC');
    expect(summary).toBe('Die Zauberflöte; Mozart, W. A.');
    expect(text).toContain('\\;');
  });
});
