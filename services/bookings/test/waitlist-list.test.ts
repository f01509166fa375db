import type { BookingResource, WaitlistEntry } from '@myevents/contracts';
import { describe, expect, it } from 'vitest';
import { showMessage, smallShow } from './catalogue.ts';
import { process, world } from './fresh-world.ts';
import { order } from './world.ts';

type Page = { readonly items: readonly WaitlistEntry[]; readonly next: string | null };

const list = async (showId: string, query = '') =>
  (await process.get<Page>(`/v1/shows/${showId}/waitlist?${query}`)).body;
const idsOf = async (showId: string, query = '') => (await list(showId, query)).items.map(({ id }) => id);
const read = async (id: string) => (await process.get<WaitlistEntry>(`/v1/waitlist/${id}`)).body;
const pay = (id: string) => process.post(`/v1/bookings/${id}/payment`, { method: 'test', token: 'tok_ok' });

async function openShow(show = smallShow(2)): Promise<string> {
  await world.tell('myevents.show.scheduled', show);
  return show.id;
}

async function hold(showId: string, changes: Parameters<typeof order>[0] = {}): Promise<BookingResource> {
  const { status, body } = await process.post(`/v1/shows/${showId}/bookings`, order(changes));
  expect(status).toBe(201);
  return body;
}

/** A moment later than whoever joined before. */
async function join(showId: string, changes: Parameters<typeof order>[0] = {}): Promise<WaitlistEntry> {
  world.time.advance(10);
  const { status, body } = await process.post<WaitlistEntry>(`/v1/shows/${showId}/waitlist`, order(changes));
  expect(status).toBe(201);
  return body;
}

describe('the waitlist of a show', () => {
  it('lists who joined in that order, as each reads by itself', async () => {
    const showId = await openShow();
    const held = await hold(showId, { quantity: 2 });
    const [first, second, third] = [await join(showId), await join(showId, { quantity: 2 }), await join(showId)];
    expect(await idsOf(showId)).toEqual([first.id, second.id, third.id]);
    await process.delete(`/v1/waitlist/${third.id}`);
    await process.delete(`/v1/bookings/${held.id}`);
    const { items } = await list(showId);
    expect(items.map(({ status }) => status)).toEqual(['offered', 'waiting', 'left']);
    for (const item of items) expect(item).toEqual(await read(item.id));
    expect(await idsOf(showId, 'status=waiting')).toEqual([second.id]);
    expect(await idsOf(showId, 'status=left')).toEqual([third.id]);
    expect(await idsOf(showId, 'status=taken')).toEqual([]);
  });

  it('comes page by page', async () => {
    const showId = await openShow();
    await hold(showId, { quantity: 2 });
    const joined: string[] = [];
    for (let n = 0; n < 7; n += 1) joined.push((await join(showId)).id);
    for (const filter of ['', 'status=waiting&']) {
      const found: string[] = [];
      for (let next: string | null = ''; next !== null; ) {
        const page: Page = await list(showId, `${filter}limit=3${next === '' ? '' : `&cursor=${next}`}`);
        found.push(...page.items.map(({ id }) => id));
        next = page.next;
      }
      expect(found).toEqual(joined);
    }
  });

  it('tells of everything that is due: an offer that has lapsed is no offer', async () => {
    const showId = await openShow();
    const held = await hold(showId, { quantity: 2 });
    const entry = await join(showId);
    await process.delete(`/v1/bookings/${held.id}`);
    expect(await idsOf(showId, 'status=offered')).toEqual([entry.id]);
    world.time.advance(300_000);
    expect(await idsOf(showId, 'status=offered')).toEqual([]);
    expect(await idsOf(showId, 'status=lapsed')).toEqual([entry.id]);
  });

  it('names nobody, and is kept by no cache', async () => {
    const showId = await openShow();
    await hold(showId, { quantity: 2 });
    await join(showId, { name: 'Rosalind Franklin' });
    const { headers, body } = await process.get(`/v1/shows/${showId}/waitlist`);
    expect(headers['cache-control']).toBe('private, no-store');
    expect(JSON.stringify(body)).not.toMatch(/rosalind/i);
  });

  it('is empty where nobody waits, and is not there of a show that is not', async () => {
    expect(await list(await openShow())).toEqual({ items: [], next: null });
    const refused = await process.get('/v1/shows/shw_01h455vb4pex5vsknk084sn02q/waitlist');
    expect([refused.status, refused.body.code]).toEqual([404, 'not-found']);
  });

  it.each([
    ['status=gone', '?status'],
    ['limit=0', '?limit'],
    ['cursor=nonsense', '?cursor'],
    ['userId=me', '?userId'],
  ])('refuses %s', async (query, pointer) => {
    const showId = await openShow();
    const refused = await process.get<{ errors: { pointer: string }[] }>(`/v1/shows/${showId}/waitlist?${query}`);
    expect([refused.status, refused.body.errors[0]?.pointer]).toEqual([400, pointer]);
  });
});

describe('when a ticket may come free at the earliest', () => {
  const in600 = '2031-05-01T12:10:00.000Z';

  it('is when the first hold of the tier ends', async () => {
    const showId = await openShow(showMessage({ tiers: smallShow(2).tiers.concat(showMessage().tiers[1] ?? []) }));
    await hold(showId, { tier: 'vip' });
    world.time.advance(1_000);
    const first = await hold(showId);
    world.time.advance(1_000);
    const second = await hold(showId);
    const entry = await join(showId, { quantity: 2 });
    expect(entry).toMatchObject({ heldTickets: 2, earliestReleaseAt: first.expiresAt });
    expect(await read(entry.id)).toEqual(entry);
    await process.post(`/v1/bookings/${first.id}/extension`, {});
    expect((await read(entry.id)).earliestReleaseAt).toBe(second.expiresAt);
    await pay(second.id);
    expect((await read(entry.id)).earliestReleaseAt).toBe('2031-05-01T12:20:01.000Z');
    await pay(first.id);
    const { earliestReleaseAt, heldTickets } = await read(entry.id);
    expect([earliestReleaseAt, heldTickets]).toEqual([undefined, 0]);
  });

  it('is told as it was to who repeats the request, and to nobody who no longer waits', async () => {
    const showId = await openShow(smallShow(1));
    const held = await hold(showId);
    const body = order();
    const ask = () => process.post<WaitlistEntry>(`/v1/shows/${showId}/waitlist`, body, { 'idempotency-key': 'same' });
    const made = await ask();
    expect(made.body.earliestReleaseAt).toBe(in600);
    await process.post(`/v1/bookings/${held.id}/extension`, {});
    expect((await ask()).body).toEqual(made.body);
    await process.delete(`/v1/bookings/${held.id}`);
    const offered = await read(made.body.id);
    expect([offered.status, offered.earliestReleaseAt]).toEqual(['offered', undefined]);
  });
});
