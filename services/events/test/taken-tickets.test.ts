import { randomUUID } from 'node:crypto';
import { topics } from '@myevents/contracts';
import type { BusMessage } from '@myevents/ports';
import { expect, it } from 'vitest';
import { createCatalogue, problemOf, scheduleShow, seated, standing } from './fixtures.ts';
import { createTestClock, openTestService, type TestService } from './test-service.ts';

/** As the Booking Service would: of the show only what this service reads. */
async function tellTaken(
  service: TestService,
  showId: string,
  version: number,
  tiers: Record<string, [held: number, booked: number]>,
) {
  const show = {
    id: showId,
    version,
    tiers: Object.entries(tiers).map(([id, [held, booked]]) => ({ id, held, booked })),
  };
  const message: BusMessage = {
    topic: topics.bookings,
    key: `show/${showId}`,
    events: [
      {
        specversion: '1.0',
        id: randomUUID(),
        source: '/services/bookings',
        type: 'myevents.booking.held',
        subject: 'bkg',
        time: '2030-01-01T00:00:00Z',
        datacontenttype: 'application/json',
        partitionkey: `show/${showId}`,
        data: { show },
      },
    ],
  };
  await service.broker.publish(message);
}

it('refuses a capacity below what was last heard to be held or booked', async () => {
  await using service = await openTestService();
  const { event, open } = await createCatalogue(service);
  const tiers = [standing({ capacity: 20 }), seated(['A-1..10'])];
  const show = await scheduleShow(service, event.id, open, { tiers });
  await tellTaken(service, show.id, 5, { regular: [3, 4], vip: [0, 2] });
  const change = (...wanted: object[]) => service.patch(`/v1/shows/${show.id}`, { tiers: wanted });
  const response = await change(standing({ capacity: 6 }), tiers[1] ?? {});
  expect(problemOf(response)).toEqual({ status: 409, code: 'capacity-below-sold', pointers: ['/tiers/0/capacity'] });
  expect(response.json()).toMatchObject({ tier: 'regular', taken: 7 });
  expect(problemOf(await change(tiers[0] ?? {}, seated(['A-1'])))).toMatchObject({
    code: 'capacity-below-sold',
    pointers: ['/tiers/1/seats'],
  });
  expect(problemOf(await change(tiers[0] ?? {}))).toMatchObject({ code: 'capacity-below-sold', pointers: ['/tiers'] });
  expect((await change(standing({ capacity: 7 }), seated(['A-1..2']))).statusCode).toBe(200);
  // An older message that comes late changes nothing, a newer one does.
  await tellTaken(service, show.id, 4, { regular: [9, 9] });
  expect((await change(standing({ capacity: 8 }), seated(['A-1..2']))).statusCode).toBe(200);
  await tellTaken(service, show.id, 6, { regular: [0, 1], vip: [0, 0] });
  expect((await change(standing({ capacity: 1 }))).statusCode).toBe(200);
});

it('remembers it over a restart, and tells other processes', async () => {
  await using service = await openTestService({ clock: createTestClock({ timerSpeed: 20 }) });
  await using beside = await openTestService({ beside: service });
  const { event, open } = await createCatalogue(service);
  const show = await scheduleShow(service, event.id, open);
  for (let version = 1; version <= 50; version += 1)
    await tellTaken(service, show.id, version, { regular: [version, 0] });
  const stored = async () => (await beside.store.documents.get('taken-1', show.id))?.document;
  await expect.poll(stored).toEqual({ tiers: { regular: 50 } });
  const response = await beside.patch(`/v1/shows/${show.id}`, { tiers: [standing({ capacity: 49 })] });
  expect(problemOf(response)).toMatchObject({ status: 409, code: 'capacity-below-sold' });
});
