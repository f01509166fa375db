import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import { createEvent, openSale, type Sale } from './catalogue.ts';
import { type Reference, readReference } from './documented.ts';
import { pathOf } from './paths.ts';
import { hold, refusalOf } from './sale.ts';
import { speak } from './speak.ts';
import { get, patch, post, processes, send, url } from './subject.ts';

let reference: Reference;
let sale: Sale;
let bookingId: string;

beforeAll(async () => {
  reference = await readReference(url);
  sale = await openSale();
  ({ id: bookingId } = await hold(sale.show.id));
});

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
    const templates = Object.entries(reference.document.paths);
    for (const [template] of templates) {
      // `/v1/events/facets` is also an event by its id.
      const items = templates.filter(([other]) => toPattern(other).test(template)).map(([, item]) => item);
      const allowed = new Set(items.flatMap((item) => Object.keys(item)).map((method) => method.toUpperCase()));
      if (allowed.has('GET')) allowed.add('HEAD');
      for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'PROPFIND'].filter((one) => !allowed.has(one))) {
        const answer = await send({ method, path: pathOf(template, { sale, bookingId }) });
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
  const { headers } = await get('/metrics');
  expect(headers['content-type']).toMatch(/^text\/plain|^application\/openmetrics-text/);
  const pages = await Promise.all(processes.map(async (process) => (await fetch(`${process}/metrics`)).text()));
  const text = pages.join('\n');
  for (const name of ['myevents_inventory_drift', 'myevents_bookings_count', 'myevents_seats_per_booking']) {
    expect(text).toContain(name);
  }
  for (const id of [bookingId, sale.show.id, sale.event.id]) expect(text).not.toContain(id);
  const drifts = [...text.matchAll(/^myevents_inventory_drift(?:\{[^}]*\})? (\S+)/gm)].map(([, value]) => value);
  expect(drifts.every((drift) => drift === '0')).toBe(true);
});

function toPattern(template: string): RegExp {
  return new RegExp(`^${template.replaceAll('.', '\\.').replaceAll(/\{\w+\}/g, '[^/]+')}$`);
}
