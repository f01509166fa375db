import type { EventHit } from '@myevents/contracts';
import { describe, expect, it } from 'vitest';
import {
  createEvent,
  createLocation,
  dayMs,
  hallOf,
  inMs,
  publish,
  scheduleShow,
  showBody,
  unique,
} from './catalogue.ts';
import { list, namesOf } from './listing.ts';
import { get, patch, post } from './subject.ts';

describe('what changes', () => {
  it('is found under its new name only', async () => {
    const [before, after] = [unique('before'), unique('after')];
    const id = await list({ name: before });
    await expect.poll(() => namesOf({ keyword: before })).toEqual([before]);
    await patch(`/v1/events/${id}`, { name: after });
    await expect.poll(() => namesOf({ keyword: after })).toEqual([after]);
    expect(await namesOf({ keyword: before })).toEqual([]);
    await post(`/v1/events/${id}/cancel`, {});
    await expect.poll(() => namesOf({ keyword: after })).toEqual([]);
  });

  it('with its location is found by that', async () => {
    const [name, city] = [unique('tour'), unique('city')];
    const id = await list({ name });
    const { locationId } = (await get<EventHit>(`/v1/events/${id}`)).body;
    await patch(`/v1/locations/${locationId}`, { address: { city, countryCode: 'CH' } });
    await expect.poll(() => namesOf({ keyword: city, country: 'CH' })).toEqual([name]);
  });

  it('has no show yet is found only by who asks for no time', async () => {
    const name = unique('planned');
    const location = await createLocation();
    await publish((await createEvent(location.id, { name })).id);
    await expect.poll(() => namesOf({ keyword: name })).toEqual([name]);
    for (const startTime of [inMs(0), '1970-01-01T00:00:00Z', '1960-01-01T00:00:00Z', '0001-01-01T00:00:00Z']) {
      expect([startTime, await namesOf({ keyword: name, startTime })]).toEqual([startTime, []]);
    }
    expect(await namesOf({ keyword: name, endTime: '9999-12-31T23:59:59Z' })).toEqual([]);
  });

  it('is over is not found, except by who asks for that time', async () => {
    const name = unique('past');
    const location = await createLocation();
    const event = await createEvent(location.id, { name });
    const times = { startsAt: inMs(-3 * dayMs), endsAt: inMs(-2 * dayMs) };
    await scheduleShow(event.id, showBody(hallOf(location), times));
    await publish(event.id);
    await expect.poll(() => namesOf({ keyword: name, startTime: inMs(-9 * dayMs) })).toEqual([name]);
    expect(await namesOf({ keyword: name })).toEqual([]);
  });
});
