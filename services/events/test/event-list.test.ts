import { EventResource, ListOf } from '@myevents/contracts';
import { describe, expect, it } from 'vitest';
import { createEvent, createLocation, problemOf, publish } from './fixtures.ts';
import { assertMatches } from './schema.ts';
import { openTestService, shareTestService, type TestService } from './test-service.ts';

async function list(service: TestService, query = '') {
  const response = await service.get(`/v1/catalogue/events?${query}`);
  if (response.statusCode !== 200) throw new Error(response.body);
  return response.json<{ items: EventResource[]; next: string | null }>();
}

const idsOf = async (service: TestService, query = '') => (await list(service, query)).items.map(({ id }) => id);

/** Two locations with a draft, a published and a cancelled event each, made in this order. */
async function fill(service: TestService) {
  const made = [];
  for (const _ of [1, 2]) {
    const { id: locationId } = await createLocation(service);
    const ids = [];
    for (let n = 0; n < 3; n += 1) {
      ids.push((await createEvent(service, locationId, { name: `Event ${n}` })).id);
      service.clock.advance(1_000);
    }
    const [draft = '', published = '', cancelled = ''] = ids;
    await publish(service, published);
    await publish(service, cancelled);
    await service.post(`/v1/events/${cancelled}/cancel`, {});
    made.push({ locationId, draft, published, cancelled });
  }
  const [first, second] = made;
  if (first === undefined || second === undefined) throw new Error('two locations were made');
  return { first, second };
}

describe('the list of all events', () => {
  it('has those in any state, the newest first, by status and location', async () => {
    await using service = await openTestService();
    const { first, second } = await fill(service);
    const all = [second.cancelled, second.published, second.draft, first.cancelled, first.published, first.draft];
    assertMatches(ListOf(EventResource), await list(service));
    expect(await idsOf(service)).toEqual(all);
    expect(await idsOf(service, 'status=draft')).toEqual([second.draft, first.draft]);
    expect(await idsOf(service, 'status=published')).toEqual([second.published, first.published]);
    expect(await idsOf(service, 'status=cancelled')).toEqual([second.cancelled, first.cancelled]);
    expect(await idsOf(service, `locationId=${first.locationId}`)).toEqual(all.slice(3));
    expect(await idsOf(service, `locationId=${first.locationId}&status=draft`)).toEqual([first.draft]);
    const [newest] = (await list(service)).items;
    expect(newest).toEqual((await service.get(`/v1/events/${second.cancelled}`)).json());
    await publish(service, first.draft);
    expect(await idsOf(service, 'status=draft')).toEqual([second.draft]);
  });

  it('comes page by page', async () => {
    await using service = await openTestService();
    await fill(service);
    const found: string[] = [];
    for (let next: string | null = ''; next !== null; ) {
      const page = await list(service, `limit=4${next === '' ? '' : `&cursor=${encodeURIComponent(next)}`}`);
      found.push(...page.items.map(({ id }) => id));
      next = page.next;
    }
    expect(found).toEqual(await idsOf(service));
    expect(found).toHaveLength(6);
  });
});

describe('with nothing in it', () => {
  const shared = shareTestService();

  it('is empty, and kept by nobody', async () => {
    const response = await shared().get('/v1/catalogue/events');
    expect(response.json()).toEqual({ items: [], next: null });
    expect(response.headers['cache-control']).toBe('private, no-store');
    expect(response.headers['myevents-versions']).toBeUndefined();
  });

  it.each([
    ['status=all', '?status'],
    ['status=', '?status'],
    ['locationId=evt_1', '?locationId'],
    ['limit=0', '?limit'],
    ['limit=101', '?limit'],
    ['cursor=nonsense', '?cursor'],
    ['keyword=x', '?keyword'],
  ])('refuses %s', async (query, pointer) => {
    const response = await shared().get(`/v1/catalogue/events?${query}`);
    expect(response.statusCode).toBe(400);
    expect(problemOf(response).pointers).toEqual([pointer]);
  });
});
