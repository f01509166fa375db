import type { BookingResource, HistoryItem } from '@myevents/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seatedShow, showMessage } from './catalogue.ts';
import { openProcess, openWorld, order, type Process, type World } from './world.ts';

let world: World;
let process: Process;

beforeAll(async () => {
  world = await openWorld();
  process = await openProcess(world);
});

afterAll(async () => {
  await process[Symbol.asyncDispose]();
  await world[Symbol.asyncDispose]();
});

type Page = { readonly items: readonly BookingResource[]; readonly next: string | null };
const search = (query: string) => process.get<Page>(`/v1/bookings?${query}`);
const idsOf = async (query: string) => (await search(query)).body.items.map(({ id }) => id);

async function hold(showId: string, changes: Parameters<typeof order>[0] = {}): Promise<BookingResource> {
  const { status, body } = await process.post(`/v1/shows/${showId}/bookings`, order(changes));
  expect(status).toBe(201);
  return body;
}

async function openShow(show = showMessage()): Promise<string> {
  await world.tell('myevents.show.scheduled', show);
  return show.id;
}

describe('searching bookings', () => {
  it('finds them by user, show, event, name and status, the newest first', async () => {
    const [here, there] = [await openShow(), await openShow()];
    const first = await hold(here, { userId: 'grace', name: 'Grace Hopper' });
    world.time.advance(10);
    const second = await hold(there, { userId: 'grace', name: 'Amazing Grace' });
    world.time.advance(10);
    const other = await hold(here, { userId: 'alan', name: 'Alan Turing' });
    expect(await idsOf('userId=grace')).toEqual([second.id, first.id]);
    expect(await idsOf(`showId=${here}`)).toEqual([other.id, first.id]);
    expect(await idsOf(`eventId=${other.eventId}`)).toEqual([other.id, first.id]);
    expect(await idsOf('name=%20ALAN%20%20turing')).toEqual([other.id]);
    expect(await idsOf(`userId=grace&showId=${here}`)).toEqual([first.id]);
    expect(await idsOf(`userId=grace&status=confirmed`)).toEqual([]);
    expect(await idsOf(`showId=${here}&from=${other.heldAt}`)).toEqual([other.id]);
    expect(await idsOf(`showId=${here}&to=${first.heldAt}`)).toEqual([first.id]);
    expect(await idsOf(`from=${first.heldAt}&to=${other.heldAt}`)).toEqual([other.id, second.id, first.id]);
    expect(await idsOf('limit=1')).toEqual([other.id]);
    const { body } = await search('userId=alan');
    expect(body.items).toEqual([other]);
  });

  it('goes through them page by page', async () => {
    const showId = await openShow();
    const all: string[] = [];
    for (let n = 0; n < 7; n += 1) {
      const userId = n % 2 === 0 ? 'even' : `odd-${n}`;
      all.unshift((await hold(showId, { userId, name: `Nobody but ${n}` })).id);
    }
    const found: string[] = [];
    let cursor = '';
    do {
      const { body } = await search(`showId=${showId}&limit=3${cursor}`);
      found.push(...body.items.map(({ id }) => id));
      cursor = body.next === null ? '' : `&cursor=${body.next}`;
    } while (cursor !== '');
    expect(new Set(found)).toEqual(new Set(all));
    expect(found).toHaveLength(7);
    const even = await search(`userId=even&showId=${showId}&limit=2`);
    const rest = await search(`userId=even&showId=${showId}&limit=2&cursor=${even.body.next}`);
    expect([even.body.items.length, rest.body.items.length, rest.body.next]).toEqual([2, 2, null]);
  });

  it('takes all filters of an organizer at once, page by page', async () => {
    const [here, there] = [await openShow(), await openShow()];
    const wanted: string[] = [];
    for (let n = 0; n < 6; n += 1) {
      world.time.advance(1_000);
      const { id } = await hold(here, { userId: `guest-${n}`, name: `Guest ${n}` });
      await hold(there, { userId: `guest-${n}`, name: `Guest ${n}` });
      if (n % 2 === 0) continue;
      await process.post(`/v1/bookings/${id}/payment`, { method: 'test', token: 'tok_ok' });
      wanted.unshift(id);
    }
    const { eventId } = (await search(`showId=${here}&limit=1`)).body.items[0] ?? {};
    const filters = `showId=${here}&eventId=${eventId}&status=confirmed`;
    expect(await idsOf(filters)).toEqual(wanted);
    const [, middle = ''] = wanted;
    const at = (await process.get<BookingResource>(`/v1/bookings/${middle}`)).body.heldAt;
    expect(await idsOf(`${filters}&from=${at}&to=${at}`)).toEqual([middle]);
    expect(await idsOf(`${filters}&name=guest%203&userId=guest-3`)).toEqual([middle]);
    expect(await idsOf(`${filters}&name=guest%202`)).toEqual([]);
    const first = (await search(`${filters}&limit=2`)).body;
    const rest = (await search(`${filters}&limit=2&cursor=${first.next}`)).body;
    expect([...first.items, ...rest.items].map(({ id }) => id)).toEqual(wanted);
    expect(rest.next).toBeNull();
  });

  it('never shows an expired hold as held', async () => {
    const showId = await openShow();
    const { id } = await hold(showId, { userId: 'late' });
    world.time.advance(600_000);
    expect(await idsOf('userId=late&status=held')).toEqual([]);
    expect(await idsOf('userId=late&status=expired')).toEqual([id]);
  });

  it.each([
    ['a broken cursor', 'status=held&cursor=nonsense', '?cursor'],
    ['an unknown parameter', 'status=held&colour=red', '?colour'],
    ['an unknown status', 'status=eaten', '?status'],
  ])('refuses %s', async (_what, query, pointer) => {
    const refused = await process.get<{ errors: { pointer: string }[] }>(`/v1/bookings?${query}`);
    expect([refused.status, refused.body.errors[0]?.pointer]).toEqual([400, pointer]);
  });
});

describe('asking why', () => {
  it('tells the history of a booking by the rules', async () => {
    const showId = await openShow(seatedShow());
    const { id } = await hold(showId, { tier: 'stalls', quantity: 2 });
    await process.post(`/v1/bookings/${id}/payment`, { method: 'test', token: 'tok_ok' });
    await process.delete(`/v1/bookings/${id}`);
    const { body } = await process.get<{ items: HistoryItem[] }>(`/v1/bookings/${id}/history`);
    expect(body.items.slice(0, 5).map(({ type, rule }) => [type, rule])).toEqual([
      ['TicketsHeld', 'all-or-nothing'],
      ['PaymentStarted', 'payment'],
      ['BookingConfirmed', 'payment'],
      ['PaymentCaptured', 'payment'],
      ['BookingCancelled', 'given-back'],
    ]);
    expect(body.items[0]?.text).toBe(
      `2 tickets (Stalls/A-1, Stalls/A-2) held together until ${new Date(world.time.now() + 600_000).toISOString()}.`,
    );
  });

  it('lays the whole ledger of a show open, without anybody in it', async () => {
    const showId = await openShow();
    const names = ['Marie Curie', 'Lise Meitner', 'Emmy Noether'];
    for (const name of names) await hold(showId, { name, userId: name.replace(' ', '-') });
    const items: HistoryItem[] = [];
    let next: string | null = '';
    while (next !== null) {
      const query: string = next === '' ? '' : `&cursor=${next}`;
      const page = await process.get<{ items: HistoryItem[]; next: string | null }>(
        `/v1/shows/${showId}/ledger?limit=2${query}`,
      );
      items.push(...page.body.items);
      ({ next } = page.body);
    }
    expect(items.map(({ type }) => type)).toEqual(['ShowConfigured', 'TicketsHeld', 'TicketsHeld', 'TicketsHeld']);
    expect(items.map(({ version }) => version)).toEqual([1, 2, 3, 4]);
    const text = JSON.stringify(items);
    for (const name of names) expect(text).not.toContain(name.slice(0, 4));
    expect((await process.get(`/v1/shows/${showId}/ledger?cursor=nonsense`)).status).toBe(400);
  });

  it('lays the ledger open from any version on', async () => {
    const showId = await openShow();
    for (const name of ['Marie Curie', 'Lise Meitner', 'Emmy Noether'])
      await hold(showId, { name, userId: name.slice(0, 4) });
    const read = (query: string) =>
      process.get<{ items: HistoryItem[]; next: string | null }>(`/v1/shows/${showId}/ledger?${query}`);
    const first = (await read('from=2&limit=2')).body;
    expect(first.items.map(({ version }) => version)).toEqual([2, 3]);
    const second = (await read(`from=2&limit=2&cursor=${first.next}`)).body;
    expect(second.items.map(({ version }) => version)).toEqual([4]);
    expect((await read('from=5')).body).toEqual({ items: [], next: null });
    for (const wrong of ['0', '-1', '1.5', 'x', '1e2']) expect((await read(`from=${wrong}`)).status).toBe(400);
  });
});
