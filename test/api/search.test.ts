import type { EventHit } from '@myevents/contracts';
import { beforeAll, describe, expect, it } from 'vitest';
import { bodyOf, dayMs, hallOf, inMs, openSale, scheduleShow, showBody, unique } from './catalogue.ts';
import { type List, list, namesOf, search } from './listing.ts';
import { problemOf, refusalOf } from './sale.ts';
import { get } from './subject.ts';
import { until } from './until.ts';

/** A word of this run alone: what other tests make is not found by it. */
const word = unique('zirkus');

const paris = { address: { city: 'Paris', countryCode: 'FR' }, coordinates: { latitude: 48.8566, longitude: 2.3522 } };
const versailles = {
  address: { city: 'Versailles', countryCode: 'FR' },
  coordinates: { latitude: 48.8014, longitude: 2.1301 },
};
const tokyo = { address: { city: '東京', countryCode: 'JP' }, coordinates: { latitude: 35.6762, longitude: 139.6503 } };
const fiji = { address: { city: 'Suva', countryCode: 'FJ' }, coordinates: { latitude: -18.1, longitude: 179.9 } };
const berlin = { address: { city: 'Berlin', countryCode: 'DE' } };

let ids: Record<string, string>;

beforeAll(async () => {
  ids = {
    gala: await list({ name: `Gala ${word}`, type: 'circus', day: 5, tags: ['Family', 'acrobats'], place: paris }),
    night: await list({ name: `Night ${word}`, type: 'opera', day: 20, tags: ['late'], place: versailles }),
    kabuki: await list({ name: `東京歌舞伎座 ${word}`, type: 'play', day: 12, place: tokyo }),
    edge: await list({ name: `Déjà vu ${word}`, day: 30, place: fiji, description: 'Müller & Söhne: Ænima' }),
    plain: await list({ name: `Plain ${word}`, day: 15, place: berlin, description: `said of the gala ${word}` }),
  };
  await until('all five are found', async () => (await namesOf({ keyword: word })).length === 5);
});

describe('by keyword', () => {
  it.each([
    ['a word', word, 5],
    ['the beginning of a word', word.slice(0, 14), 5],
    ['two words in any order', `${word} night`, 1],
    ['another case', `GALA ${word.toUpperCase()}`, 2],
    ['without accents', `${word} deja vu`, 1],
    ['with accents nobody wrote', `${word} gàlä`, 2],
    ['an umlaut written plainly', `${word} muller sohne`, 1],
    ['a ligature written out', `${word} aenima`, 1],
    ['a word inside another that has no spaces', `${word} 歌舞伎`, 1],
    ['the city of its place', `${word} versailles`, 1],
    ['a tag', `${word} acrobats`, 1],
    ['a word that is not there', `${word} nothingofthekind`, 0],
  ])('finds %s', async (_what, keyword, count) => {
    expect(await namesOf({ keyword })).toHaveLength(count);
  });

  it('puts a hit in the name before one in the description', async () => {
    expect(await namesOf({ keyword: `gala ${word}` })).toEqual([`Gala ${word}`, `Plain ${word}`]);
  });

  it.each([
    '"',
    '""',
    '"""',
    'NEAR(',
    'NEAR("a" "b", 5)',
    '*',
    'a OR',
    'AND',
    'NOT',
    'OR',
    '-',
    'col:',
    'name:x',
    '^',
    '^a',
    '{name}: x',
    '+',
    '(',
    ')',
    "'",
    "'; drop table events; --",
    '%',
    '_',
    '\\',
    '🎪',
    '\u0000',
    '\ud800',
    '\u200b',
    '   ',
    '.'.repeat(200),
    'a '.repeat(100),
    'x'.repeat(200),
    '歌'.repeat(200),
    'é'.repeat(200),
  ])('takes %j as words, never as syntax', async (keyword) => {
    for (const text of [keyword, `${word} ${keyword}`, `${keyword} ${word}`]) {
      const answer = await get<List>(`/v1/events?keyword=${encodeURIComponent(text.slice(0, 200).toWellFormed())}`);
      expect([200, 400]).toContain(answer.status);
    }
  });

  it.each(['"', '*', '-', '^', '()', '🎪'])(
    'finds with %j beside a word what it finds with the word',
    async (syntax) => {
      expect(await namesOf({ keyword: `${word} ${syntax}` })).toHaveLength(5);
    },
  );

  it.each(['OR', 'NOT', 'AND', 'NEAR'])('looks for %s as a word like any other', async (syntax) => {
    expect(await namesOf({ keyword: `${word} ${syntax} gala` })).toEqual([]);
  });

  it('finds nothing where there is no word to look for', async () => {
    for (const keyword of ['"', '*', '...', '\u200b']) {
      const answer = await search({ keyword });
      if (answer.status === 200) expect(answer.body.items).toEqual([]);
      else expect(problemOf(answer).errors?.[0]?.pointer).toBe('?keyword');
    }
  });

  it.each(['', 'x'.repeat(201)])('refuses one of %j characters', async (keyword) => {
    const answer = await search({ keyword });
    expect(refusalOf(answer)).toEqual([400, 'validation-failed']);
    expect(problemOf(answer).errors?.[0]?.pointer).toBe('?keyword');
  });
});

describe('by place', () => {
  const near = (latLong: string, radius: string) => namesOf({ keyword: word, latLong, radius, sort: 'distance' });

  it('finds what is within a radius, the nearest first, with the distance', async () => {
    expect(await near('48.8566,2.3522', '25km')).toEqual([`Gala ${word}`, `Night ${word}`]);
    expect(await near('48.8566,2.3522', '10')).toEqual([`Gala ${word}`]);
    expect(await near('48.8014,2.1301', '25')).toEqual([`Night ${word}`, `Gala ${word}`]);
    const { items } = (await search({ keyword: word, latLong: '48.8566,2.3522', radius: '25', sort: 'distance' })).body;
    expect(items[0]?.distanceKm).toBeCloseTo(0, 1);
    // 17.3 km by the great circle.
    expect(items[1]?.distanceKm).toBeGreaterThan(17);
    expect(items[1]?.distanceKm).toBeLessThan(17.7);
  });

  it('knows miles', async () => {
    expect(await near('48.8566,2.3522', '10.5mi')).toEqual([`Gala ${word}`]);
    expect(await near('48.8566,2.3522', '11mi')).toHaveLength(2);
  });

  it('looks across the date line and around the poles', async () => {
    expect(await near('-18.1,-179.9', '50km')).toEqual([`Déjà vu ${word}`]);
    expect(await near('90,0', '20038')).toHaveLength(5);
    expect(await near('-90,0', '1')).toEqual([]);
  });

  it('finds by country and by location', async () => {
    expect((await namesOf({ keyword: word, country: 'FR' })).toSorted()).toEqual([`Gala ${word}`, `Night ${word}`]);
    const { items } = (await search({ keyword: `gala ${word}` })).body;
    expect(await namesOf({ locationId: items[0]?.locationId ?? '' })).toEqual([`Gala ${word}`]);
  });

  it.each([
    ['latLong', '90.1,0'],
    ['latLong', '-90.1,0'],
    ['latLong', '0,180.1'],
    ['latLong', '0,-180.1'],
    ['latLong', 'NaN,NaN'],
    ['latLong', 'Infinity,0'],
    ['latLong', '1e1,0'],
    ['latLong', '0x1,0'],
    ['latLong', '48.8'],
    ['latLong', '48.8,2.3,1'],
    ['latLong', ''],
    ['latLong', ' , '],
    ['radius', '-5'],
    ['radius', 'NaN'],
    ['radius', '5 parsec'],
    ['radius', '1e3'],
    ['radius', '25km'],
    ['sort', 'distance'],
    ['sort', 'price'],
    ['country', 'XX'],
    ['country', 'fr'],
    ['country', 'FRA'],
    ['locationId', 'loc_1'],
  ])('refuses %s=%s', async (name, value) => {
    const answer = await search({ [name]: value });
    expect(refusalOf(answer)).toEqual([400, 'validation-failed']);
    expect(problemOf(answer).errors?.map(({ pointer }) => pointer)).toEqual([`?${name}`]);
    expect(problemOf(answer).errors?.[0]?.detail.length).toBeGreaterThan(5);
  });

  it('takes the very edges of the world', async () => {
    for (const latLong of ['90,180', '-90,-180', '0,0', '-0,-0']) {
      expect((await search({ latLong, radius: '0.001km' })).status).toBe(200);
    }
  });
});

describe('by time', () => {
  const between = (from: number, to: number) =>
    namesOf({ keyword: word, startTime: inMs(from * dayMs), endTime: inMs(to * dayMs), sort: 'time' });

  it('finds what has a show inside the window', async () => {
    expect(await between(4, 13)).toEqual([`Gala ${word}`, `東京歌舞伎座 ${word}`]);
    expect(await between(6, 11)).toEqual([]);
    expect(await namesOf({ keyword: word, startTime: inMs(18 * dayMs), sort: 'time' })).toEqual([
      `Night ${word}`,
      `Déjà vu ${word}`,
    ]);
    expect(await namesOf({ keyword: word, endTime: inMs(6 * dayMs) })).toEqual([`Gala ${word}`]);
  });

  it('understands offsets', async () => {
    const at = (day: number) => `${inMs(day * dayMs + 9 * 3_600_000).slice(0, 19)}+09:00`;
    const found = await namesOf({ keyword: word, startTime: at(4), endTime: at(6) });
    expect(found).toEqual([`Gala ${word}`]);
  });

  it('tells the next show inside the window', async () => {
    const { event, location } = await openSale();
    const times = { startsAt: inMs(60 * dayMs), endsAt: inMs(61 * dayMs) };
    const second = await scheduleShow(event.id, showBody(hallOf(location), times));
    const nextShow = async () => {
      const { items } = (await search({ locationId: location.id, startTime: inMs(50 * dayMs) })).body;
      return items[0]?.nextShow?.id;
    };
    await expect.poll(nextShow).toBe(second.id);
  });

  it.each([
    ['startTime', 'tomorrow'],
    ['startTime', '2027-02-30T00:00:00Z'],
    ['startTime', '2027-01-01'],
    ['startTime', '2027-01-01T00:00:00'],
    ['endTime', '2027-01-01T24:00:01Z'],
    ['endTime', '1800000000000'],
  ])('refuses %s=%s', async (name, value) => {
    const answer = await search({ [name]: value });
    expect(refusalOf(answer)).toEqual([400, 'validation-failed']);
    expect(problemOf(answer).errors?.map(({ pointer }) => pointer)).toEqual([`?${name}`]);
  });

  it('refuses a window that ends before it begins', async () => {
    const answer = await search({ startTime: inMs(2 * dayMs), endTime: inMs(dayMs) });
    expect(refusalOf(answer)).toEqual([400, 'validation-failed']);
    expect(problemOf(answer).errors?.[0]?.pointer).toBe('?endTime');
  });
});

describe('by taste', () => {
  it('finds by type', async () => {
    expect(await namesOf({ keyword: word, type: 'circus' })).toEqual([`Gala ${word}`]);
    expect(await namesOf({ keyword: word, type: 'sport' })).toEqual([]);
  });

  it('puts preferred tags and types first', async () => {
    const [first] = await namesOf({ keyword: word, sort: 'time', preferences: 'LATE, unheard of' });
    expect(first).toBe(`Night ${word}`);
    const [play] = await namesOf({ keyword: word, sort: 'time', preferences: 'play' });
    expect(play).toBe(`東京歌舞伎座 ${word}`);
    expect(await namesOf({ keyword: word, preferences: 'late' })).toHaveLength(5);
  });

  it('takes all parameters at once', async () => {
    const all = {
      keyword: word,
      latLong: '48.85,2.35',
      radius: '30km',
      startTime: inMs(0),
      endTime: inMs(10 * dayMs),
      type: 'circus',
      country: 'FR',
      preferences: 'family',
      sort: 'distance',
      limit: '5',
    };
    expect(await namesOf(all)).toEqual([`Gala ${word}`]);
  });
});

describe('pages', () => {
  it.each([
    { sort: 'time' },
    { sort: 'relevance' },
    { latLong: '48.8,2.3', sort: 'distance' },
    { preferences: 'late' },
  ])('give each hit once, in one order: %j', async (parameters) => {
    const whole = await namesOf({ keyword: word, ...parameters });
    const paged: string[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const from: { cursor?: string } = cursor === '' ? {} : { cursor };
      const { items, next }: List = bodyOf(await search({ keyword: word, ...parameters, limit: '2', ...from }), 200);
      paged.push(...items.map(({ name }) => name));
      cursor = next;
    }
    expect(paged).toEqual(whole);
  });

  it('have cursors that belong to one query', async () => {
    const { next } = bodyOf(await search({ keyword: word, limit: '2' }), 200);
    const cursor = next ?? '';
    const damaged = [
      cursor.slice(0, -1),
      cursor.slice(0, 8),
      cursor.slice(1),
      `${cursor}AAAA`,
      'AAAA',
      'bm90IGpzb24',
      'W10',
      'WyIiLDEsMiwzLDQsNV0',
      '%00',
      '../../etc/passwd',
      Buffer.from(crypto.getRandomValues(new Uint8Array(60))).toString('base64url'),
    ];
    for (const broken of damaged) {
      const answer = await search({ keyword: word, limit: '2', cursor: broken });
      expect([broken, ...refusalOf(answer)]).toEqual([broken, 400, 'validation-failed']);
      expect(problemOf(answer).errors?.[0]?.pointer).toBe('?cursor');
    }
    const foreign = await search({ keyword: `${word} gala`, limit: '2', cursor });
    expect(refusalOf(foreign)).toEqual([400, 'validation-failed']);
    expect((await search({ keyword: word, limit: '3', cursor })).status).toBe(200);
  });

  it.each(['0', '101', '-1', '1.5', 'many', '', '1e2x'])('refuse a limit of %j', async (limit) => {
    const answer = await search({ limit });
    expect(refusalOf(answer)).toEqual([400, 'validation-failed']);
    expect(problemOf(answer).errors?.[0]?.pointer).toBe('?limit');
  });
});

it('answers with the whole event', async () => {
  const [hit] = (await search({ keyword: `gala ${word}` })).body.items;
  const event = (await get<EventHit>(`/v1/events/${ids['gala']}`)).body;
  const { nextShow, ...rest } = hit ?? ({} as EventHit);
  expect(rest).toEqual(event);
  expect(nextShow).toMatchObject({ startsAt: event.firstStartsAt, endsAt: event.lastEndsAt });
});
