import type { BookingResource, UserResource, WaitlistEntry } from '@myevents/contracts';
import { describe, expect, it } from 'vitest';
import { collections } from '../src/collections.ts';
import { smallShow } from './catalogue.ts';
import { process, world } from './fresh-world.ts';
import { order } from './world.ts';

const get = (id: string) => process.get<UserResource>(`/v1/users/${encodeURIComponent(id)}`);

describe('users', () => {
  it('are made, read and changed', async () => {
    const made = await process.post<UserResource>('/v1/users', { id: 'ada@example', name: 'Ada', language: 'en' });
    expect([made.status, made.body]).toMatchObject([
      201,
      { id: 'ada@example', name: 'Ada', language: 'en', status: 'active', version: 1 },
    ]);
    expect((await get('ada@example')).body).toEqual(made.body);
    const path = '/v1/users/ada@example';
    const changed = await process.patch<UserResource>(path, { email: 'ada@example.org' }, { 'if-match': '"1"' });
    expect(changed.body).toMatchObject({ name: 'Ada', email: 'ada@example.org', version: 2 });
    const late = await process.patch(path, { name: 'Eve' }, { 'if-match': '"1"' });
    expect([late.status, late.body.code]).toEqual([412, 'version-conflict']);
    expect((await process.post('/v1/users', { id: 'ada@example' })).body.code).toBe('already-exists');
  });

  it('get an id where they bring none', async () => {
    const { body } = await process.post<UserResource>('/v1/users', {});
    expect(body.id).toMatch(/^usr_/);
    expect((await get(body.id)).status).toBe(200);
  });

  it('are there as soon as they book', async () => {
    const show = smallShow(5);
    await world.tell('myevents.show.scheduled', show);
    expect((await get('new')).status).toBe(404);
    const { body } = await process.post(`/v1/shows/${show.id}/bookings`, order({ userId: 'new' }));
    expect((await get('new')).body).toEqual({ id: 'new', status: 'active', createdAt: body.heldAt, version: 0 });
    world.time.advance(1_000);
    const changed = await process.patch<UserResource>('/v1/users/new', { language: 'fr' });
    expect(changed.body).toMatchObject({ language: 'fr', createdAt: body.heldAt });
  });

  it('are refused where nobody can be meant', async () => {
    expect((await process.patch('/v1/users/nobody', { name: 'X' })).status).toBe(404);
    expect((await process.delete('/v1/users/nobody')).status).toBe(404);
    expect((await process.post('/v1/users', { id: 'two words' })).status).toBe(400);
    expect((await process.patch('/v1/users/nobody', {})).status).toBe(400);
  });
});

describe('erasing a person', () => {
  it('leaves bookings under their codes, and no name anywhere a reader looks', async () => {
    const show = smallShow(2);
    await world.tell('myevents.show.scheduled', show);
    await process.post('/v1/users', { id: 'me', name: 'Secret Person', email: 'secret@example.org' });
    const me = { userId: 'me', email: 'secret@example.org' };
    const path = `/v1/shows/${show.id}`;
    const ended = await process.post(`${path}/bookings`, { ...order({ name: 'Secret Person' }), ...me });
    await process.delete(`/v1/bookings/${ended.body.id}`);
    const kept = await process.post(`${path}/bookings`, { ...order({ quantity: 2, name: 'Secret Person' }), ...me });
    await process.post(`/v1/bookings/${kept.body.id}/payment`, { method: 'test', token: 'tok_ok' });
    const entry = await process.post<WaitlistEntry>(`${path}/waitlist`, { ...order({ name: 'Secret Twin' }), ...me });
    const erased = await process.delete<UserResource>('/v1/users/me');
    expect([erased.status, erased.body]).toMatchObject([200, { id: 'me', status: 'erased' }]);
    expect(erased.body.name).toBeUndefined();
    expect((await get('me')).body.code).toBe('gone');
    expect((await process.post('/v1/users', { id: 'me' })).body.code).toBe('gone');
    for (const { body } of [ended, kept]) {
      const after = (await process.get<BookingResource>(`/v1/bookings/${body.id}`)).body;
      expect(after.code).toBe(body.code);
      expect([after.name, after.email]).toEqual([undefined, undefined]);
    }
    const ids = [ended.body.id, kept.body.id, entry.body.id];
    const people = await process.store.documents.getMany(collections.people, ids);
    expect(people).toEqual([undefined, undefined, undefined]);
    expect((await process.delete<UserResource>('/v1/users/me')).status).toBe(200);
    expect((await process.get<BookingResource>(`/v1/bookings/${kept.body.id}`)).body.status).toBe('confirmed');
  });
});
