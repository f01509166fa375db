import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import type { EventEvent } from '@myevents/catalog';
import { expect, it } from 'vitest';
import { createCatalogue, createEvent, publish, scheduleShow, seated } from './fixtures.ts';
import { createTestClock, openTestService } from './test-service.ts';

it('finds everything again after a restart', async () => {
  const first = await openTestService();
  const { location, event, open } = await createCatalogue(first);
  const show = await scheduleShow(first, event.id, open);
  const published = await publish(first, event.id);
  const { folder, clock } = first;
  await first.close();
  {
    await using again = await openTestService({ folder, clock });
    expect((await again.get(`/v1/events/${event.id}`)).json()).toEqual(published);
    expect((await again.get('/v1/events?keyword=mahler')).json().items).toMatchObject([
      { id: event.id, nextShow: { id: show.id } },
    ]);
    expect((await again.get('/v1/locations?organised=true')).json().items).toMatchObject([{ id: location.id }]);
    const later = await scheduleShow(again, event.id, open, {
      startsAt: '2030-08-01T18:00:00Z',
      endsAt: '2030-08-01T19:00:00Z',
    });
    expect(later.version).toBe(4);
  }
  await rm(folder, { recursive: true });
});

it('publishes what a crashed process had committed and not told, and stores its documents', async () => {
  await using service = await openTestService({ clock: createTestClock({ timerSpeed: 20 }) });
  const { event } = await createCatalogue(service);
  await expect.poll(() => service.heard.length).toBe(2);
  const committed: EventEvent = { type: 'EventChanged', at: service.clock.now(), details: { name: 'Told late' } };
  const commit = { stream: `event/${event.id}`, version: 2, id: randomUUID(), at: committed.at, events: [committed] };
  await service.store.log.append([{ commit, documents: [] }]);
  service.clock.advance(10_000);
  await expect.poll(() => service.heard.length).toBe(3);
  expect(service.heard[2]).toMatchObject({ type: 'myevents.event.changed', data: { name: 'Told late', version: 2 } });
  expect((await service.get(`/v1/events/${event.id}`)).json()).toMatchObject({ name: 'Told late', version: 2 });
});

it('makes its read models anew from the log', async () => {
  await using service = await openTestService();
  const { location, event, open, planned } = await createCatalogue(service);
  const show = await scheduleShow(service, event.id, planned, { tiers: [seated(['Stalls/A-1..3'])] });
  await scheduleShow(service, event.id, open);
  await service.patch(`/v1/shows/${show.id}`, { policy: { holdSeconds: 9 } });
  await publish(service, event.id);
  // The same log in a store without documents, as after a projection was changed and its collection renamed.
  await using copy = await openCopy(service);
  const urls = [
    `/v1/locations/${location.id}?plans=true`,
    '/v1/locations',
    '/v1/locations?organised=true',
    `/v1/events/${event.id}`,
    `/v1/events/${event.id}/shows`,
    `/v1/shows/${show.id}`,
    `/v1/shows/${show.id}/plan`,
    '/v1/events?keyword=mahler',
  ];
  expect((await copy.get(urls[0] ?? '')).statusCode).toBe(404);
  const progress: (readonly [number, number])[] = [];
  await copy.service.rebuild((done, total) => progress.push([done, total]));
  expect(progress.at(0)).toEqual([0, 4]);
  expect(progress.at(-1)).toEqual([4, 4]);
  for (const url of urls) expect((await copy.get(url)).json()).toEqual((await service.get(url)).json());
});

async function openCopy(service: Awaited<ReturnType<typeof openTestService>>) {
  const copy = await openTestService({ clock: service.clock });
  for await (const stream of service.store.log.streams('')) {
    for await (const commit of service.store.log.read(stream)) await copy.store.log.append([{ commit, documents: [] }]);
  }
  return copy;
}

it('finds what another process changed', async () => {
  await using service = await openTestService();
  await using beside = await openTestService({ beside: service });
  const { location, open } = await createCatalogue(service);
  const event = await createEvent(service, location.id, { name: 'Zwischenspiel' });
  await scheduleShow(service, event.id, open);
  await publish(service, event.id);
  const found = async (query: string) => (await beside.get(`/v1/events?${query}`)).json().items.length;
  await expect.poll(() => found('keyword=zwischenspiel')).toBe(1);
  await service.patch(`/v1/locations/${location.id}`, { name: 'Umbenannt' });
  await expect.poll(() => found('keyword=umbenannt')).toBe(1);
  await service.post(`/v1/events/${event.id}/cancel`, {});
  await expect.poll(() => found('keyword=zwischenspiel')).toBe(0);
});

it('is not ready once its search thread has died, and says so', async () => {
  const service = await openTestService();
  const [check] = service.service.checks;
  expect(await check?.check()).toBeNull();
  await service[Symbol.asyncDispose]();
  expect(await check?.check()).toContain('closed');
});
