import type { UserResource } from '@myevents/contracts';
import { describe, expect, it } from 'vitest';
import { bodyOf, openSale, tierOf, unique } from './catalogue.ts';
import { buyer, hold, pay, problemOf, readBooking, refusalOf, regular } from './sale.ts';
import { get, patch, post, remove } from './subject.ts';

const pathOf = (id: string) => `/v1/users/${encodeURIComponent(id)}`;
const read = async (id: string) => bodyOf(await get<UserResource>(pathOf(id)), 200);
const ada = { name: 'Ada Lovelace', email: 'ada@example.org', language: 'en-GB' };

it('is made with an id of the client’s, and reads back the same', async () => {
  const id = unique('user-');
  const created = await post<UserResource>('/v1/users', { id, ...ada });
  expect(bodyOf(created, 201)).toMatchObject({ id, ...ada, status: 'active', version: 1 });
  expect(created.headers['location']).toBe(`/v1/users/${id}`);
  expect(created.headers['cache-control']).toBe('private, no-store');
  expect(await read(id)).toEqual(created.body);
});

it('gets an id where it has none', async () => {
  const [one, two] = [await post<UserResource>('/v1/users', ada), await post<UserResource>('/v1/users', {})];
  expect([one.status, two.status]).toEqual([201, 201]);
  expect(one.body.id).not.toBe(two.body.id);
  expect(await read(two.body.id)).toMatchObject({ status: 'active' });
});

it.each(['a/b', 'a b?'.replace(' ', '+'), '100%', '..', '.', '#', '~!@$&*()', '%2F', 'x'.repeat(128), '"\'<>\\'])(
  'may be called %s',
  async (odd) => {
    const id = odd.length > 100 ? `${unique('')}${odd}`.slice(0, 128) : `${unique('')}${odd}`;
    expect((await post('/v1/users', { id })).status).toBe(201);
    expect((await read(id)).id).toBe(id);
  },
);

it('is not made twice', async () => {
  const id = unique('user-');
  await post('/v1/users', { id, ...ada });
  expect(refusalOf(await post('/v1/users', { id, name: 'Eve' }))).toEqual([409, 'already-exists']);
  expect(await read(id)).toMatchObject(ada);
});

it('changes what is given, with If-Match only what was read', async () => {
  const id = unique('user-');
  const created = await post<UserResource>('/v1/users', { id, ...ada });
  const etag = String(created.headers.etag);
  const changed = await patch<UserResource>(pathOf(id), { email: 'countess@example.org' }, { 'if-match': etag });
  expect(changed.body).toMatchObject({ ...ada, email: 'countess@example.org', version: 2 });
  const late = await patch(pathOf(id), { name: 'Eve' }, { 'if-match': etag });
  expect(refusalOf(late)).toEqual([412, 'version-conflict']);
  expect(await read(id)).toEqual(changed.body);
});

it('comes to be by booking', async () => {
  const { show } = await openSale();
  const who = buyer();
  await hold(show.id, regular(1), { who });
  expect(await read(who.userId)).toMatchObject({ id: who.userId, status: 'active' });
});

it('erased, is forgotten, and bookings stay valid under their code', async () => {
  const { show } = await openSale();
  const who = buyer();
  await post('/v1/users', { id: who.userId, ...ada });
  const booked = await pay((await hold(show.id, regular(2), { who })).id);
  const erased = await remove<UserResource>(pathOf(who.userId));
  expect([erased.status, erased.body.status]).toEqual([200, 'erased']);
  expect(erased.body).not.toHaveProperty('name');
  expect(erased.body).not.toHaveProperty('email');
  await expect.poll(async () => (await readBooking(booked.id)).name).toBeUndefined();
  expect(await readBooking(booked.id)).toMatchObject({ code: booked.code, status: 'confirmed', tickets: [{}, {}] });
  expect(await tierOf(show.id)).toMatchObject({ booked: 2 });
  const history = await get(`/v1/bookings/${booked.id}/history`);
  expect(history.bytes.toString()).not.toContain(who.name);
  const byName = await get<{ items: unknown[] }>(`/v1/bookings?name=${encodeURIComponent(who.name)}`);
  expect([byName.status, byName.body.items]).toEqual([200, []]);
  expect(refusalOf(await get(pathOf(who.userId)))).toEqual([410, 'gone']);
  expect(refusalOf(await patch(pathOf(who.userId), { name: 'x' }))).toEqual([410, 'gone']);
  expect(refusalOf(await post('/v1/users', { id: who.userId }))).toEqual([410, 'gone']);
  expect((await remove(pathOf(who.userId))).status).toBe(200);
});

describe('refused', () => {
  it.each([
    ['an unknown field', { ...ada, age: 36 }, '/age'],
    ['an id with white space', { id: 'a b' }, '/id'],
    ['an id of nothing', { id: '' }, '/id'],
    ['an id of 129 characters', { id: 'x'.repeat(129) }, '/id'],
    ['an id beyond ASCII', { id: 'zoë' }, '/id'],
    ['an id that is a number', { id: 7 }, '/id'],
    ['a name of nothing visible', { name: '\u200b\u3164' }, '/name'],
    ['a name of 201 characters', { name: 'x'.repeat(201) }, '/name'],
    ['no mail address', { email: 'ada at example.org' }, '/email'],
    ['two mail addresses', { email: 'a@example.org,b@example.org' }, '/email'],
    ['a header in a mail address', { email: 'a@example.org\r\nbcc: b@example.org' }, '/email'],
    ['no language', { language: 'english, please' }, '/language'],
    ['null', { name: null }, '/name'],
  ])('is %s', async (_what, fields, pointer) => {
    const id = 'id' in fields ? undefined : unique('user-');
    const answer = await post('/v1/users', { ...(id === undefined ? {} : { id }), ...fields });
    expect(refusalOf(answer)).toEqual([400, 'validation-failed']);
    expect(problemOf(answer).errors?.map((error) => error.pointer)).toEqual([pointer]);
    if (id !== undefined) expect(refusalOf(await get(pathOf(id)))).toEqual([404, 'not-found']);
  });

  it('is to change nothing, or whom nobody knows', async () => {
    const id = unique('user-');
    await post('/v1/users', { id });
    expect(refusalOf(await patch(pathOf(id), {}))).toEqual([400, 'validation-failed']);
    expect(refusalOf(await patch(pathOf(id), { id: 'other' }))).toEqual([400, 'validation-failed']);
    for (const answer of [
      await get(pathOf(unique())),
      await patch(pathOf(unique()), { name: 'x' }),
      await remove(pathOf(unique())),
    ]) {
      expect(refusalOf(answer)).toEqual([404, 'not-found']);
    }
  });
});
