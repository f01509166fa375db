import type { EventBody, EventResource, Location, LocationBody, ShowBody, ShowResource } from '@myevents/contracts';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  createEvent,
  createLocation,
  dayMs,
  euros,
  eventBody,
  hallOf,
  inMs,
  locationBody,
  publish,
  scheduleShow,
  showBody,
  unique,
} from './catalogue.ts';
import { badNames, goodNames } from './names.ts';
import { withAt } from './pointer.ts';
import { expectNoEffect, expectRefused, type Refused } from './refused.ts';
import { get, patch, post, send } from './subject.ts';

interface Case extends Partial<Refused> {
  readonly what: string;
  readonly at: string;
  readonly value: unknown;
}

const each = (at: string, values: readonly unknown[], refused: Partial<Refused> = {}): Case[] =>
  values.map((value) => ({ what: `${at} ${JSON.stringify(value)?.slice(0, 60)}`, at, value, ...refused }));
const named = (at: string): Case[] => badNames.map(([what, value]) => ({ what: `${at}: ${what}`, at, value }));

let location: Location;
let event: EventResource;
let show: ShowResource;
let watched: string[];

beforeAll(async () => {
  const plan = { sections: [{ name: 'Stalls', rows: [{ name: 'A', seats: ['1..6'] }] }] };
  location = await createLocation({
    halls: [
      { name: 'Main', capacity: 200 },
      { name: 'Opera', capacity: 6, plan },
    ],
  });
  event = await createEvent(location.id);
  await publish(event.id);
  show = await scheduleShow(event.id, showBody(hallOf(location)));
  watched = [
    `/v1/locations/${location.id}?plans=true`,
    `/v1/locations/${location.id}/events`,
    `/v1/events/${event.id}`,
    `/v1/events/${event.id}/shows`,
    `/v1/shows/${show.id}`,
    ...location.halls.map(({ id }) => `/v1/halls/${id}/calendar?from=2026-01-01T00:00:00Z&to=2036-01-01T00:00:00Z`),
  ];
});

const badNumbers = [0, -1, 1.5, 1e9, '150', null, true, []];
const badCountries = ['XX', 'fr', 'FRA', 'UK', 'EU', '', 'Germany', 276, null];
const badZones = ['Mars/Olympus', 'Europe/Atlantis', '', '+01:00', 'UTC+1', 'Europe/Berlin ', '../etc/passwd', 1, null];

const locationCases: Case[] = [
  ...named('/name'),
  ...named('/halls/0/name'),
  ...named('/address/city'),
  ...each('/address/countryCode', badCountries),
  ...each('/timeZone', badZones),
  ...each('/coordinates/latitude', [90.1, -90.1, 1e300, 'NaN', '52.5', 'Infinity', null, []]),
  ...each('/coordinates/longitude', [180.1, -180.1, 'NaN', '13.4', null]),
  ...each('/halls/0/capacity', badNumbers),
  ...each('/halls', [[], {}, 'lobby', null, Array.from({ length: 101 }, () => ({ name: 'x', capacity: 1 }))]),
  ...each('/openingHours', ['a\u0000b', 'x'.repeat(501), 10, null]),
  ...each('/address', ['Berlin', null, []]),
  ...['/name', '/address', '/timeZone', '/halls', '/address/city', '/address/countryCode', '/halls/0/capacity'].map(
    (at) => ({ what: `no ${at}`, at, value: undefined }),
  ),
  ...['/country', '/address/zip', '/coordinates/altitude', '/halls/0/seats', '/version'].map((at) => ({
    what: `the unknown field ${at}`,
    at,
    value: 1,
  })),
];

/** A list of all locations that carry the mark. */
async function findMarked(mark: string): Promise<string[]> {
  const found: string[] = [];
  for (let next: string | null = ''; next !== null; ) {
    const cursor: string = next === '' ? '' : `&cursor=${encodeURIComponent(next)}`;
    const page = await get<{ items: Location[]; next: string | null }>(`/v1/locations?limit=100${cursor}`);
    found.push(...page.body.items.filter((one) => JSON.stringify(one).includes(mark)).map(({ id }) => id));
    next = page.body.next;
  }
  return found;
}

describe('a location is refused:', () => {
  const mark = unique('mark');
  const marked = (): LocationBody =>
    locationBody({ name: mark, openingHours: mark, address: { street: mark, city: mark, countryCode: 'DE' } });

  it.each(locationCases)('$what', async ({ at, value, pointer = at, ...refused }) => {
    expectRefused(await post('/v1/locations', withAt(marked(), at, value)), { pointer, ...refused });
  });

  it.each([
    ['two sections of one name', ['S', 'S'], ['A', 'B'], ['1']],
    ['two rows of one name', ['S'], ['A', 'A'], ['1']],
    ['two seats of one name', ['S'], ['A'], ['1', '1']],
    ['a seat inside a range', ['S'], ['A'], ['1..4', '2']],
    ['a range of letters', ['S'], ['A'], ['A..D']],
    ['a range without an end', ['S'], ['A'], ['1..']],
    ['more seats than the hall takes', ['S'], ['A'], ['1..999']],
    ['a range of a million', ['S'], ['A'], ['1..1000000']],
    ['no rows', ['S'], [], ['1']],
    ['no seats', ['S'], ['A'], []],
    ['a section with a slash', ['S/T'], ['A'], ['1']],
    ['a seat with a hyphen', ['S'], ['A'], ['1-2']],
  ])('a plan with %s', async (_what, sections, rows, seats) => {
    const plan = {
      sections: sections.map((name) => ({ name, rows: rows.map((row) => ({ name: row, seats })) })),
    };
    const answer = await post('/v1/locations', { ...marked(), halls: [{ name: 'Opera', capacity: 10, plan }] });
    expect(answer.status).toBe(400);
    const { errors = [] } = answer.body as { errors?: { pointer: string }[] };
    expect(errors[0]?.pointer).toMatch(/^\/halls\/0\/(plan|capacity)/);
  });

  it('and none of them has been stored', async () => {
    expect(await findMarked(mark)).toEqual([]);
  });
});

describe('a change of a location is refused without effect:', () => {
  const withoutMissing = locationCases.filter(({ value, at }) => value !== undefined || at.split('/').length > 2);

  it.each(withoutMissing)('$what', async ({ at, value, pointer = at, ...refused }) => {
    const [top = ''] = at.slice(1).split('/');
    const body = withAt(locationBody() as Record<string, unknown>, at, value);
    const answer = await expectNoEffect(watched, () => patch(`/v1/locations/${location.id}`, { [top]: body[top] }));
    expectRefused(answer, { pointer, ...refused });
  });

  it.each([
    ['nothing at all', {}, ''],
    [
      'a hall of elsewhere',
      { halls: [{ id: 'hal_01h455vb4pex5vsknk084sn02q', name: 'x', capacity: 1 }] },
      '/halls/0/id',
    ],
  ])('%s', async (_what, body, pointer) => {
    const answer = await expectNoEffect(watched, () => patch(`/v1/locations/${location.id}`, body));
    expect([400, 422]).toContain(answer.status);
    const { errors = [] } = answer.body as { errors?: { pointer: string }[] };
    expect(errors[0]?.pointer).toBe(pointer);
  });
});

const eventCases: Case[] = [
  ...named('/name'),
  ...each('/type', ['Concert', '', 'two words', 'x'.repeat(41), 5, null, '🎪']),
  ...each('/duration', [0, -1, 1.5, 1e9, '120', null]),
  ...each('/language', ['english, please', '', 'e', 7, null]),
  ...each('/tags', ['jazz', [1], ['a', 'a'], Array.from({ length: 31 }, (_, n) => `t${n}`), null]).map((one) => ({
    ...one,
    pointer: Array.isArray(one.value) && one.value[0] === 1 ? '/tags/0' : '/tags',
  })),
  ...each('/tags', [['x'.repeat(41)], ['\u200b']], { pointer: '/tags/0' }),
  ...each('/description', ['a\u0000b', 'x'.repeat(10_001), '\ud800', 7, null]),
  ...each('/metadata', ['x', null, []]),
  ...each('/metadata/k', [1, null]),
  ...each('/locationId', ['12', '', null, 'evt_01h455vb4pex5vsknk084sn02q', '../locations']),
  ...each('/locationId', ['loc_01h455vb4pex5vsknk084sn02q'], { status: 422, code: 'unknown-location' }),
  ...['/status', '/price', '/location', '/shows', '/id'].map((at) => ({
    what: `the unknown field ${at}`,
    at,
    value: {},
  })),
];

describe('an event is refused without effect:', () => {
  const missing = ['/name', '/type', '/locationId', '/duration'].map((at) => ({
    what: `no ${at}`,
    at,
    value: undefined,
  }));

  it.each<Case>([...eventCases, ...missing])('$what', async ({ at, value, pointer = at, ...refused }) => {
    const body = withAt(eventBody(location.id), at, value);
    const answer = await expectNoEffect(watched, () => post('/v1/events', body));
    expectRefused(answer, { pointer, ...refused });
  });
});

describe('a change of an event is refused without effect:', () => {
  it.each(eventCases)('$what', async ({ at, value, pointer = at, ...refused }) => {
    const [top = ''] = at.slice(1).split('/');
    const body = withAt(eventBody(location.id) as Record<string, unknown>, at, value);
    const answer = await expectNoEffect(watched, () => patch(`/v1/events/${event.id}`, { [top]: body[top] }));
    expectRefused(answer, { pointer, ...refused });
  });

  it('nothing at all', async () => {
    expectRefused(await expectNoEffect(watched, () => patch(`/v1/events/${event.id}`, {})), { pointer: '' });
  });

  it.each(['publish', 'cancel'])('%s with a body', async (step) => {
    const answer = await expectNoEffect(watched, () => post(`/v1/events/${event.id}/${step}`, { reason: 'x' }));
    expectRefused(answer, { pointer: '/reason' });
    const none = await expectNoEffect(watched, () =>
      send({ method: 'POST', path: `/v1/events/${event.id}/${step}`, raw: '[]' }),
    );
    expectRefused(none, { pointer: '' });
  });
});

const badInstants = [
  'tomorrow',
  '2030-05-01',
  '2030-05-01T18:00:00',
  '2030-05-01 18:00:00Z',
  '2030-02-30T18:00:00Z',
  '2030-13-01T18:00:00Z',
  '2030-05-01T25:00:00Z',
  '2030-05-01T18:60:00Z',
  '2030-05-01T18:00:60Z',
  '2030-05-01T18:00:00+24:00',
  '+012030-05-01T18:00:00Z',
  '',
  1_893_456_000_000,
  null,
  {},
];

/** Two months from now, when the hall is free. */
const startsAt = inMs(60 * dayMs);
const afterStart = (milliseconds: number) => new Date(Date.parse(startsAt) + milliseconds).toISOString();

const showCases: Case[] = [
  ...['/startsAt', '/endsAt', '/doorsAt', '/salesOpenAt', '/salesCloseAt', '/policy/cancellableUntil'].flatMap((at) =>
    each(at, at === '/startsAt' ? badInstants : badInstants.slice(0, 6)),
  ),
  ...each('/endsAt', [startsAt, afterStart(-1), afterStart(-dayMs), afterStart(366 * dayMs + 1)]),
  ...each('/doorsAt', [afterStart(1)]),
  ...each('/salesCloseAt', [afterStart(dayMs)]),
  ...each('/salesOpenAt', [startsAt, afterStart(1)]),
  ...each('/policy/holdSeconds', [0, 3601, 1.5, -1, '600', null]),
  ...each('/policy/offerSeconds', [0, 3601]),
  ...each('/policy/holdExtensions', [2, -1, true]),
  ...each('/policy/maxTicketsPerUser', [0, 11, 1.5]),
  ...each('/policy/uniqueNames', ['yes', 0, null]),
  ...each('/policy/refunds', [true]),
  ...each('/tiers', [[], {}, null, 'regular']),
  ...named('/tiers/0/name').filter(({ what }) => !what.includes('201')),
  ...each('/tiers/0/name', ['x'.repeat(101)]),
  ...each('/tiers/0/id', ['', '-x', 'a b', 'x'.repeat(41), '__proto__', 'é', 1, null]),
  ...each('/tiers/1/id', ['regular']),
  ...each('/tiers/0/price/amount', [-1, 1.5, 1e15, '25', null]),
  ...each('/tiers/0/price/currency', ['EUX', 'eur', 'BTC', '€', '', 'EURO', 978, null]),
  ...each('/tiers/1/price/currency', ['JPY']),
  ...each('/tiers/0/price', [25, '25 EUR', null]),
  ...each('/tiers/0/price/tax', [1]),
  ...each('/tiers/0/capacity', badNumbers),
  ...each('/tiers/0/capacity', [200], { pointer: '/tiers' }),
  ...each('/tiers/0/seats', [['A-1']], { pointer: '/tiers/0' }),
  ...each('/tiers/0/capacity', [undefined], { pointer: '/tiers/0' }),
  ...each('/hallId', ['12', '', null, 'loc_01h455vb4pex5vsknk084sn02q']),
  ...each('/hallId', ['hal_01h455vb4pex5vsknk084sn02q'], { status: 422, code: 'unknown-hall' }),
  ...['/status', '/price', '/eventId', '/capacity'].map((at) => ({ what: `the unknown field ${at}`, at, value: 1 })),
];

const newShow = (): ShowBody => showBody(hallOf(location), { startsAt, endsAt: afterStart(7_200_000), policy: {} });

describe('a show is refused without effect:', () => {
  const missing = ['/hallId', '/startsAt', '/endsAt', '/tiers', '/tiers/0/id', '/tiers/0/name', '/tiers/0/price'].map(
    (at) => ({ what: `no ${at}`, at, value: undefined }),
  );

  it.each<Case>([...showCases, ...missing])('$what', async ({ at, value, pointer = at, ...refused }) => {
    const body = withAt(newShow(), at, value);
    const answer = await expectNoEffect(watched, () => post(`/v1/events/${event.id}/shows`, body));
    expectRefused(answer, { pointer, ...refused });
  });

  it('in a hall that is taken', async () => {
    const body = showBody(hallOf(location));
    const answer = await expectNoEffect(watched, () => post(`/v1/events/${event.id}/shows`, body));
    expectRefused(answer, { status: 409, code: 'hall-occupied', pointer: '/hallId' });
  });

  it.each([
    ['a seat the plan does not have', ['Stalls/A-1', 'Stalls/A-7'], 422, '/tiers/0/seats/1'],
    ['a row the plan does not have', ['Stalls/B-1'], 422, '/tiers/0/seats/0'],
    ['the same seat twice', ['Stalls/A-1', 'Stalls/A-1'], 400, '/tiers/0/seats/1'],
    ['a seat in a range twice', ['Stalls/A-1..3', 'Stalls/A-2'], 400, '/tiers/0/seats/1'],
    ['no seats', [], 400, '/tiers/0/seats'],
    ['a seat without a row', ['1'], 400, '/tiers/0/seats/0'],
  ])('with %s', async (_what, seats, status, pointer) => {
    const hall = location.halls[1]?.id ?? '';
    const body = { ...newShow(), hallId: hall, tiers: [{ id: 'stalls', name: 'Stalls', price: euros(1), seats }] };
    const answer = await expectNoEffect(watched, () => post(`/v1/events/${event.id}/shows`, body));
    expect(answer.status).toBe(status);
    const { errors = [] } = answer.body as { errors?: { pointer: string }[] };
    expect(errors[0]?.pointer).toBe(pointer);
  });

  it('with one seat in two tiers', async () => {
    const hall = location.halls[1]?.id ?? '';
    const tiers = ['one', 'two'].map((id) => ({ id, name: id, price: euros(1), seats: ['Stalls/A-1'] }));
    const body = { ...newShow(), hallId: hall, tiers };
    const answer = await expectNoEffect(watched, () => post(`/v1/events/${event.id}/shows`, body));
    expectRefused(answer, { pointer: '/tiers/1/seats/0' });
  });

  it('with more seats than the hall takes, also without a plan', async () => {
    const tiers = [{ id: 'stalls', name: 'Stalls', price: euros(1), seats: ['A-1..201'] }];
    const answer = await expectNoEffect(watched, () => post(`/v1/events/${event.id}/shows`, { ...newShow(), tiers }));
    expectRefused(answer, { pointer: '/tiers' });
  });
});

describe('a change of a show is refused without effect:', () => {
  const changeable = showCases.filter(({ at, what }) => at !== '/hallId' || !what.includes('hal_'));

  it.each(changeable)('$what', async ({ at, value, pointer = at, ...refused }) => {
    const body = withAt(newShow(), at, value);
    const answer = await expectNoEffect(watched, () => patch(`/v1/shows/${show.id}`, body));
    expectRefused(answer, { pointer, ...refused });
  });

  it('nothing at all', async () => {
    expectRefused(await expectNoEffect(watched, () => patch(`/v1/shows/${show.id}`, {})), { pointer: '' });
  });

  it('an end before its present start', async () => {
    const answer = await expectNoEffect(watched, () => patch(`/v1/shows/${show.id}`, { endsAt: inMs(dayMs) }));
    expectRefused(answer, { pointer: '/endsAt' });
  });
});

describe('is taken', () => {
  it.each(goodNames)('a name: %s', async (_what, name) => {
    const body: EventBody = eventBody(location.id, { name });
    const made = await post<EventResource>('/v1/events', body);
    expect([made.status, made.body.name]).toEqual([201, name]);
  });

  it('a show of a whole leap year', async () => {
    const place = await createLocation();
    const other = await createEvent(place.id);
    const times = { startsAt: '2031-01-01T00:00:00Z', endsAt: '2032-01-01T00:00:00Z' };
    expect((await post(`/v1/events/${other.id}/shows`, showBody(hallOf(place), times))).status).toBe(201);
  });

  it('the very edge of the world', async () => {
    for (const coordinates of [
      { latitude: 90, longitude: 180 },
      { latitude: -90, longitude: -180 },
    ]) {
      expect((await createLocation({ coordinates })).coordinates).toEqual(coordinates);
    }
  });
});
