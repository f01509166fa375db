import type { Availability, EventHit, Location, ShowResource } from '@myevents/contracts';
import { type Api, listAll } from '@myevents/contracts/client';
import { expect, it } from 'vitest';
import { demoCatalogue } from '../demo/catalogue.ts';
import { isEmpty } from '../src/seed/emptiness.ts';
import { fillCatalogue } from '../src/seed/fill-catalogue.ts';
import { sellTickets } from '../src/seed/sell-tickets.ts';
import { openPlatformInFolder } from './platform-in-folder.ts';

/** A few events of the demo with everything that is special about any: seated, nearly sold out, held, cancelled. */
function someOf(now: number) {
  const { locations, events } = demoCatalogue(now);
  const special = ['held', 'nearly'].map((sold) => events.find((event) => event.sold === sold));
  const chosen = [...special, events.find(({ isCancelled }) => isCancelled), events[0]].filter(
    (event) => event !== undefined,
  );
  return {
    events: chosen,
    locations: locations.filter(({ key }) => chosen.some(({ locationKey }) => locationKey === key)),
  };
}

async function fill(api: Api, now: number) {
  const options = { api, concurrency: 4, onStep: () => {} };
  const { shows } = await fillCatalogue({ ...options, catalogue: someOf(now), season: '' });
  return sellTickets({ ...options, shows });
}

async function everything(api: Api) {
  const locations = await Array.fromAsync(listAll<Location>(api, '/v1/locations'));
  const events = await Array.fromAsync(listAll<EventHit>(api, '/v1/events'));
  const shows = await Array.fromAsync(listAll<ShowResource>(api, `/v1/events/${events[0]?.id}/shows`));
  return { locations, events, shows };
}

it('fills an empty platform once, however often it runs and on whatever day', { timeout: 30_000 }, async () => {
  await using opened = await openPlatformInFolder();
  const { api } = opened;
  const now = Date.now();
  expect(await isEmpty(api)).toBe(true);
  const sold = await fill(api, now);
  expect(sold.booked).toBeGreaterThan(0);
  expect(sold.held).toBeGreaterThan(0);
  expect(await isEmpty(api)).toBe(false);
  const before = await everything(api);
  expect(before.events).toHaveLength(3);

  expect(await fill(api, now)).toEqual({ booked: 0, held: 0 });
  expect(await fill(api, now + 2 * 86_400_000)).toEqual({ booked: 0, held: 0 });
  expect(await everything(api)).toEqual(before);
});

it('gives the halls of an earlier demo the plans they have now', { timeout: 30_000 }, async () => {
  await using opened = await openPlatformInFolder();
  const { api } = opened;
  const catalogue = someOf(Date.now());
  const options = { api, concurrency: 4, season: '', onStep: () => {} };
  const earlier = catalogue.locations.map((location) => {
    const halls = location.body.halls.map(({ plan: _plan, ...hall }) => hall);
    return { ...location, body: { ...location.body, halls } };
  });
  await fillCatalogue({ ...options, catalogue: { locations: earlier, events: [] } });
  const before = await Array.fromAsync(listAll<Location>(api, '/v1/locations'));
  expect(before.flatMap(({ halls }) => halls.filter(({ isSeated }) => isSeated))).toEqual([]);
  await fillCatalogue({ ...options, catalogue });
  const after = await Array.fromAsync(listAll<Location>(api, '/v1/locations'));
  expect(after.map(({ id, halls }) => [id, ...halls.map((hall) => hall.id)])).toEqual(
    before.map(({ id, halls }) => [id, ...halls.map((hall) => hall.id)]),
  );
  for (const { body } of catalogue.locations) {
    const id = after.find(({ name }) => name === body.name)?.id;
    const read = await api.send<Location>({ method: 'GET', path: `/v1/locations/${id}?plans=true` });
    expect(read.body.halls.map(({ plan }) => plan?.stage)).toEqual(body.halls.map(({ plan }) => plan?.stage));
  }
  expect(after.flatMap(({ halls }) => halls.filter(({ isSeated }) => isSeated)).length).toBeGreaterThan(0);
});

it('leaves one event with only held tickets, and another with a few', { timeout: 30_000 }, async () => {
  await using opened = await openPlatformInFolder();
  const { api } = opened;
  await fill(api, Date.now());
  const catalogue = someOf(Date.now());
  const events = await Array.fromAsync(listAll<EventHit>(api, '/v1/events'));
  for (const { body, sold } of catalogue.events.filter((event) => event.sold !== undefined)) {
    const id = events.find(({ name }) => name === body.name)?.id;
    for await (const show of listAll<ShowResource>(api, `/v1/events/${id}/shows`)) {
      const answer = await api.send<Availability>({ method: 'GET', path: `/v1/shows/${show.id}/availability` });
      for (const tier of answer.body.tiers) {
        expect(tier.available + tier.held + tier.booked).toBe(tier.capacity);
        if (sold === 'held') expect(tier).toMatchObject({ available: 0 });
        else expect(tier.available).toBeLessThanOrEqual(4);
        expect(sold === 'held' ? tier.held : tier.booked).toBeGreaterThan(0);
      }
    }
  }
});
