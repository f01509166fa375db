import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type Entry, type ParsedFile, UnreadableFileError } from '../src/entry.ts';
import { parseJsonLd } from '../src/json-ld.ts';

const now = Date.parse('2026-11-21T12:00:00Z');
const parseFixture = (name: string) =>
  parseJsonLd(readFileSync(new URL(`fixtures/${name}`, import.meta.url), 'utf8'), { now });
const parse = (...nodes: object[]) => parseJsonLd(JSON.stringify(nodes), { now });
const event = (fields: object) => parse({ '@type': 'Event', name: 'One', startDate: '2027-05-01T20:00', ...fields });

function startsOf(entry: Entry | undefined): string[] {
  return (entry?.dates ?? []).map(({ start }) =>
    'epochMs' in start ? new Date(start.epochMs).toISOString() : start.local,
  );
}

function endOf(entry: Entry | undefined): string | undefined {
  const end = entry?.dates[0]?.end;
  return end && ('epochMs' in end ? new Date(end.epochMs).toISOString() : end.local);
}

function find({ entries }: ParsedFile, title: string): Entry | undefined {
  return entries.find((entry) => entry.title === title);
}

describe('a ticket page', () => {
  const file = parseFixture('ticket-page.html');

  it('holds one event with its place, tiers and people', () => {
    expect(file.refusals).toEqual([]);
    expect(file.entries).toHaveLength(1);
    expect(file.entries[0]).toMatchObject({
      key: 'https://tickets.example/e/harbour-lights-live-991',
      at: 'line 11 /0',
      title: 'Harbour Lights Live – the 20th anniversary',
      description: 'Two sets & a late bar. Doors at 7.',
      words: ['MusicEvent', 'indie', 'anniversary', 'Harbour Lights'],
      place: {
        name: 'Pier 17',
        street: '89 South St',
        city: 'New York',
        region: 'NY',
        postalCode: '10038',
        country: 'US',
        coordinates: { latitude: 40.7057, longitude: -74.0019 },
        capacity: 3400,
      },
      offsetMs: -4 * 3_600_000,
    });
    expect(startsOf(file.entries[0])).toEqual(['2027-05-22T00:00:00.000Z']);
  });

  it('offers what is not sold out', () => {
    expect(file.entries[0]?.offers).toEqual([
      { name: 'General Admission', price: '45.00', currency: 'USD', capacity: 3000 },
      { name: 'VIP Deck', price: '120', currency: 'USD' },
    ]);
    expect(file.entries[0]?.notes).toContain('1 sold-out kinds of ticket are left out');
  });
});

describe('a graph of a festival', () => {
  const file = parseFixture('festival.jsonld');

  it('gives its parts, in its place, and no entry for the frame', () => {
    expect(file.entries.map(({ title }) => title)).toEqual([
      'Eröffnung',
      'Das große Finale',
      'Lachnacht',
      'Sommerkino',
    ]);
    expect(find(file, 'Eröffnung')?.place).toMatchObject({ name: 'Große Wiese', city: 'Graz', country: 'Austria' });
    expect(find(file, 'Das große Finale')?.place?.name).toBe('Große Wiese');
    expect(file.notes).toEqual(['"Wiesenfest 2027" sells no tickets itself: its 2 parts are taken instead']);
  });

  it('reads local times, offsets and durations', () => {
    expect(startsOf(find(file, 'Eröffnung'))).toEqual(['2027-07-09T18:00:00']);
    expect(startsOf(find(file, 'Das große Finale'))).toEqual(['2027-07-11T18:00:00.000Z']);
    expect(endOf(find(file, 'Das große Finale'))).toBe('2027-07-11T20:30:00.000Z');
    expect(find(file, 'Das große Finale')?.offers).toEqual([{ price: '0' }]);
  });

  it('follows a schedule with its zone and exceptions', () => {
    expect(startsOf(find(file, 'Lachnacht'))).toEqual([
      '2027-08-05T18:00:00.000Z',
      '2027-08-12T18:00:00.000Z',
      '2027-08-26T18:00:00.000Z',
    ]);
    expect(find(file, 'Lachnacht')?.offers).toEqual([{ price: '18,50', currency: 'EUR' }]);
  });

  it('takes parts without a name of their own as dates of the whole', () => {
    const series = find(file, 'Sommerkino');
    expect(startsOf(series)).toEqual(['2027-08-03T21:00:00', '2027-08-10T21:00:00']);
    expect(series?.dates.map(({ isCancelled }) => isCancelled)).toEqual([false, true]);
  });

  it('refuses what is postponed or has no date', () => {
    expect(file.refusals.map(({ title, reason }) => [title, reason])).toEqual([
      ['Verschobener Abend', 'it is postponed, without a new date.'],
      ['Ohne Datum', 'it has no startDate.'],
    ]);
  });
});

describe('an event', () => {
  it.each([
    'Event',
    'schema:MusicEvent',
    'http://schema.org/TheaterEvent',
    'https://schema.org/Festival',
    ['Thing', 'SportsEvent'],
  ])('may be a %j', (type) => {
    expect(event({ '@type': type }).entries).toHaveLength(1);
  });

  it.each(['Organization', 'BroadcastEvent', 'Product', 7])('is not a %j', (type) => {
    expect(event({ '@type': type }).entries).toHaveLength(0);
  });

  it.each([
    ['2027-05-01T20:00:00Z', '2027-05-01T20:00:00.000Z'],
    ['2027-05-01T20:00:00.000+0200', '2027-05-01T18:00:00.000Z'],
    ['2027-05-01T20:00-03', '2027-05-01T23:00:00.000Z'],
    ['2027-05-01 20:00:00', '2027-05-01T20:00:00'],
    ['20270501T2000', '2027-05-01T20:00:00'],
    ['2027-05-01', '2027-05-01T00:00:00'],
  ])('starts at %s', (startDate, start) => {
    expect(startsOf(event({ startDate }).entries[0])).toEqual([start]);
  });

  it.each(['May 1, 2027', '2027-02-30', '2027-13-01', '2027-05-01T25:00', 'tomorrow'])(
    'cannot start at "%s"',
    (startDate) => {
      expect(event({ startDate }).refusals[0]?.reason).toContain('is no ISO 8601 date or time');
    },
  );

  it.each([
    ['a later time', { endDate: '2027-05-01T22:00' }, '2027-05-01T22:00:00'],
    ['a duration', { duration: 'PT90M' }, '2027-05-01T21:30:00'],
    ['the same day', { endDate: '2027-05-01' }, undefined],
    ['a later day, to its end', { endDate: '2027-05-03' }, '2027-05-04T00:00:00'],
    ['the same instant', { endDate: '2027-05-01T20:00' }, undefined],
    ['nothing', {}, undefined],
    ['whole days', { startDate: '2027-05-01', endDate: '2027-05-02' }, '2027-05-03T00:00:00'],
    ['one whole day', { startDate: '2027-05-01' }, '2027-05-02T00:00:00'],
    [
      'an end without the offset of the start',
      { startDate: '2027-05-01T20:00+02:00', endDate: '2027-05-01T22:00' },
      '2027-05-01T20:00:00.000Z',
    ],
  ])('that ends with %s', (_name, fields, end) => {
    expect(endOf(event(fields).entries[0])).toBe(end);
  });

  it('that ends before it starts is refused', () => {
    expect(event({ endDate: '2027-04-30T20:00' }).refusals[0]?.reason).toBe('it ends before it starts.');
  });

  it.each([
    ['text', 'Town Hall, Graz, Austria', { text: 'Town Hall, Graz, Austria' }],
    [
      'a place with a line of address',
      { '@type': 'Place', name: 'Town Hall', address: 'Square 1, 8010 Graz, Austria' },
      { name: 'Town Hall', text: 'Square 1, 8010 Graz, Austria' },
    ],
    [
      'an address',
      { '@type': 'PostalAddress', streetAddress: 'Square 1', addressLocality: 'Graz', addressCountry: 'AT' },
      { street: 'Square 1', city: 'Graz', country: 'AT' },
    ],
    [
      'several, the first that is one',
      [
        { '@type': 'VirtualLocation', url: 'https://x.example' },
        { '@type': 'Place', name: 'Hall' },
      ],
      { name: 'Hall' },
    ],
  ])('takes place at %s', (_name, location, place) => {
    expect(event({ location }).entries[0]?.place).toEqual(place);
  });

  it('online alone has no place, and says so', () => {
    const [entry] = event({ location: { '@type': 'VirtualLocation', url: 'https://x.example' } }).entries;
    expect(entry?.place).toBeUndefined();
    expect(entry?.notes).toContain('takes place online');
  });

  it.each([
    ['one offer', { price: '25.00', priceCurrency: 'eur' }, [{ price: '25.00', currency: 'EUR' }]],
    [
      'a price specification',
      { priceSpecification: { price: 12, priceCurrency: 'CHF' } },
      [{ price: '12', currency: 'CHF' }],
    ],
    [
      'the offers of an aggregate',
      {
        '@type': 'AggregateOffer',
        priceCurrency: 'EUR',
        offers: [
          { name: 'A', price: 1 },
          { name: 'B', price: 2 },
        ],
      },
      [
        { name: 'A', price: '1', currency: 'EUR' },
        { name: 'B', price: '2', currency: 'EUR' },
      ],
    ],
    [
      'a number of places',
      { price: 5, priceCurrency: 'EUR', inventoryLevel: 40 },
      [{ price: '5', currency: 'EUR', capacity: 40 }],
    ],
  ])('sells %s', (_name, offers, expected) => {
    expect(event({ offers }).entries[0]?.offers).toEqual(expected);
  });

  it('that is sold out is refused', () => {
    expect(event({ offers: { price: 5, availability: 'http://schema.org/SoldOut' } }).refusals[0]?.reason).toBe(
      'its tickets are sold out.',
    );
  });

  it('keeps its language if it is a language tag', () => {
    expect(event({ inLanguage: 'de_AT' }).entries[0]?.language).toBe('de-AT');
    expect(
      event({ inLanguage: { '@type': 'Language', name: 'German', alternateName: 'de' } }).entries[0]?.language,
    ).toBe('de');
    expect(event({ inLanguage: 'German' }).entries[0]?.language).toBeUndefined();
  });

  it('gets the same key next time', () => {
    expect(event({}).entries[0]?.key).toBe(event({ description: 'more' }).entries[0]?.key);
    expect(event({}).entries[0]?.key).not.toBe(event({ name: 'Two' }).entries[0]?.key);
  });

  it('is found wherever it stands, and once', () => {
    const one = { '@type': 'Event', '@id': '#e', name: 'One', startDate: '2027-05-01' };
    const file = parse(
      { '@type': 'ItemList', itemListElement: [{ '@type': 'ListItem', item: one }] },
      { '@type': 'Place', event: [one, { '@id': '#e' }] },
    );
    expect(file.entries).toHaveLength(1);
  });
});

describe('a schedule', () => {
  const schedule = (fields: object) =>
    event({ eventSchedule: { '@type': 'Schedule', startDate: '2027-05-03', startTime: '19:00', ...fields } });

  it.each([
    ['every other day', { repeatFrequency: 'P2D', repeatCount: 3 }, ['2027-05-03', '2027-05-05', '2027-05-07']],
    [
      'on weekdays',
      { repeatFrequency: 'P1W', byDay: ['Tuesday', 'https://schema.org/Friday'], repeatCount: 3 },
      ['2027-05-04', '2027-05-07', '2027-05-11'],
    ],
    [
      'weekly in a word',
      { repeatFrequency: 'Weekly', endDate: '2027-05-17' },
      ['2027-05-03', '2027-05-10', '2027-05-17'],
    ],
    [
      'monthly on the 2nd Monday',
      { repeatFrequency: 'P1M', byDay: 'Monday', byMonthWeek: 2, endDate: '2027-07-31' },
      ['2027-05-03', '2027-05-10', '2027-06-14', '2027-07-12'],
    ],
    ['once', {}, ['2027-05-03']],
  ])('%s', (_name, fields, days) => {
    expect(startsOf(schedule(fields).entries[0])).toEqual(days.map((day) => `${day}T19:00:00`));
  });

  it('that ends after midnight lasts until then', () => {
    expect(endOf(schedule({ endTime: '01:00' }).entries[0])).toBe('2027-05-04T01:00:00');
  });

  it.each([
    [{ startDate: undefined }, 'no startDate'],
    [{ repeatFrequency: 'sometimes' }, 'is not understood'],
    [{ byDay: 'Someday' }, 'is no weekday'],
    [{ startTime: '25:00' }, 'is no time'],
    [{ scheduleTimezone: 'Mars/Olympus' }, 'is not known'],
  ])('%j is refused', (fields, reason) => {
    expect(schedule(fields).refusals[0]?.reason).toContain(reason);
  });
});

describe('a file', () => {
  it.each([
    ['{"@type": "Event"', 'is not JSON'],
    ['<html><body>no data</body></html>', 'without structured data'],
  ])('like %s cannot be read', (text, reason) => {
    expect(() => parseJsonLd(text, { now })).toThrow(UnreadableFileError);
    expect(() => parseJsonLd(text, { now })).toThrow(reason);
  });

  it('without events says so', () => {
    expect(parse({ '@type': 'Organization', name: 'Us' }).notes).toEqual(['there is no schema.org event in it']);
  });

  it('with one broken script gives what the others hold', () => {
    const script = (body: string) => `<script type="application/ld+json">${body}</script>`;
    const good = JSON.stringify({ '@type': 'Event', name: 'Good', startDate: '2027-05-01' });
    const file = parseJsonLd(
      `<html>\n${script('{"@type": "Event", oops}')}\n${script(`<!-- ${good} -->`)}\n${script(`//<![CDATA[\n${good.replace('Good', 'Better')}\n//]]>`)}</html>`,
      { now },
    );
    expect(file.entries.map(({ title }) => title)).toEqual(['Good', 'Better']);
    expect(file.refusals[0]).toMatchObject({
      at: 'line 2',
      reason: expect.stringContaining('its JSON cannot be read'),
    });
  });

  it('that goes deep, or round in circles of ids, is read', () => {
    let deep: object = { '@type': 'Event', name: 'Deep', startDate: '2027-05-01' };
    for (let level = 0; level < 500; level += 1) deep = { '@type': 'Thing', about: deep };
    expect(parse(deep).entries).toHaveLength(0);
    const circle = [
      { '@type': 'Event', '@id': '#a', name: 'A', startDate: '2027-05-01', subEvent: { '@id': '#b' } },
      {
        '@type': 'Event',
        '@id': '#b',
        name: 'B',
        startDate: '2027-05-01',
        subEvent: { '@id': '#a' },
        offers: { price: 1 },
      },
    ];
    expect(parse(...circle).entries.length).toBeLessThanOrEqual(2);
  });

  it.each([
    { name: 7, startDate: 2027 },
    { name: ['x'], startDate: [null] },
    { location: [[[]]], offers: [[{}]], performer: [null, 5] },
    { location: { address: 7, geo: 'here' }, offers: 'free', keywords: [{}, null] },
    { eventSchedule: 'weekly', inLanguage: [], eventStatus: {} },
  ])('of the wrong shapes never breaks: %j', (fields) => {
    const { entries, refusals } = event(fields);
    expect(entries.length + refusals.length).toBe(1);
  });
});

it.each([
  ['comments', '<!--'.repeat(200_000)],
  ['scripts', '<script>'.repeat(100_000)],
  ['tags', '<script '.repeat(100_000)],
])('a page of %s that never end has no structured data', (_name, text) => {
  expect(() => parseJsonLd(`<html>${text}`, { now })).toThrow('without structured data');
});
