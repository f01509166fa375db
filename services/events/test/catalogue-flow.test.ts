import { expect, it } from 'vitest';
import { openTestService } from './test-service.ts';

it('goes from a location to a published event that is found', async () => {
  await using service = await openTestService();
  const location = await service.post('/v1/locations', {
    name: 'Philharmonie',
    address: { city: 'Berlin', countryCode: 'DE' },
    coordinates: { latitude: 52.51, longitude: 13.37 },
    timeZone: 'Europe/Berlin',
    halls: [{ name: 'Saal', capacity: 100 }],
  });
  expect(location.json()).toMatchObject({
    name: 'Philharmonie',
    version: 1,
    halls: [{ name: 'Saal', isSeated: false }],
  });
  expect(location.statusCode).toBe(201);
  const hallId = location.json().halls[0].id;
  const event = await service.post('/v1/events', {
    name: 'Mahler 2',
    type: 'concert',
    locationId: location.json().id,
    duration: 90,
  });
  expect(event.json()).toMatchObject({ status: 'draft', version: 1, totalSeats: 0 });
  const eventId = event.json().id;
  const show = await service.post(`/v1/events/${eventId}/shows`, {
    hallId,
    startsAt: '2030-05-01T20:00:00+02:00',
    endsAt: '2030-05-01T22:00:00+02:00',
    tiers: [{ id: 'regular', name: 'Regular', price: { amount: 1999, currency: 'EUR' }, capacity: 100 }],
  });
  expect(show.json()).toMatchObject({
    startsAt: '2030-05-01T18:00:00.000Z',
    timeZone: 'Europe/Berlin',
    totalSeats: 100,
  });
  expect(show.statusCode).toBe(201);
  expect((await service.get('/v1/events')).json().items).toEqual([]);
  const published = await service.post(`/v1/events/${eventId}/publish`, {});
  expect(published.json()).toMatchObject({ status: 'published', version: 3, totalSeats: 100 });
  const found = await service.get('/v1/events?keyword=mahl&latLong=52.5,13.4&radius=25km');
  expect(found.json().items).toMatchObject([{ id: eventId, nextShow: { id: show.json().id } }]);
  await expect
    .poll(() => service.heard.map(({ type }) => type))
    .toEqual([
      'myevents.location.created',
      'myevents.event.created',
      'myevents.show.scheduled',
      'myevents.event.published',
    ]);
});
