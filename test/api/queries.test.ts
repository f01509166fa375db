import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { valuesOf } from './bodies.ts';
import { createEvent, createLocation, openSale, type Sale, unique } from './catalogue.ts';
import { type Reference, readReference } from './documented.ts';
import { pathOf } from './paths.ts';
import { expectRefused } from './refused.ts';
import { hold, problemOf, refusalOf } from './sale.ts';
import { get, post, send, url } from './subject.ts';

let reference: Reference;
let sale: Sale;
let bookingId: string;

beforeAll(async () => {
  reference = await readReference(url);
  sale = await openSale();
  ({ id: bookingId } = await hold(sale.show.id));
});

describe('query strings', () => {
  it('with an unknown parameter are refused on every route', async () => {
    for (const { path, method, operation } of reference.routes) {
      const schema = operation.requestBody?.content['application/json']?.schema;
      const [body] =
        schema === undefined ? [] : fc.sample(valuesOf(schema, reference.document), { numRuns: 1, seed: 7 });
      const answer = await send({
        method,
        path: `${pathOf(path, { sale, bookingId })}?unknownParameter=1`,
        ...(body ? { body } : {}),
      });
      expect([path, method, answer.status]).toEqual([path, method, 400]);
      const { errors = [] } = problemOf(answer);
      expect([path, method, errors.map(({ pointer }) => pointer)]).toEqual([
        path,
        method,
        expect.arrayContaining([body === undefined ? '?unknownParameter' : expect.any(String)]),
      ]);
    }
  });

  it.each(['__proto__', 'constructor', 'toString', 'Keyword', 'limit[]', 'limit[a]', 'a'.repeat(1000), '', '🎪'])(
    'with %s are refused by that name',
    async (name) => {
      const answer = await get(`/v1/events?${encodeURIComponent(name)}=1`);
      expect(refusalOf(answer)).toEqual([400, 'validation-failed']);
      expect(problemOf(answer).errors?.[0]?.pointer).toMatch(/^\?/);
    },
  );

  it('with a parameter twice are refused', async () => {
    for (const name of ['limit=1', 'keyword=a', 'type=concert', 'country=DE', 'sort=time']) {
      expectRefused(await get(`/v1/events?${name}&${name}`), { pointer: `?${name.split('=')[0]}` });
    }
    expectRefused(await get('/v1/locations?organised=true&organised=false'), { pointer: '?organised' });
    expectRefused(await get('/v1/bookings?userId=a&userId=b'), { pointer: '?userId' });
  });

  it('with broken percent signs are refused', async () => {
    for (const query of ['keyword=%zz', 'keyword=%', 'keyword=%ff', '%zz=1', 'limit=1&keyword=%c3%28']) {
      expect(refusalOf(await get(`/v1/events?${query}`))).toEqual([400, 'validation-failed']);
    }
  });

  it('mean the same in any order', async () => {
    const first = await get(`/v1/events?limit=2&type=concert&locationId=${sale.location.id}`);
    const second = await get(`/v1/events?locationId=${sale.location.id}&type=concert&limit=2`);
    expect([second.status, second.body]).toEqual([200, first.body]);
  });

  it('take plus and %20 as the same space', async () => {
    const name = unique('blank space ');
    const { id } = await createEvent(sale.location.id, { name });
    await post(`/v1/events/${id}/publish`, {});
    for (const text of [name.replaceAll(' ', '+'), name.replaceAll(' ', '%20')]) {
      const found = async () => (await get<{ items: { id: string }[] }>(`/v1/events?keyword=${text}`)).body.items;
      await expect.poll(found).toMatchObject([{ id }]);
    }
  });
});

describe('cursors', () => {
  const lists = () => [
    '/v1/locations?',
    '/v1/locations?organised=true&',
    `/v1/locations/${sale.location.id}/events?`,
    '/v1/events?',
    '/v1/catalogue/events?',
    '/v1/catalogue/events?status=draft&',
    `/v1/events/${sale.event.id}/shows?`,
    `/v1/bookings?showId=${sale.show.id}&`,
    '/v1/bookings?userId=somebody&',
    `/v1/shows/${sale.show.id}/ledger?`,
    `/v1/shows/${sale.show.id}/waitlist?`,
    '/events?',
  ];

  it('that are broken are refused on every list', async () => {
    const random = Buffer.from(crypto.getRandomValues(new Uint8Array(48))).toString('base64url');
    const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const broken = [
      'x',
      'AAAA',
      random,
      encoded({}),
      encoded([]),
      encoded(null),
      encoded(['by-name', 'a', 'b']),
      encoded({ __proto__: null, after: 'x' }),
      '%00',
      '..',
      '-1',
      'é',
      `${'A'.repeat(1999)}=`,
    ];
    for (const list of lists()) {
      for (const cursor of broken) {
        const answer = await get(`${list}cursor=${encodeURIComponent(cursor)}`);
        expect([list, cursor, ...refusalOf(answer)]).toEqual([list, cursor, 400, 'validation-failed']);
        expect(problemOf(answer).errors?.map(({ pointer }) => pointer)).toEqual(['?cursor']);
      }
      for (const cursor of ['', 'A'.repeat(2200)]) {
        const answer = await get(`${list}cursor=${cursor}`);
        expect([list, ...refusalOf(answer)]).toEqual([list, 400, 'validation-failed']);
      }
    }
  });

  it('of another list, or cut short, are refused', async () => {
    for (let n = 0; n < 3; n += 1) {
      await hold(sale.show.id);
      await createLocation();
    }
    const first = async (path: string) => (await get<{ next: string | null }>(path)).body.next ?? '';
    const cursors = {
      locations: await first('/v1/locations?limit=1'),
      bookings: await first(`/v1/bookings?showId=${sale.show.id}&limit=1`),
      ledger: await first(`/v1/shows/${sale.show.id}/ledger?limit=1`),
    };
    const other = await openSale();
    for (const [path, cursor] of [
      ['/v1/locations?', cursors.bookings],
      ['/v1/locations?organised=true&', cursors.locations],
      [`/v1/bookings?showId=${other.show.id}&`, cursors.bookings],
      [`/v1/bookings?showId=${sale.show.id}&`, cursors.locations],
      [`/v1/shows/${sale.show.id}/ledger?`, cursors.bookings],
      ['/v1/events?', cursors.locations],
      ['/v1/locations?', cursors.locations.slice(0, -2)],
      ['/v1/locations?', cursors.locations.slice(2)],
      [`/v1/bookings?showId=${sale.show.id}&`, cursors.bookings.slice(0, -2)],
    ] as const) {
      expect(cursor).not.toBe('');
      const answer = await get(`${path}cursor=${encodeURIComponent(cursor)}`);
      expect([path, cursor, ...refusalOf(answer)]).toEqual([path, cursor, 400, 'validation-failed']);
    }
  });
});

it.each(['0x10', '1e1', '%205', '%2B5', '05'])('a query string takes no number written as %s', async (limit) => {
  const answer = await get(`/v1/events?limit=${limit}`);
  expect(refusalOf(answer)).toEqual([400, 'validation-failed']);
  expect(answer.body).toMatchObject({ errors: [{ pointer: '?limit' }] });
});
