import { messageTypes } from '@myevents/contracts';
import type { CloudEvent } from '@myevents/ports';
import { expect, it } from 'vitest';
import { createCatalogue, createEvent, createLocation, publish, scheduleShow, seated, standing } from './fixtures.ts';
import { assertMatches } from './schema.ts';
import { openTestService, type TestService } from './test-service.ts';

/** Waits for as many messages, then gives those that are about `subject`, all checked against their contract. */
async function hear(service: TestService, count: number): Promise<readonly CloudEvent[]> {
  await expect.poll(() => service.heard.length).toBe(count);
  for (const { type, data } of service.heard) {
    const contract = messageTypes[type as keyof typeof messageTypes];
    assertMatches(contract.data, data);
    expect(contract.topic).toBe('catalogue');
  }
  return service.heard;
}

it('tells every change, whole, in the order of its stream', async () => {
  await using service = await openTestService();
  const { location, event, open, planned } = await createCatalogue(service);
  await service.patch(`/v1/locations/${location.id}`, { name: 'Renamed', openingHours: '' });
  const show = await scheduleShow(service, event.id, planned, {
    tiers: [seated(['Stalls/A-3..5']), standing({ capacity: 2 })],
  });
  await service.patch(`/v1/events/${event.id}`, { name: 'Mahler 5', tags: ['late'] });
  await publish(service, event.id);
  await service.patch(`/v1/shows/${show.id}`, { policy: { cancellableUntil: '2030-05-30T00:00:00+02:00' } });
  await scheduleShow(service, event.id, open);
  await service.post(`/v1/shows/${show.id}/cancel`, {});
  await service.post(`/v1/events/${event.id}/cancel`, {});
  const heard = await hear(service, 11);
  const ofEvent = heard.filter(({ partitionkey }) => partitionkey === `event/${event.id}`);
  expect(ofEvent.map(({ type, id }) => [type.replace('myevents.', ''), id.replace(`event/${event.id}`, '')])).toEqual([
    ['event.created', '@1/0'],
    ['show.scheduled', '@2/0'],
    ['event.changed', '@3/0'],
    ['event.published', '@4/0'],
    ['show.changed', '@5/0'],
    ['show.scheduled', '@6/0'],
    ['show.cancelled', '@7/0'],
    ['event.cancelled', '@8/0'],
    ['show.cancelled', '@8/1'],
  ]);
  expect(ofEvent.map(({ data }) => data['version'])).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 8]);
  expect(ofEvent[1]).toMatchObject({
    specversion: '1.0',
    subject: show.id,
    source: '/services/events',
    data: {
      id: show.id,
      eventId: event.id,
      eventStatus: 'draft',
      startsAt: '2030-06-01T18:00:00.000Z',
      timeZone: 'Europe/Berlin',
      salesCloseAt: '2030-06-01T18:00:00.000Z',
      policy: { holdSeconds: 600 },
      tiers: [
        { id: 'vip', price: { amount: 5_000, currency: 'EUR' }, capacity: null },
        { id: 'regular', capacity: 2 },
      ],
      rows: [
        {
          key: 'Stalls/A',
          labels: ['1..10'],
          tiers: [
            [null, 2],
            ['vip', 3],
            [null, 5],
          ],
        },
        { key: 'Stalls/B', labels: ['1..10'], tiers: [[null, 10]] },
        { key: 'Circle/A', labels: ['1', '3', '5', '7'], tiers: [[null, 4]] },
      ],
    },
  });
  expect(ofEvent[4]?.data).toMatchObject({
    eventStatus: 'published',
    policy: { cancellableUntil: '2030-05-29T22:00:00.000Z' },
  });
  expect(ofEvent[8]?.data).toMatchObject({ status: 'cancelled', eventStatus: 'cancelled', hallId: open });
  const ofLocation = heard.filter(({ partitionkey }) => partitionkey === `location/${location.id}`);
  expect(ofLocation.map(({ type }) => type)).toEqual(['myevents.location.created', 'myevents.location.changed']);
  expect(ofLocation[1]?.data).toMatchObject({
    name: 'Renamed',
    openingHours: '',
    halls: [{ id: open, capacity: 100 }, { id: planned }],
    version: 2,
  });
  expect(JSON.stringify(ofLocation)).not.toContain('Stalls');
});

it('splits what is more than one message may hold', async () => {
  await using service = await openTestService();
  const rows = Array.from({ length: 300 }, (_, row) => ({ name: `Row number ${row}`, seats: ['1..40'] }));
  const halls = [{ name: 'Bowl', capacity: 20_000, plan: { sections: [{ name: 'A section with a name', rows }] } }];
  const location = await createLocation(service, { halls });
  const event = await createEvent(service, location.id);
  const hallId = location.halls[0]?.id ?? '';
  for (let day = 1; day <= 12; day += 1) {
    const date = `2030-07-${String(day).padStart(2, '0')}`;
    const tiers = [seated(rows.map(({ name }) => `A section with a name/${name}-1..40`))];
    await scheduleShow(service, event.id, hallId, {
      startsAt: `${date}T18:00:00Z`,
      endsAt: `${date}T20:00:00Z`,
      tiers,
    });
  }
  const sizes: number[] = [];
  await using _listener = await service.listen((message) => sizes.push(Buffer.byteLength(JSON.stringify(message))));
  await service.post(`/v1/events/${event.id}/cancel`, {});
  const heard = await hear(service, 14 + 13);
  expect(heard.slice(14).map(({ type }) => type)).toEqual([
    'myevents.event.cancelled',
    ...Array(12).fill('myevents.show.cancelled'),
  ]);
  expect(sizes.length).toBeGreaterThan(1);
  expect(Math.max(...sizes)).toBeLessThanOrEqual(200 * 1024);
});

it('tells everything again when asked, in its present state', async () => {
  await using service = await openTestService();
  const { location, event, open } = await createCatalogue(service);
  const show = await scheduleShow(service, event.id, open);
  await publish(service, event.id);
  await hear(service, 4);
  const progress: (readonly [number, number])[] = [];
  await service.service.republish((done, total) => progress.push([done, total]));
  const again = (await hear(service, 7)).slice(4);
  expect(again.map(({ type, subject }) => [type, subject])).toEqual([
    ['myevents.location.changed', location.id],
    ['myevents.event.published', event.id],
    ['myevents.show.changed', show.id],
  ]);
  expect(again.map(({ data }) => data['version'])).toEqual([1, 3, 2]);
  expect(progress).toEqual([
    [0, 2],
    [1, 2],
    [2, 2],
  ]);
});
