import { ShowPlan, ShowResource } from '@myevents/contracts';
import { describe, expect, it } from 'vitest';
import {
  createCatalogue,
  createEvent,
  createLocation,
  problemOf,
  scheduleShow,
  seated,
  showBody,
  standing,
} from './fixtures.ts';
import { assertMatches } from './schema.ts';
import { openTestService, shareTestService } from './test-service.ts';

const shared = shareTestService();
const unknownShow = 'shw_01h455vb4pex5vsknk084sn02q';

describe('scheduling a show', () => {
  it('answers with the whole, in UTC beside the zone, the policy with its defaults', async () => {
    const service = shared();
    const { location, event, open } = await createCatalogue(service);
    const response = await service.post(
      `/v1/events/${event.id}/shows`,
      showBody(open, { policy: { holdSeconds: 300 } }),
    );
    expect(response.statusCode).toBe(201);
    const show = response.json();
    assertMatches(ShowResource, show);
    expect(show).toMatchObject({
      eventId: event.id,
      locationId: location.id,
      hallId: open,
      startsAt: '2030-06-01T18:00:00.000Z',
      endsAt: '2030-06-01T20:00:00.000Z',
      salesCloseAt: '2030-06-01T18:00:00.000Z',
      timeZone: 'Europe/Berlin',
      status: 'scheduled',
      policy: { holdSeconds: 300, offerSeconds: 300, holdExtensions: 0, maxTicketsPerUser: 10, uniqueNames: true },
      tiers: [{ id: 'regular', price: { amount: 2_000, currency: 'EUR' }, capacity: 60, isSeated: false }],
      totalSeats: 60,
      version: 2,
    });
    const read = await service.get(`/v1/shows/${show.id}`);
    expect(read.json()).toEqual(show);
    expect(read.headers).toMatchObject({
      etag: '"2"',
      'myevents-versions': `event/${event.id}@2, location/${location.id}@1`,
    });
  });

  it.each([
    ['JPY, which has no minor unit', 'Asia/Tokyo', 'JPY', 8_800],
    ['KWD, which has three digits', 'Asia/Kuwait', 'KWD', 12_345],
    ['a free show', 'America/Sao_Paulo', 'BRL', 0],
    ['a zone without whole hours', 'Asia/Kathmandu', 'NPR', 1],
  ])('takes %s', async (_what, timeZone, currency, amount) => {
    const service = shared();
    const location = await createLocation(service, { timeZone });
    const event = await createEvent(service, location.id);
    const tiers = [standing({ price: { amount, currency } })];
    const show = await scheduleShow(service, event.id, location.halls[0]?.id ?? '', { tiers });
    expect(show).toMatchObject({ timeZone, tiers: [{ price: { amount, currency } }] });
  });

  it('takes seats of the hall’s plan, single ones and ranges', async () => {
    const service = shared();
    const { event, planned } = await createCatalogue(service);
    const tiers = [
      seated(['Stalls/A-3..5', 'Stalls/B-1']),
      standing({ id: 'eco', seats: ['Circle/A-7'], capacity: undefined }),
    ];
    const show = await scheduleShow(service, event.id, planned, { tiers });
    expect(show.tiers).toMatchObject([
      { id: 'vip', capacity: 4, isSeated: true },
      { id: 'eco', capacity: 1, isSeated: true },
    ]);
    const response = await service.get(`/v1/shows/${show.id}/plan`);
    const plan = response.json();
    assertMatches(ShowPlan, plan);
    expect(plan.rows.map(({ key }: { key: string }) => key)).toEqual(['Stalls/A', 'Stalls/B', 'Circle/A']);
    expect(plan.rows[0].seats.slice(1, 4)).toEqual([
      { id: 'Stalls/A-2', label: '2', tier: null },
      { id: 'Stalls/A-3', label: '3', tier: 'vip' },
      { id: 'Stalls/A-4', label: '4', tier: 'vip' },
    ]);
    expect(plan.rows[2].seats.at(-1)).toEqual({ id: 'Circle/A-7', label: '7', tier: 'eco' });
  });

  it('makes the plan of the tiers’ seats in a hall that has none', async () => {
    const service = shared();
    const { event, open } = await createCatalogue(service);
    const show = await scheduleShow(service, event.id, open, { tiers: [seated(['Box-1-A', 'Box-1-B', 'Pit-1'])] });
    const { rows } = (await service.get(`/v1/shows/${show.id}/plan`)).json();
    expect(rows).toMatchObject([{ key: 'Box-1', seats: [{ id: 'Box-1-A' }, { id: 'Box-1-B' }] }, { key: 'Pit' }]);
  });

  it.each([
    ['ends before it starts', { endsAt: '2030-06-01T19:00:00+02:00' }, '/endsAt'],
    ['is longer than a year', { endsAt: '2031-06-02T20:00:01+02:00' }, '/endsAt'],
    ['starts on a day that is none', { startsAt: '2030-02-30T20:00:00Z' }, '/startsAt'],
    ['starts without an offset', { startsAt: '2030-06-01T20:00:00' }, '/startsAt'],
    ['sells after its end', { salesCloseAt: '2030-06-01T22:00:01+02:00' }, '/salesCloseAt'],
    ['opens its sales too late', { salesOpenAt: '2030-06-01T20:00:00+02:00' }, '/salesOpenAt'],
    ['opens its doors too late', { doorsAt: '2030-06-01T20:00:01+02:00' }, '/doorsAt'],
    [
      'has an unknown currency',
      { tiers: [standing({ price: { amount: 1, currency: 'XYZ' } })] },
      '/tiers/0/price/currency',
    ],
    [
      'has two currencies',
      { tiers: [standing(), standing({ id: 'b', price: { amount: 1, currency: 'USD' } })] },
      '/tiers/1/price/currency',
    ],
    [
      'costs less than nothing',
      { tiers: [standing({ price: { amount: -1, currency: 'EUR' } })] },
      '/tiers/0/price/amount',
    ],
    ['costs half a cent', { tiers: [standing({ price: { amount: 0.5, currency: 'EUR' } })] }, '/tiers/0/price/amount'],
    ['has a capacity of 0', { tiers: [standing({ capacity: 0 })] }, '/tiers/0/capacity'],
    ['has a tier twice', { tiers: [standing(), standing()] }, '/tiers/1/id'],
    ['has no tiers', { tiers: [] }, '/tiers'],
    ['lets in more than the hall takes', { tiers: [standing({ capacity: 101 })] }, '/tiers'],
    ['has a seat twice', { tiers: [seated(['A-1', 'A-1..2'])] }, '/tiers/0/seats/1'],
    [
      'has a seat in two tiers',
      { tiers: [seated(['A-1']), standing({ seats: ['A-1'], capacity: undefined })] },
      '/tiers/1/seats/0',
    ],
    ['holds tickets for 0 seconds', { policy: { holdSeconds: 0 } }, '/policy/holdSeconds'],
    ['sells 11 tickets a user', { policy: { maxTicketsPerUser: 11 } }, '/policy/maxTicketsPerUser'],
    ['has an unknown policy', { policy: { refunds: true } }, '/policy/refunds'],
    ['has an unknown field', { title: 'x' }, '/title'],
  ])('refuses one that %s', async (_what, over, pointer) => {
    const { event, open } = await sharedCatalogue();
    const response = await shared().post(`/v1/events/${event.id}/shows`, showBody(open, over));
    expect(problemOf(response)).toEqual({ status: 400, code: 'validation-failed', pointers: [pointer] });
  });

  it('refuses unknown halls and seats', async () => {
    const service = shared();
    const { event, planned } = await sharedCatalogue();
    const elsewhere = await createLocation(service);
    const url = `/v1/events/${event.id}/shows`;
    for (const hallId of ['hal_01h455vb4pex5vsknk084sn02q', elsewhere.halls[0]?.id ?? '']) {
      expect(problemOf(await service.post(url, showBody(hallId)))).toEqual({
        status: 422,
        code: 'unknown-hall',
        pointers: ['/hallId'],
      });
    }
    const tiers = [standing({ capacity: 1 }), seated(['Stalls/A-1', 'Stalls/Z-1'])];
    expect(problemOf(await service.post(url, showBody(planned, { tiers })))).toEqual({
      status: 422,
      code: 'unknown-seat',
      pointers: ['/tiers/1/seats/1'],
    });
  });
});

let catalogue: ReturnType<typeof createCatalogue> | undefined;
function sharedCatalogue() {
  catalogue ??= createCatalogue(shared());
  return catalogue;
}

describe('a show’s plan', () => {
  it('never changes under its version, and has another after a change', async () => {
    const service = shared();
    const { event, planned } = await createCatalogue(service);
    const show = await scheduleShow(service, event.id, planned, { tiers: [seated(['Stalls/A-1..2'])] });
    const url = `/v1/shows/${show.id}/plan`;
    const plain = await service.get(url);
    expect(plain.headers).toMatchObject({ etag: '"2"', 'cache-control': 'public, max-age=1' });
    const versioned = await service.get(`${url}?version=2`);
    expect(versioned.headers['cache-control']).toBe('public, max-age=31536000, immutable');
    expect(versioned.json()).toEqual(plain.json());
    await service.patch(`/v1/shows/${show.id}`, { policy: { holdSeconds: 1 } });
    expect((await service.get(`${url}?version=2`)).statusCode).toBe(200);
    await service.patch(`/v1/shows/${show.id}`, { tiers: [seated(['Stalls/A-1..3'])] });
    expect(problemOf(await service.get(`${url}?version=2`))).toMatchObject({ status: 404 });
    expect((await service.get(url)).json()).toMatchObject({ version: 4 });
    expect(problemOf(await service.get(`${url}?version=x`))).toMatchObject({ status: 400, pointers: ['?version'] });
  });

  it('is empty where nothing is seated', async () => {
    const service = shared();
    const { event, open } = await createCatalogue(service);
    const show = await scheduleShow(service, event.id, open);
    const plan = (await service.get(`/v1/shows/${show.id}/plan`)).json();
    expect(plan).toEqual({ showId: show.id, version: 2, sections: [], rows: [] });
  });

  it('takes a stadium, written as ranges', async () => {
    const service = shared();
    const seats = Array.from({ length: 60 }, (_, row) => ({ name: String(row + 1), seats: ['1..40'] }));
    const sections = Array.from({ length: 20 }, (_, block) => ({ name: `Block ${block + 1}`, rows: seats }));
    const location = await createLocation(service, { halls: [{ name: 'Bowl', capacity: 48_000, plan: { sections } }] });
    const event = await createEvent(service, location.id);
    const tiers = [seated(sections.flatMap(({ name, rows }) => rows.map((row) => `${name}/${row.name}-1..40`)))];
    const show = await scheduleShow(service, event.id, location.halls[0]?.id ?? '', { tiers });
    expect(show.totalSeats).toBe(48_000);
  });
});

describe('listing shows', () => {
  it('goes by start, page by page, with those that were cancelled', async () => {
    const service = shared();
    const { event, open } = await createCatalogue(service);
    const days = [3, 1, 2];
    for (const day of days) {
      await scheduleShow(service, event.id, open, {
        startsAt: `2030-07-0${day}T18:00:00Z`,
        endsAt: `2030-07-0${day}T19:00:00Z`,
      });
    }
    const url = `/v1/events/${event.id}/shows`;
    const first = (await service.get(`${url}?limit=2`)).json();
    expect(first.items.map(({ startsAt }: { startsAt: string }) => startsAt.slice(8, 10))).toEqual(['01', '02']);
    await service.post(`/v1/shows/${first.items[0].id}/cancel`, {});
    const second = (await service.get(`${url}?limit=2&cursor=${first.next}`)).json();
    expect(second).toMatchObject({ items: [{ startsAt: '2030-07-03T18:00:00.000Z' }], next: null });
    expect((await service.get(url)).json().items[0]).toMatchObject({ status: 'cancelled' });
    expect(problemOf(await service.get(`${url}?cursor=${first.next}x`))).toMatchObject({
      status: 400,
      pointers: ['?cursor'],
    });
  });
});

describe('changing a show', () => {
  it('changes what is given; the version is its own', async () => {
    const service = shared();
    const { event, open } = await createCatalogue(service);
    const show = await scheduleShow(service, event.id, open);
    await service.patch(`/v1/events/${event.id}`, { name: 'Renamed' });
    const changes = { doorsAt: '2030-06-01T17:00:00Z', policy: { uniqueNames: false } };
    const response = await service.patch(`/v1/shows/${show.id}`, changes, { 'if-match': '"2"' });
    expect(response.json()).toMatchObject({
      doorsAt: '2030-06-01T17:00:00.000Z',
      policy: { uniqueNames: false, holdSeconds: 600 },
      version: 4,
    });
    expect(response.headers).toMatchObject({
      etag: '"4"',
      'myevents-versions': `event/${event.id}@4, catalogue, search`,
    });
    expect((await service.get(`/v1/shows/${show.id}`)).json()).toEqual(response.json());
    expect(problemOf(await service.patch(`/v1/shows/${show.id}`, changes, { 'if-match': '"2"' }))).toMatchObject({
      status: 412,
      code: 'version-conflict',
    });
  });

  it.each([
    ['nothing', {}, ''],
    ['an end before the start', { endsAt: '2030-06-01T10:00:00Z' }, '/endsAt'],
    ['more than the hall takes', { tiers: [standing({ capacity: 500 })] }, '/tiers'],
  ])('refuses %s', async (_what, changes, pointer) => {
    const service = shared();
    const { event, open } = await createCatalogue(service);
    const show = await scheduleShow(service, event.id, open);
    expect(problemOf(await service.patch(`/v1/shows/${show.id}`, changes))).toMatchObject({
      status: 400,
      pointers: [pointer],
    });
    expect((await service.get(`/v1/shows/${show.id}`)).json()).toEqual(show);
  });

  it('refuses what is cancelled or not there', async () => {
    const service = shared();
    const { event, open } = await createCatalogue(service);
    const show = await scheduleShow(service, event.id, open);
    expect((await service.post(`/v1/shows/${show.id}/cancel`, {})).json()).toMatchObject({
      status: 'cancelled',
      version: 3,
    });
    expect((await service.post(`/v1/shows/${show.id}/cancel`, {})).json()).toMatchObject({ version: 3 });
    const late = await service.patch(`/v1/shows/${show.id}`, { doorsAt: '2030-06-01T17:00:00Z' });
    expect(problemOf(late)).toMatchObject({ status: 409, code: 'show-cancelled' });
    for (const url of [`/v1/shows/${unknownShow}`, `/v1/shows/${unknownShow}/plan`]) {
      expect(problemOf(await service.get(url))).toMatchObject({ status: 404, code: 'not-found' });
    }
    expect(problemOf(await service.post(`/v1/shows/${unknownShow}/cancel`, {}))).toMatchObject({ status: 404 });
    expect(
      problemOf(await service.patch(`/v1/shows/${unknownShow}`, { doorsAt: '2030-06-01T17:00:00Z' })),
    ).toMatchObject({ status: 404 });
  });

  it('refuses to cancel a show that is over', async () => {
    await using service = await openTestService();
    const { event, open } = await createCatalogue(service);
    const show = await scheduleShow(service, event.id, open);
    service.clock.set('2030-06-01T20:00:00Z');
    expect(problemOf(await service.post(`/v1/shows/${show.id}/cancel`, {}))).toMatchObject({
      status: 409,
      code: 'not-cancellable',
    });
  });
});

it('is read for ever, cancelled or over', async () => {
  await using service = await openTestService();
  const { event, open, planned } = await createCatalogue(service);
  const past = await scheduleShow(service, event.id, open);
  const cancelled = await scheduleShow(service, event.id, planned, { tiers: [seated(['Stalls/A-1..3'])] });
  await service.post(`/v1/shows/${cancelled.id}/cancel`, {});
  service.clock.set('2031-01-01T00:00:00Z');
  const read = async (path: string) => {
    const response = await service.get(path);
    expect([path, response.statusCode]).toEqual([path, 200]);
    return response.json();
  };
  expect(await read(`/v1/shows/${past.id}`)).toEqual(past);
  const gone = await read(`/v1/shows/${cancelled.id}`);
  expect(gone).toMatchObject({ status: 'cancelled', tiers: cancelled.tiers, startsAt: cancelled.startsAt });
  expect((await read(`/v1/shows/${cancelled.id}/plan`)).rows[0].seats[0]).toMatchObject({ tier: 'vip' });
  const { items } = await read(`/v1/events/${event.id}/shows`);
  expect(items.map(({ id }: { id: string }) => id).toSorted()).toEqual([past.id, cancelled.id].toSorted());
});
