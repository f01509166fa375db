import { describe, expect, it } from 'vitest';
import { createCatalogue, locationBody, problemOf, showBody, standing } from './fixtures.ts';
import { openTestService, shareTestService } from './test-service.ts';

const shared = shareTestService();
const key = (name: string) => ({ 'idempotency-key': name });

describe('a POST repeated with its Idempotency-Key', () => {
  it('makes one location, answered as it was created', async () => {
    const service = shared();
    const first = await service.post('/v1/locations', locationBody, key('location'));
    await service.patch(`/v1/locations/${first.json().id}`, { name: 'Renamed' });
    const { name, ...rest } = locationBody;
    const again = await service.post('/v1/locations', { ...rest, name }, key('location'));
    expect([first.statusCode, again.statusCode]).toEqual([201, 201]);
    expect(again.json()).toEqual(first.json());
    const other = await service.post('/v1/locations', { ...locationBody, name: 'Other' }, key('location'));
    expect(problemOf(other)).toMatchObject({ status: 422, code: 'idempotency-key-reused' });
    const elsewhere = await service.post('/v1/locations', locationBody, key('location-2'));
    expect(elsewhere.json().id).not.toBe(first.json().id);
  });

  it('makes one event', async () => {
    const service = shared();
    const { location } = await createCatalogue(service);
    const body = { name: 'X', type: 'play', locationId: location.id, duration: 1 };
    const first = await service.post('/v1/events', body, key('event'));
    await service.post(`/v1/events/${first.json().id}/publish`, {});
    expect((await service.post('/v1/events', body, key('event'))).json()).toEqual(first.json());
    expect(problemOf(await service.post('/v1/events', { ...body, duration: 2 }, key('event')))).toMatchObject({
      status: 422,
      code: 'idempotency-key-reused',
    });
  });

  it('makes one show, also when it was moved or cancelled since', async () => {
    const service = shared();
    const { event, open } = await createCatalogue(service);
    const url = `/v1/events/${event.id}/shows`;
    const first = await service.post(url, showBody(open), key('show'));
    expect((await service.post(url, showBody(open), key('show'))).json()).toEqual(first.json());
    await service.post(`/v1/shows/${first.json().id}/cancel`, {});
    const again = await service.post(url, showBody(open), key('show'));
    expect(again.statusCode).toBe(201);
    expect(again.json()).toEqual(first.json());
    const other = await service.post(url, showBody(open, { tiers: [standing({ capacity: 1 })] }), key('show'));
    expect(problemOf(other)).toMatchObject({ status: 422, code: 'idempotency-key-reused' });
    expect((await service.get(url)).json().items).toHaveLength(1);
  });

  it('is answered as before though its hall is gone, and is a new request after 24 hours', async () => {
    await using service = await openTestService();
    const { location, event, open, planned } = await createCatalogue(service);
    const url = `/v1/events/${event.id}/shows`;
    const first = await service.post(url, showBody(open), key('show'));
    await service.post(`/v1/shows/${first.json().id}/cancel`, {});
    const halls = [{ id: planned, name: 'Saal', capacity: 24 }];
    expect((await service.patch(`/v1/locations/${location.id}`, { halls })).statusCode).toBe(200);
    expect((await service.post(url, showBody(open), key('show'))).json()).toEqual(first.json());
    service.clock.advance(24 * 60 * 60_000);
    const other = {
      tiers: [standing({ capacity: 1 })],
      startsAt: '2030-08-01T18:00:00Z',
      endsAt: '2030-08-01T19:00:00Z',
    };
    const again = await service.post(url, showBody(planned, other), key('show'));
    expect(again.statusCode).toBe(201);
    expect(again.json().id).not.toBe(first.json().id);
  });

  it('belongs to its route: another event is another request', async () => {
    const service = shared();
    const [one, two] = [await createCatalogue(service), await createCatalogue(service)];
    for (const { event, open } of [one, two]) {
      expect((await service.post(`/v1/events/${event.id}/shows`, showBody(open), key('same'))).statusCode).toBe(201);
    }
  });

  it('makes one of each, though all repetitions arrive at once on two processes', async () => {
    await using service = await openTestService();
    await using beside = await openTestService({ beside: service });
    const both = [service, beside, service, beside];
    const locations = await Promise.all(both.map((each) => each.post('/v1/locations', locationBody, key('a'))));
    expect(new Set(locations.map(({ body }) => body)).size).toBe(1);
    const { event, open } = await createCatalogue(service);
    const url = `/v1/events/${event.id}/shows`;
    const shows = await Promise.all(both.map((each) => each.post(url, showBody(open), key('a'))));
    expect(shows.map(({ statusCode }) => statusCode)).toEqual([201, 201, 201, 201]);
    expect(new Set(shows.map(({ body }) => body)).size).toBe(1);
    expect((await service.get(url)).json().items).toHaveLength(1);
    const calendar = await service.get(`/v1/halls/${open}/calendar`);
    expect(calendar.json().slots).toHaveLength(1);
  });

  it('may be sent to publish and cancel, which can be repeated anyway', async () => {
    const service = shared();
    const { event } = await createCatalogue(service);
    const url = `/v1/events/${event.id}/publish`;
    const answers = [await service.post(url, {}, key('p')), await service.post(url, {}, key('p'))];
    expect(answers.map((answer) => answer.json().version)).toEqual([2, 2]);
  });

  it.each([['two words'], ['x'.repeat(256)], ['']])('is refused as %j', async (value) => {
    const response = await shared().post('/v1/locations', locationBody, key(value));
    expect(problemOf(response)).toMatchObject({ status: 400, code: 'validation-failed' });
  });
});
