import { EventBody, eventTypes, formats, LocationBody, newId, ShowBody } from '@myevents/contracts';
import { Format } from 'typebox/format';
import { Value } from 'typebox/value';
import { beforeAll, describe, expect, it } from 'vitest';
import { type DemoShow, demoCatalogue } from './catalogue.ts';
import { seatsOf } from './drawn-seats.ts';
import { eventEntries, type ShowPattern, weekdays } from './entries.ts';

const dayMs = 86_400_000;
/** Days on which calendars go wrong: clock changes on both halves of the globe, a leap day, the turn of a year. */
const seedingDays = [
  '2026-11-21T12:00:00Z',
  '2026-12-31T23:59:59Z',
  '2027-01-01T00:00:00Z',
  '2027-03-14T09:59:00Z',
  '2027-03-27T23:30:00Z',
  '2027-04-04T02:00:00Z',
  '2027-09-25T13:00:00Z',
  '2027-10-31T00:59:00Z',
  '2027-11-07T05:30:00Z',
  '2028-02-28T22:00:00Z',
  '2028-02-29T11:00:00Z',
];
const { locations, events } = demoCatalogue(Date.parse('2026-11-21T12:00:00Z'));
const shows = events.flatMap((event) => event.shows);
const hallOf = (locationKey: string, hallKey: string) => {
  const location = locations.find(({ key }) => key === locationKey);
  return location?.body.halls[location.hallKeys.indexOf(hallKey)];
};
const ticketsOf = (show: DemoShow) =>
  show.tiers.reduce((total, tier) => total + ('seats' in tier ? tier.seats.flatMap(seatsOf).length : tier.capacity), 0);

describe('the demo catalogue', () => {
  beforeAll(() => {
    for (const [name, { matches }] of Object.entries(formats)) Format.Set(name, matches);
    return () => Format.Clear();
  });

  it('is large and varied enough to try everything', () => {
    expect(events.length).toBeGreaterThanOrEqual(90);
    expect(shows.length).toBeGreaterThanOrEqual(240);
    expect(new Set(events.map(({ body }) => body.type))).toEqual(new Set(eventTypes));
    expect(new Set(events.map(({ locationKey }) => locationKey)).size).toBe(locations.length);
    expect(new Set(shows.flatMap(({ tiers }) => tiers.map(({ id }) => id)))).toEqual(
      new Set(['economy', 'regular', 'vip']),
    );
    expect(shows.some(({ tiers }) => tiers.some(({ price }) => price.amount === 0))).toBe(true);
    expect(events.some(({ isCancelled }) => isCancelled)).toBe(true);
    expect(shows.filter((show) => ticketsOf(show) >= 4 && ticketsOf(show) <= 10).length).toBeGreaterThanOrEqual(5);
  });

  it('names every event once', () => {
    expect(new Set(events.map(({ key }) => key)).size).toBe(events.length);
    expect(new Set(events.map(({ body, locationKey }) => `${locationKey} ${body.name}`)).size).toBe(events.length);
  });

  it('sells out small shows only, so that seeding stays quick', () => {
    const soldAs = (sold: 'nearly' | 'held') => events.filter((event) => event.sold === sold);
    expect(soldAs('held').length).toBeGreaterThanOrEqual(1);
    expect(soldAs('nearly').length).toBeGreaterThanOrEqual(4);
    for (const { shows: small } of soldAs('held')) for (const show of small) expect(ticketsOf(show)).toBeLessThan(30);
    for (const { shows: some } of soldAs('nearly')) for (const show of some) expect(ticketsOf(show)).toBeLessThan(400);
    for (const event of events.filter(({ sold }) => sold)) {
      expect(event.isCancelled).toBe(false);
      expect(event.shows.every(({ salesOpenAt }) => salesOpenAt === undefined)).toBe(true);
    }
  });

  it('consists of bodies the HTTP API takes', () => {
    for (const { body } of locations) expect([...Value.Errors(LocationBody, body)], body.name).toEqual([]);
    for (const { key, body, shows: ofEvent } of events) {
      expect([...Value.Errors(EventBody, { ...body, locationId: newId('location') })], key).toEqual([]);
      for (const { hallKey: _, ...show } of ofEvent) {
        const posted = { ...show, hallId: newId('hall') };
        expect([...Value.Errors(ShowBody, posted)], key).toEqual([]);
        expect(Buffer.byteLength(JSON.stringify(posted)), key).toBeLessThan(64 * 1024);
      }
    }
  });

  it('sells no more than a hall holds, each seat of its plan at most once, in one currency', () => {
    for (const { key, locationKey, shows: ofEvent } of events) {
      for (const show of ofEvent) {
        const hall = hallOf(locationKey, show.hallKey);
        expect(ticketsOf(show), key).toBeLessThanOrEqual(hall?.capacity ?? 0);
        expect(new Set(show.tiers.map(({ id }) => id)).size, key).toBe(show.tiers.length);
        expect(new Set(show.tiers.map(({ price }) => price.currency)).size, key).toBe(1);
        const seats = show.tiers.flatMap((tier) => ('seats' in tier ? tier.seats.flatMap(seatsOf) : []));
        expect(seats.length > 0, key).toBe(hall?.plan !== undefined);
        const planned = new Set(
          hall?.plan?.sections.flatMap(({ name, rows }) =>
            rows.flatMap((row) => row.seats.flatMap((written) => seatsOf(`${name}/${row.name}-${written}`))),
          ),
        );
        expect(new Set(seats).size, key).toBe(seats.length);
        expect(seats.filter((seat) => !planned.has(seat))).toEqual([]);
      }
    }
  });

  it('gives the same for the same day', () => {
    const now = Date.parse('2028-02-29T11:00:00Z');
    expect(demoCatalogue(now)).toEqual(demoCatalogue(now));
  });
});

describe.each(seedingDays)('seeded on %s', (day) => {
  const now = Date.parse(day);
  const seeded = demoCatalogue(now);

  it('has all shows within the coming twelve months, in the order of their instants', () => {
    for (const { key, shows: ofEvent } of seeded.events) {
      for (const { startsAt, endsAt, doorsAt, salesOpenAt, salesCloseAt, policy } of ofEvent) {
        const [start, end] = [Date.parse(startsAt), Date.parse(endsAt)];
        expect(start, key).toBeGreaterThan(now);
        expect(start, key).toBeLessThan(now + 366 * dayMs);
        expect(end, key).toBeGreaterThan(start);
        if (doorsAt) expect(Date.parse(doorsAt), key).toBeLessThanOrEqual(start);
        if (salesOpenAt) expect(Date.parse(salesOpenAt), key).toBeLessThan(Date.parse(salesCloseAt ?? startsAt));
        if (salesCloseAt) expect(Date.parse(salesCloseAt), key).toBeLessThanOrEqual(start);
        if (policy?.cancellableUntil) expect(Date.parse(policy.cancellableUntil), key).toBeLessThanOrEqual(start);
      }
    }
    expect(seeded.events.flatMap((event) => event.shows).length).toBe(shows.length);
  });

  it('lets no two shows meet in a hall', () => {
    const halls = Map.groupBy(
      seeded.events.flatMap(({ locationKey, shows: ofEvent }) => ofEvent.map((show) => ({ locationKey, ...show }))),
      ({ locationKey, hallKey }) => `${locationKey}/${hallKey}`,
    );
    for (const [hall, inHall] of halls) {
      const inOrder = inHall.toSorted((one, other) => Date.parse(one.startsAt) - Date.parse(other.startsAt));
      for (const [n, show] of inOrder.entries()) {
        const next = inOrder[n + 1];
        if (next) expect(Date.parse(next.startsAt), hall).toBeGreaterThanOrEqual(Date.parse(show.endsAt));
      }
    }
  });

  it('keeps the local wall times and weekdays, and lasts as long as the event says', () => {
    for (const [n, { key, locationKey, body, shows: ofEvent }] of seeded.events.entries()) {
      const timeZone = seeded.locations.find((location) => location.key === locationKey)?.body.timeZone ?? '';
      const left = ofEvent.map(({ startsAt }) => localTimeOf(startsAt, timeZone));
      for (const { weekday, time } of expectedTimes(eventEntries[n]?.shows ?? [])) {
        const found = left.findIndex((show) => show.time === time && (weekday ?? show.weekday) === show.weekday);
        expect(found, `${key} ${weekday ?? 'on any day'} at ${time}`).toBeGreaterThanOrEqual(0);
        left.splice(found, 1);
      }
      expect(left, key).toEqual([]);
      for (const { startsAt, endsAt } of ofEvent) {
        expect(Date.parse(endsAt) - Date.parse(startsAt), key).toBe(body.duration * 60_000);
      }
    }
  });
});

/** By `Intl`, which knows the zones independently of what placed the shows. */
function localTimeOf(instant: string, timeZone: string): { readonly weekday: string; readonly time: string } {
  const format = { timeZone, weekday: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
  const parts = new Intl.DateTimeFormat('en-GB', format).formatToParts(new Date(instant));
  const part = (wanted: string) => parts.find(({ type }) => type === wanted)?.value ?? '';
  return { weekday: part('weekday').slice(0, 2), time: `${part('hour')}:${part('minute')}` };
}

/** Those on a certain weekday come first, so that the others take what is left. */
function expectedTimes(
  patterns: readonly ShowPattern[],
): { readonly weekday?: string | undefined; readonly time: string }[] {
  const times = patterns.flatMap(({ weekday, time, count, everyDays }) =>
    Array.from({ length: count }, (_, n) => ({
      weekday: weekday && weekdays[(weekdays.indexOf(weekday) + n * everyDays) % 7],
      time,
    })),
  );
  return [...times.filter(({ weekday }) => weekday), ...times.filter(({ weekday }) => !weekday)];
}
