import ICAL from 'ical.js';
import type { Booking, Event, Show, Venue } from './queries.ts';

interface CalendarParts {
  readonly booking: Booking;
  readonly show: Show;
  readonly event: Event;
  readonly venue: Venue | undefined;
  /** Of the booking. */
  readonly url: string;
  readonly now: Date;
}

/** The show as a calendar file, in the zone of its place. */
export function writeCalendar({ booking, show, event, venue, url, now }: CalendarParts): string {
  const calendar = new ICAL.Component('vcalendar');
  calendar.updatePropertyWithValue('version', '2.0');
  calendar.updatePropertyWithValue('prodid', '-//MyEvents//EN');
  const zone = toZone(show);
  calendar.addSubcomponent(zone.component);

  const entry = new ICAL.Component('vevent');
  entry.updatePropertyWithValue('uid', `${booking.id}@myevents`);
  entry.updatePropertyWithValue('dtstamp', ICAL.Time.fromJSDate(now, true));
  entry.updatePropertyWithValue('summary', event.name);
  entry.updatePropertyWithValue('location', placeOf(event, venue));
  entry.updatePropertyWithValue('description', `${booking.code}\n${url}`);
  entry.updatePropertyWithValue('url', url);
  const geo = venue?.coordinates;
  if (geo !== undefined) entry.addPropertyWithValue('geo', [geo.latitude, geo.longitude]);
  addTime(entry, 'dtstart', toLocal(show.startsAt, show.timeZone));
  addTime(entry, 'dtend', toLocal(show.endsAt, show.timeZone));
  calendar.addSubcomponent(entry);
  return calendar.toString();

  function addTime(component: ICAL.Component, name: string, local: string): void {
    const property = component.addPropertyWithValue(name, ICAL.Time.fromDateTimeString(local));
    property.setParameter('tzid', show.timeZone);
  }
}

function placeOf(event: Event, venue: Venue | undefined): string {
  const { name, address } = venue ?? event.location ?? {};
  const parts = [name, address?.street, address?.postalCode, address?.city, address?.countryCode];
  return parts.filter((part) => part !== undefined).join(', ');
}

/** The rules of the zone as far as the show needs them: what holds at its beginning, and a change before its end. */
function toZone({ timeZone, startsAt, endsAt }: Show): { readonly component: ICAL.Component } {
  const component = new ICAL.Component('vtimezone');
  component.updatePropertyWithValue('tzid', timeZone);
  const before = offsetAt(Date.parse(startsAt), timeZone);
  const after = offsetAt(Date.parse(endsAt), timeZone);
  component.addSubcomponent(toObservance('1970-01-01T00:00:00', before, before));
  if (after !== before) {
    const at = changeBetween(Date.parse(startsAt), Date.parse(endsAt), timeZone);
    component.addSubcomponent(toObservance(isoAt(at, before), before, after));
  }
  return { component };
}

function toObservance(start: string, fromMinutes: number, toMinutes: number): ICAL.Component {
  const component = new ICAL.Component(toMinutes > fromMinutes ? 'daylight' : 'standard');
  component.updatePropertyWithValue('dtstart', ICAL.Time.fromDateTimeString(start));
  component.updatePropertyWithValue('tzoffsetfrom', toUtcOffset(fromMinutes));
  component.updatePropertyWithValue('tzoffsetto', toUtcOffset(toMinutes));
  return component;
}

function toUtcOffset(minutes: number): ICAL.UtcOffset {
  return ICAL.UtcOffset.fromSeconds(minutes * 60);
}

/** The first instant, to the second, at which the offset is another. */
function changeBetween(from: number, to: number, timeZone: string): number {
  const first = offsetAt(from, timeZone);
  let [low, high] = [from, to];
  while (high - low > 1000) {
    const middle = low + Math.floor((high - low) / 2000) * 1000;
    if (middle === low) break;
    if (offsetAt(middle, timeZone) === first) low = middle;
    else high = middle;
  }
  return high;
}

const toLocal = (instant: string, timeZone: string): string =>
  isoAt(Date.parse(instant), offsetAt(Date.parse(instant), timeZone));

/** What clocks show where they are that many minutes ahead of UTC. */
const isoAt = (instant: number, offsetMinutes: number): string =>
  new Date(instant + offsetMinutes * 60_000).toISOString().slice(0, 19);

/** Minutes ahead of UTC. */
function offsetAt(instant: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' }).formatToParts(instant);
  const name = parts.find(({ type }) => type === 'timeZoneName')?.value ?? '';
  const [, sign = '+', hours = '0', minutes = '0'] = /GMT([+-])(\d+):?(\d+)?/.exec(name) ?? [];
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}
