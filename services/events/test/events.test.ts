import { EventResource } from '@myevents/contracts';
import { describe, expect, it } from 'vitest';
import {
  createCatalogue,
  createEvent,
  createLocation,
  problemOf,
  publish,
  scheduleShow,
  statusesOf,
} from './fixtures.ts';
import { assertMatches } from './schema.ts';
import { openTestService, shareTestService } from './test-service.ts';

const shared = shareTestService();
const unknownEvent = 'evt_01h455vb4pex5vsknk084sn02q';

describe('creating and reading an event', () => {
  it('is born a draft and shows its location', async () => {
    const service = shared();
    const location = await createLocation(service);
    const body = {
      name: 'Die Zauberflöte',
      description: 'In two acts.\nWith surtitles.',
      type: 'opera',
      locationId: location.id,
      duration: 170,
      language: 'de',
      tags: ['classical', 'family'],
      metadata: { source: 'season 2030', ref: 'x-1' },
    };
    const response = await service.post('/v1/events', body);
    expect(response.statusCode).toBe(201);
    const event = response.json();
    assertMatches(EventResource, event);
    const { id, name, address, coordinates, timeZone } = location;
    expect(event).toMatchObject({
      ...body,
      status: 'draft',
      totalSeats: 0,
      showCount: 0,
      location: { id, name, address, coordinates, timeZone },
      version: 1,
    });
    const read = await service.get(`/v1/events/${event.id}`);
    expect(read.json()).toEqual(event);
    expect(read.headers).toMatchObject({
      etag: '"1"',
      'cache-control': 'public, max-age=1',
      'myevents-versions': `event/${event.id}@1, location/${id}@1`,
    });
  });

  it('joins its location as it is now', async () => {
    const service = shared();
    const { id } = await createLocation(service);
    const event = await createEvent(service, id);
    await service.patch(`/v1/locations/${id}`, { name: 'Renamed', timeZone: 'Asia/Tokyo' });
    const { location } = (await service.get(`/v1/events/${event.id}`)).json();
    expect(location).toMatchObject({ name: 'Renamed', timeZone: 'Asia/Tokyo' });
  });

  it('refuses an unknown location', async () => {
    const body = { name: 'X', type: 'play', locationId: 'loc_01h455vb4pex5vsknk084sn02q', duration: 1 };
    const response = await shared().post('/v1/events', body);
    expect(problemOf(response)).toEqual({ status: 422, code: 'unknown-location', pointers: ['/locationId'] });
  });

  it.each([
    ['an unknown field', { price: 1 }, '/price'],
    ['a name of white space', { name: '   ' }, '/name'],
    ['a name of 201 characters', { name: 'x'.repeat(201) }, '/name'],
    ['a description with control characters', { description: 'a\u0000b' }, '/description'],
    ['a duration of 0', { duration: 0 }, '/duration'],
    ['a duration of 1.5', { duration: 1.5 }, '/duration'],
    ['a duration of 1e9', { duration: 1e9 }, '/duration'],
    ['a type in capitals', { type: 'Concert' }, '/type'],
    ['a language that is none', { language: 'deutsch sprechen' }, '/language'],
    ['a tag twice', { tags: ['a', 'a'] }, '/tags'],
    ['an empty tag', { tags: [''] }, '/tags/0'],
    ['a location that is no id', { locationId: 'here' }, '/locationId'],
  ])('refuses %s', async (_what, over, pointer) => {
    const body = { name: 'X', type: 'play', locationId: 'loc_01h455vb4pex5vsknk084sn02q', duration: 1, ...over };
    expect(problemOf(await shared().post('/v1/events', body))).toEqual({
      status: 400,
      code: 'validation-failed',
      pointers: [pointer],
    });
  });

  it('answers 404 for what is not there', async () => {
    const service = shared();
    expect(problemOf(await service.get(`/v1/events/${unknownEvent}`))).toMatchObject({
      status: 404,
      code: 'not-found',
    });
    expect(problemOf(await service.patch(`/v1/events/${unknownEvent}`, { name: 'X' }))).toMatchObject({ status: 404 });
    expect(problemOf(await service.post(`/v1/events/${unknownEvent}/publish`, {}))).toMatchObject({ status: 404 });
    expect(problemOf(await service.get(`/v1/events/${unknownEvent}/shows`))).toMatchObject({ status: 404 });
  });
});

describe('changing an event', () => {
  it('changes name, duration, tags and more, with a new version', async () => {
    const service = shared();
    const { event } = await createCatalogue(service);
    const changes = {
      name: 'Mahler 5',
      duration: 75,
      tags: ['late'],
      description: 'x',
      language: 'pt-BR',
      type: 'festival',
    };
    const response = await service.patch(`/v1/events/${event.id}`, changes, { 'if-match': '"1"' });
    expect(response.json()).toMatchObject({ ...changes, version: 2 });
    expect(response.headers).toMatchObject({
      etag: '"2"',
      'cache-control': 'no-store',
      'myevents-versions': `event/${event.id}@2, catalogue, search`,
    });
    expect((await service.get(`/v1/events/${event.id}`)).json()).toEqual(response.json());
    const same = await service.patch(`/v1/events/${event.id}`, { duration: 75 });
    expect(same.json()).toEqual(response.json());
  });

  it('takes one of two changes made for the same version, and both of two made for none', async () => {
    const service = shared();
    const { event } = await createCatalogue(service);
    const url = `/v1/events/${event.id}`;
    const both = await Promise.all(['A', 'B'].map((name) => service.patch(url, { name }, { 'if-match': '"1"' })));
    expect(statusesOf(both)).toEqual([200, 412]);
    const without = await Promise.all(['C', 'D', 'E'].map((name) => service.patch(url, { name })));
    expect(without.map((response) => Number(response.json().version)).toSorted((a, b) => a - b)).toEqual([3, 4, 5]);
    expect(problemOf(await service.patch(url, { name: 'F' }, { 'if-match': 'nonsense' }))).toMatchObject({
      status: 412,
    });
  });

  it('moves to another location only without shows', async () => {
    const service = shared();
    const { event, open } = await createCatalogue(service);
    const elsewhere = await createLocation(service);
    const show = await scheduleShow(service, event.id, open);
    const move = () => service.patch(`/v1/events/${event.id}`, { locationId: elsewhere.id });
    expect(problemOf(await move())).toEqual({ status: 409, code: 'hall-in-use', pointers: ['/locationId'] });
    await service.post(`/v1/shows/${show.id}/cancel`, {});
    expect((await move()).json()).toMatchObject({ locationId: elsewhere.id, location: { id: elsewhere.id } });
  });
});

describe('publishing and cancelling an event', () => {
  it('goes from draft to published to cancelled, each once', async () => {
    const service = shared();
    const { event, open } = await createCatalogue(service);
    const show = await scheduleShow(service, event.id, open);
    const step = (name: string, headers = {}) => service.post(`/v1/events/${event.id}/${name}`, {}, headers);
    expect((await step('publish')).json()).toMatchObject({ status: 'published', version: 3 });
    expect((await step('publish')).json()).toMatchObject({ status: 'published', version: 3 });
    expect(problemOf(await step('cancel', { 'if-match': '"2"' }))).toMatchObject({ status: 412 });
    expect((await step('cancel')).json()).toMatchObject({
      status: 'cancelled',
      version: 4,
      totalSeats: 0,
      showCount: 0,
    });
    expect((await step('cancel')).json()).toMatchObject({ version: 4 });
    expect(problemOf(await step('publish'))).toMatchObject({ status: 409, code: 'not-publishable' });
    expect((await service.get(`/v1/shows/${show.id}`)).json()).toMatchObject({ status: 'cancelled', version: 4 });
    expect(problemOf(await service.post(`/v1/events/${event.id}/shows`, showOf(open)))).toMatchObject({
      status: 409,
      code: 'event-cancelled',
    });
  });

  it('frees the halls of a cancelled event', async () => {
    const service = shared();
    const { location, event, open } = await createCatalogue(service);
    await scheduleShow(service, event.id, open);
    await service.post(`/v1/events/${event.id}/cancel`, {});
    const other = await createEvent(service, location.id);
    expect(await scheduleShow(service, other.id, open)).toMatchObject({ status: 'scheduled' });
  });

  it('refuses to cancel what is over', async () => {
    await using service = await openTestService();
    const { event, open } = await createCatalogue(service);
    await scheduleShow(service, event.id, open);
    await publish(service, event.id);
    service.clock.set('2030-06-02T00:00:00Z');
    expect(problemOf(await service.post(`/v1/events/${event.id}/cancel`, {}))).toMatchObject({
      status: 409,
      code: 'not-cancellable',
    });
  });

  it('takes nothing but an empty body', async () => {
    const { event } = await createCatalogue(shared());
    const response = await shared().post(`/v1/events/${event.id}/publish`, { at: 'once' });
    expect(problemOf(response)).toEqual({ status: 400, code: 'validation-failed', pointers: ['/at'] });
  });
});

it('sums up its shows: seats, times and the lowest price', async () => {
  const service = shared();
  const { event, open, planned } = await createCatalogue(service);
  await scheduleShow(service, event.id, open);
  const first = await scheduleShow(service, event.id, planned, {
    startsAt: '2030-05-01T20:00:00+02:00',
    endsAt: '2030-05-01T21:00:00+02:00',
    tiers: [
      { id: 'a', name: 'A', price: { amount: 900, currency: 'JPY' }, capacity: 4 },
      { id: 'b', name: 'B', price: { amount: 800, currency: 'JPY' }, seats: ['Stalls/A-1..10'] },
    ],
  });
  expect((await service.get(`/v1/events/${event.id}`)).json()).toMatchObject({
    totalSeats: 74,
    showCount: 2,
    firstStartsAt: '2030-05-01T18:00:00.000Z',
    lastEndsAt: '2030-06-01T20:00:00.000Z',
    priceFrom: { amount: 800, currency: 'JPY' },
    version: 3,
  });
  await service.post(`/v1/shows/${first.id}/cancel`, {});
  expect((await service.get(`/v1/events/${event.id}`)).json()).toMatchObject({
    totalSeats: 60,
    showCount: 1,
    firstStartsAt: '2030-06-01T18:00:00.000Z',
    priceFrom: { amount: 2_000, currency: 'EUR' },
  });
});

function showOf(hallId: string) {
  return {
    hallId,
    startsAt: '2031-06-01T20:00:00Z',
    endsAt: '2031-06-01T22:00:00Z',
    tiers: [{ id: 'a', name: 'A', price: { amount: 1, currency: 'USD' }, capacity: 1 }],
  };
}
