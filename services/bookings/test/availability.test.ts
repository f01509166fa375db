import type { Availability } from '@myevents/contracts';
import { describe, expect, it } from 'vitest';
import { seatedShow, smallShow } from './catalogue.ts';
import { listenTo } from './event-source.ts';
import { process, world } from './fresh-world.ts';
import { until } from './until.ts';
import { order } from './world.ts';

async function openShow(show = smallShow(5)): Promise<string> {
  await world.tell('myevents.show.scheduled', show);
  return show.id;
}

const hold = async (showId: string, tier = 'regular') =>
  (await process.post(`/v1/shows/${showId}/bookings`, order({ tier }))).body;

describe('availability', () => {
  it('says for how long it holds true', async () => {
    const showId = await openShow();
    const { id, version } = await hold(showId);
    const { headers, body } = await process.get<Availability>(`/v1/shows/${showId}/availability`);
    expect(body.version).toBe(version);
    expect(headers['cache-control']).toBe('public, max-age=1');
    expect(headers['myevents-versions']).toBe(`show/${showId}@${version}`);
    expect(Number(headers['myevents-expires-at'])).toBe(world.time.now() + 600_000);
    const released = await process.delete(`/v1/bookings/${id}`);
    expect(released.headers['myevents-versions']).toBe(`show/${showId}@${version + 1}`);
  });

  it('answers a long poll at the next change', async () => {
    const showId = await openShow();
    const { version } = await process.availability(showId);
    const path = `/v1/shows/${showId}/availability?wait=25&after=`;
    const polling = process.get<Availability>(`${path}${version}`);
    await hold(showId);
    expect((await polling).body).toMatchObject({ version: version + 1, tiers: [{ held: 1 }] });
    expect((await process.get<Availability>(`${path}${version}`)).body.version).toBe(version + 1);
  });

  it('answers long polls and ends when the process stops', async () => {
    const showId = await openShow();
    const { version } = await process.availability(showId);
    const polling = process.get<Availability>(`/v1/shows/${showId}/availability?wait=25&after=${version}`);
    await process.get('/v1/bookings?status=held');
    await process.app.close();
    expect((await polling).body.version).toBe(version);
  });

  it('is told to all processes, at most once in 50 ms', async () => {
    const showId = await openShow();
    const heard: number[] = [];
    await process.bus.subscribe({
      topics: ['availability'],
      handle: async ({ events }) => void heard.push(Number(events[0]?.data['version'])),
    });
    const before = (await process.availability(showId)).version;
    world.time.advance(1_000);
    for (let n = 0; n < 4; n += 1) await hold(showId);
    expect(heard).toEqual([before + 1]);
    world.time.advance(50);
    await until(() => heard.length === 2, 'the newest');
    expect(heard).toEqual([before + 1, before + 4]);
  });
});

describe('the stream of availability', () => {
  it('begins with the whole, and goes on with what changes', async () => {
    const showId = await openShow(seatedShow());
    await using source = await listenTo(process.app, `/v1/shows/${showId}/availability/stream`);
    const whole = await source.next();
    expect(whole).toMatchObject({ event: 'availability', data: { seats: { 'Stalls/A': 'aaaaaaaaaa' } } });
    await hold(showId, 'stalls');
    world.time.advance(50);
    const change = await source.next();
    expect(change).toMatchObject({ event: 'change', data: { tiers: [{ id: 'stalls', held: 1 }] } });
    expect(change.data.seats).toEqual({ 'Stalls/A': 'haaaaaaaaa' });
    expect(Number(change.id)).toBe(change.data.version);
  });

  it('tells many changes at once as the newest', async () => {
    const showId = await openShow();
    await using source = await listenTo(process.app, `/v1/shows/${showId}/availability/stream?seats=false`);
    const whole = await source.next();
    for (let n = 0; n < 3; n += 1) await hold(showId);
    world.time.advance(50);
    const change = await source.next();
    expect(change.data).toMatchObject({ version: whole.data.version + 3, tiers: [{ held: 3 }] });
  });

  it('is resumed where the client stopped', async () => {
    const showId = await openShow();
    const { version } = await hold(showId);
    const path = `/v1/shows/${showId}/availability/stream`;
    await using known = await listenTo(process.app, path, { 'last-event-id': String(version) });
    await using old = await listenTo(process.app, path, { 'last-event-id': String(version - 1) });
    expect((await old.next()).data.version).toBe(version);
    await hold(showId);
    world.time.advance(50);
    expect((await known.next()).event).toBe('change');
  });

  it('shows that it lives, and ends with the process', async () => {
    const showId = await openShow();
    await using source = await listenTo(process.app, `/v1/shows/${showId}/availability/stream`);
    await source.next();
    world.time.advance(15_000);
    expect(await source.nextComment()).toBe('still here');
    expect(await process.registry.metrics()).toContain('myevents_availability_streams 1');
    await process.app.close();
    expect(await source.ended()).toBe(true);
  });
});
