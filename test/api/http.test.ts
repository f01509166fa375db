import { once } from 'node:events';
import { connect } from 'node:net';
import { brotliDecompressSync, gunzipSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { valuesOf } from './bodies.ts';
import {
  createEvent,
  createLocation,
  eventBody,
  hallOf,
  locationBody,
  openSale,
  type Sale,
  unique,
} from './catalogue.ts';
import { type Reference, readReference } from './documented.ts';
import { expectRefused } from './refused.ts';
import { hold, problemOf, refusalOf } from './sale.ts';
import { get, patch, post, send, url } from './subject.ts';

let reference: Reference;
let sale: Sale;
let bookingId: string;

beforeAll(async () => {
  reference = await readReference(url);
  sale = await openSale();
  ({ id: bookingId } = await hold(sale.show.id));
});

/** The path of a route with ids of things that are there. */
function pathOf(template: string): string {
  const ids: Readonly<Record<string, string>> = {
    locationId: sale.location.id,
    hallId: hallOf(sale.location),
    eventId: sale.event.id,
    showId: sale.show.id,
    bookingId,
    userId: 'nobody',
    id: sale.event.id,
    name: encodeURIComponent(sale.event.name),
    ticketId: 'tkt_01h455vb4pex5vsknk084sn02q',
    entryId: 'wtl_01h455vb4pex5vsknk084sn02q',
  };
  return template.replaceAll(/\{(\w+)\}/g, (_, name: string) => ids[name] ?? '');
}

describe('paths', () => {
  it.each([
    '/nope',
    '/v1',
    '/v1/',
    '/v1/nope',
    '/V1/events',
    '/v1/events/',
    '/v1//events',
    '//v1/events',
    '/v1/events/../locations',
    '/v1/events/%2e%2e/locations',
    '/v1/events/evt_01h455vb4pex5vsknk084sn02q/nope',
    '/v1/events/%00',
    '/v1/events/evt_01H455VB4PEX5VSKNK084SN02Q',
    '/v1/events/loc_01h455vb4pex5vsknk084sn02q',
    '/v1/events/constructor',
    '/v1/events/__proto__',
    '/v1/locations/evt_01h455vb4pex5vsknk084sn02q',
    '/v1/shows/12/availability',
    '/v1/shows/12/availability/stream',
    '/v1/bookings/12',
    '/v1/waitlist/12',
    '/docs/../package.json',
    '/docs/nope',
    '/problems/nope',
    '/.git/config',
    `/v1/events/${'x'.repeat(3000)}`,
  ])('%s is not there', async (path) => {
    expect(refusalOf(await get(path))).toEqual([404, 'not-found']);
  });

  it('with broken percent signs are refused', async () => {
    for (const path of ['/v1/events/%zz', '/v1/events/%', '/events/name/%ff', '/%', '/v1/users/%e4']) {
      const answer = await get(path);
      expect([400, 404]).toContain(answer.status);
    }
  });

  it('too long are refused', async () => {
    const answer = await get(`/v1/events?keyword=${'x'.repeat(9000)}`);
    expect(answer.status).toBe(414);
  });
});

describe('methods', () => {
  it('other than those of a path are refused, and those are told', async () => {
    for (const [template, item] of Object.entries(reference.document.paths)) {
      const allowed = new Set(Object.keys(item).map((method) => method.toUpperCase()));
      if (allowed.has('GET')) allowed.add('HEAD');
      for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'PROPFIND'].filter((one) => !allowed.has(one))) {
        const answer = await send({ method, path: pathOf(template) });
        const told = String(answer.headers['allow'])
          .split(', ')
          .filter((one) => one !== 'OPTIONS');
        expect([template, method, ...refusalOf(answer)]).toEqual([template, method, 405, 'method-not-allowed']);
        expect([template, new Set(told)]).toEqual([template, allowed]);
      }
    }
  });

  it('are told to who asks', async () => {
    const answer = await send({ method: 'OPTIONS', path: '/v1/events' });
    expect(answer.status).toBe(204);
    expect(String(answer.headers['allow']).split(', ')).toEqual(expect.arrayContaining(['GET', 'HEAD', 'POST']));
    expect((await send({ method: 'OPTIONS', path: '/nope' })).status).toBe(404);
  });

  it('HEAD answers as GET does, without a body', async () => {
    const heads = [
      `/v1/locations/${sale.location.id}`,
      `/v1/locations/${sale.location.id}/events`,
      `/v1/events?locationId=${sale.location.id}`,
      `/v1/events/${sale.event.id}`,
      `/v1/events/${sale.event.id}/shows`,
      `/v1/shows/${sale.show.id}`,
      `/v1/shows/${sale.show.id}/availability`,
      `/v1/bookings/${bookingId}`,
      '/openapi.json',
      '/healthz',
      '/metrics',
      '/docs',
    ];
    for (const path of heads) {
      const head = await send({ method: 'HEAD', path });
      const whole = await get(path);
      expect([path, head.status, head.bytes.length]).toEqual([path, 200, 0]);
      expect(head.headers['content-type']).toBe(whole.headers['content-type']);
      expect(head.headers['etag']).toBe(whole.headers['etag']);
    }
    const none = await send({ method: 'HEAD', path: '/v1/events/evt_01h455vb4pex5vsknk084sn02q' });
    expect([none.status, none.bytes.length]).toEqual([404, 0]);
  });
});

describe('query strings', () => {
  it('with an unknown parameter are refused on every route', async () => {
    for (const { path, method, operation } of reference.routes) {
      const schema = operation.requestBody?.content['application/json']?.schema;
      const [body] =
        schema === undefined ? [] : fc.sample(valuesOf(schema, reference.document), { numRuns: 1, seed: 7 });
      const answer = await send({ method, path: `${pathOf(path)}?unknownParameter=1`, ...(body ? { body } : {}) });
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
    `/v1/events/${sale.event.id}/shows?`,
    `/v1/bookings?showId=${sale.show.id}&`,
    '/v1/bookings?userId=somebody&',
    `/v1/shows/${sale.show.id}/ledger?`,
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

describe('bodies', () => {
  const postRaw = (raw: string | Buffer, headers: Readonly<Record<string, string>> = {}) =>
    send({ method: 'POST', path: '/v1/locations', raw, headers });

  it.each([
    ['cut short', '{"name":'],
    ['without quotes', '{name: "x"}'],
    ['with single quotes', "{'name': 'x'}"],
    ['with a comma too many', '{"name":"x",}'],
    ['with a comment', '{"name":"x"} // x'],
    ['with something behind it', '{}{}'],
    ['with a control character in a string', '{"name":"a\u0001b"}'],
    ['NaN', 'NaN'],
    ['that is a null character', '\u0000'],
    ['that is XML', '<location/>'],
    ['with a leading zero', '{"a":01}'],
    ['that is broken UTF-8', Buffer.from([0x22, 0xff, 0xfe, 0x22])],
    ['that is half a character', Buffer.from([0x22, 0xc3, 0x22])],
    ['that is an encoded surrogate', Buffer.from([0x22, 0xed, 0xa0, 0x80, 0x22])],
    ['that is UTF-16', Buffer.from('{}', 'utf16le')],
    ['very deep', '['.repeat(100_000)],
    ['very deep and whole', `${'['.repeat(50_000)}${']'.repeat(50_000)}`],
    ['very deep in objects', `${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}`],
    ['deeper than anything needs', JSON.stringify(Array.from({ length: 40 }).reduce<unknown>((inner) => [inner], 1))],
  ])('%s are no JSON for us', async (_what, raw) => {
    const answer = await postRaw(raw);
    expect(refusalOf(answer)).toEqual([400, 'malformed-json']);
    expect(problemOf(answer).detail).toMatch(/./);
  });

  it.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/xml',
    'application/jsonp',
    'application/json-patch+json',
    'application/vnd.api+json',
    'application/json; charset=latin1',
    'application/json; charset=utf-16',
    'json',
    '',
    '/',
  ])('of type %j are refused', async (type) => {
    expect(refusalOf(await postRaw('{}', { 'content-type': type }))).toEqual([415, 'unsupported-media-type']);
  });

  it.each([
    'application/json',
    'APPLICATION/JSON',
    'application/json; charset=utf-8',
    'application/json;charset="UTF-8"',
  ])('of type %s are taken', async (type) => {
    const answer = await postRaw(JSON.stringify(locationBody()), { 'content-type': type });
    expect(answer.status).toBe(201);
  });

  it('with a content coding are not taken for JSON', async () => {
    const answer = await postRaw(gzipSync(JSON.stringify(locationBody())), { 'content-encoding': 'gzip' });
    expect([400, 415]).toContain(answer.status);
  });

  it('over 256 KiB are refused, of that size not', async () => {
    const padded = (bytes: number) => {
      const body = JSON.stringify(locationBody());
      return body.padEnd(bytes, ' ');
    };
    expect((await postRaw(padded(256 * 1024))).status).toBe(201);
    expect(refusalOf(await postRaw(padded(256 * 1024 + 1)))).toEqual([413, 'body-too-large']);
    expect(refusalOf(await postRaw(padded(400 * 1024)))).toEqual([413, 'body-too-large']);
  });

  it('over 256 KiB in pieces without a length are refused too', async () => {
    const answer = await speak([
      'POST /v1/locations HTTP/1.1',
      'Host: x',
      'Content-Type: application/json',
      'Transfer-Encoding: chunked',
      '',
      ...Array.from({ length: 17 }, () => `4000\r\n${' '.repeat(0x4000)}`),
      '0',
      '',
      '',
    ]);
    expect(answer).toMatch(/^HTTP\/1\.1 413 /);
    expect(answer).toContain('"body-too-large"');
  });

  it('with __proto__ change nobody', async () => {
    const { location } = sale;
    for (const raw of [
      `{"__proto__":{"isAdmin":true},${JSON.stringify(eventBody(location.id)).slice(1)}`,
      JSON.stringify({ ...eventBody(location.id), metadata: {} }).replace('{}', '{"__proto__":"x"}'),
      JSON.stringify({ ...eventBody(location.id), constructor: { prototype: { isAdmin: true } } }),
    ]) {
      const answer = await send({ method: 'POST', path: '/v1/events', raw });
      expect(refusalOf(answer)).toEqual([400, 'validation-failed']);
      expect(problemOf(answer).errors?.[0]?.pointer).toMatch(/__proto__|constructor/);
    }
  });

  it('are not asked of DELETE, and GET does not mind one', async () => {
    const answer = await send({ method: 'DELETE', path: `/v1/bookings/${(await hold(sale.show.id)).id}`, body: {} });
    expect([200, 400]).toContain(answer.status);
    const got = await send({ method: 'GET', path: '/v1/events?limit=1', body: { x: 1 } });
    expect([200, 400]).toContain(got.status);
  });
});

/** Lines of HTTP as they are, and everything that comes back until the server hangs up or has answered. */
async function speak(lines: readonly string[]): Promise<string> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  let text = '';
  socket.on('data', (chunk: Buffer) => {
    text += chunk.toString();
    if (/\r\n\r\n.*[}>]$/s.test(text)) socket.end();
  });
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  socket.write(lines.join('\r\n'));
  await once(socket, 'close');
  return text;
}

describe('what is no HTTP', () => {
  it.each([
    ['garbage', ['GARBAGE', '', '']],
    ['another protocol', ['GET / SPDY/9', '', '']],
    ['a header without a colon', ['GET /v1/events HTTP/1.1', 'Host x', '', '']],
    ['two lengths', ['POST /v1/events HTTP/1.1', 'Host: x', 'Content-Length: 2', 'Content-Length: 3', '', '{}']],
    [
      'a length and pieces',
      ['POST /v1/events HTTP/1.1', 'Host: x', 'Content-Length: 2', 'Transfer-Encoding: chunked', '', '{}'],
    ],
  ])('is refused: %s', async (_what, lines) => {
    const answer = await speak(lines);
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    expect(answer).toContain('application/problem+json');
  });

  it('is refused: headers without end', async () => {
    const answer = await speak(['GET /v1/events HTTP/1.1', 'Host: x', `X-Long: ${'x'.repeat(40_000)}`, '', '']);
    expect(answer).toMatch(/^HTTP\/1\.1 431 /);
    expect(answer).toContain('application/problem+json');
  });
});

describe('answers', () => {
  it.each(['/openapi.json', '/docs'])('%s are compressed for who takes it', async (path) => {
    const plain = await get(path, { 'accept-encoding': 'identity' });
    expect(plain.headers['content-encoding']).toBeUndefined();
    for (const [coding, decompress] of [
      ['gzip', gunzipSync],
      ['br', brotliDecompressSync],
    ] as const) {
      const zipped = async () => (await get(path, { 'accept-encoding': coding })).headers['content-encoding'];
      await expect.poll(zipped).toBe(coding);
      const answer = await get(path, { 'accept-encoding': coding });
      expect(decompress(answer.bytes).equals(plain.bytes)).toBe(true);
      expect(answer.bytes.length).toBeLessThan(plain.bytes.length / 2);
      expect(answer.headers['vary']).toContain('accept-encoding');
      expect(answer.headers['etag']).not.toBe(plain.headers['etag']);
      const again = await get(path, { 'accept-encoding': coding, 'if-none-match': String(answer.headers['etag']) });
      expect([again.status, again.bytes.length]).toEqual([304, 0]);
    }
    const refused = await get(path, { 'accept-encoding': 'br;q=0, gzip;q=0' });
    expect(refused.headers['content-encoding']).toBeUndefined();
  });

  it('that were compressed have an ETag to edit with', async () => {
    const path = `/v1/events/${(await createEvent(sale.location.id, { description: 'word '.repeat(1500) })).id}`;
    const zipped = () => get(path, { 'accept-encoding': 'br' });
    await expect.poll(async () => (await zipped()).headers['content-encoding']).toBe('br');
    const etag = String((await zipped()).headers.etag);
    expect((await patch(path, { duration: 1 }, { 'if-match': etag })).status).toBe(200);
    expect((await patch(path, { duration: 2 }, { 'if-match': etag })).status).toBe(412);
  });

  it('of public resources have an ETag and are 304 until they change', async () => {
    for (const path of [
      `/v1/locations/${sale.location.id}`,
      `/v1/events/${sale.event.id}`,
      `/v1/shows/${sale.show.id}`,
      `/v1/events/${sale.event.id}/shows`,
      `/v1/locations/${sale.location.id}/events`,
    ]) {
      const first = await get(path);
      expect(first.headers['cache-control']).toContain('public');
      const etag = String(first.headers['etag']);
      expect([path, etag]).toEqual([path, expect.stringMatching(/^(W\/)?"/)]);
      expect([path, (await get(path, { 'if-none-match': etag })).status]).toEqual([path, 304]);
    }
  });

  it('about people are kept by no cache', async () => {
    for (const path of [`/v1/bookings/${bookingId}`, `/v1/bookings?showId=${sale.show.id}`, '/v1/users/nobody']) {
      expect(String((await get(path)).headers['cache-control'])).toContain('no-store');
    }
  });

  it('of failures are kept by no cache', async () => {
    for (const path of ['/nope', '/v1/events/evt_01h455vb4pex5vsknk084sn02q', '/v1/events?limit=0']) {
      expect((await get(path)).headers['cache-control']).toBe('no-store');
    }
  });

  it('tell no browser to guess, and carry an id of the request', async () => {
    for (const path of ['/', '/docs', `/v1/bookings/${bookingId}`, '/nope', '/healthz']) {
      const { headers } = await get(path);
      expect([path, headers['x-content-type-options']]).toEqual([path, 'nosniff']);
      expect([path, headers['x-powered-by']]).toEqual([path, undefined]);
    }
  });

  it('do not carry what services tell the gateway', async () => {
    for (const path of [
      `/v1/events/${sale.event.id}`,
      `/v1/shows/${sale.show.id}/availability`,
      `/v1/bookings/${bookingId}`,
    ]) {
      expect((await get(path)).headers).not.toHaveProperty('myevents-versions');
    }
    expect((await post('/v1/users', {})).headers).not.toHaveProperty('myevents-versions');
  });
});

it('says how it is, and counts what it does', async () => {
  expect((await get('/healthz')).status).toBe(200);
  expect((await get('/readyz')).body).toMatchObject({ status: 'ready' });
  const { bytes, headers } = await get('/metrics');
  expect(headers['content-type']).toMatch(/^text\/plain|^application\/openmetrics-text/);
  const text = bytes.toString();
  for (const name of ['myevents_inventory_drift', 'myevents_bookings_count', 'myevents_seats_per_booking']) {
    expect(text).toContain(name);
  }
  for (const id of [bookingId, sale.show.id, sale.event.id]) expect(text).not.toContain(id);
  const drifts = [...text.matchAll(/^myevents_inventory_drift(?:\{[^}]*\})? (\S+)/gm)].map(([, value]) => value);
  expect(drifts.every((drift) => drift === '0')).toBe(true);
});
