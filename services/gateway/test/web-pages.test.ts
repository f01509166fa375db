import { createHash } from 'node:crypto';
import { brotliDecompressSync } from 'node:zlib';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { WebApp } from '../src/index.ts';
import { toPagePolicy } from '../src/web/page-security.ts';
import { type Said, saidIn } from './fake-web-app.ts';
import { type Ask, ask, type Answer as Bytes } from './listening.ts';
import { openWebGateway, type WebGateway } from './web-gateway.ts';

let gateway: WebGateway;

beforeEach(async () => {
  gateway = await openWebGateway();
});
afterEach(() => gateway[Symbol.asyncDispose]());

async function reopen(changes: Partial<WebApp>): Promise<void> {
  await gateway[Symbol.asyncDispose]();
  gateway = await openWebGateway(changes);
}

const get = (path: string, headers: Ask['headers'] = {}) => ask(gateway.app, path, { headers });
const said = ({ body }: Bytes): Said => saidIn(body.toString('utf8'));
const browser = { accept: 'text/html,*/*;q=0.8' };

it('renders a public page once for all who read its language', async () => {
  const first = await get('/e/ring-evt_1', { 'accept-language': 'de-AT' });
  const second = await get('/e/ring-evt_1', { cookie: 'lang=de', 'accept-language': 'ja' });
  expect(first.status).toBe(200);
  expect(second.body).toEqual(first.body);
  expect(said(first)).toMatchObject({ url: '/e/ring-evt_1', language: 'de', origin: 'https://tickets.example' });
  for (const { headers } of [first, second]) {
    expect(headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'public, no-cache',
      vary: 'accept-encoding, accept-language, cookie',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'same-origin',
    });
    expect(headers).not.toHaveProperty('myevents-versions');
    expect(headers['content-security-policy']).toMatch(/script-src 'self' 'sha256-[\w+/=]+';/);
  }
  const other = await get('/e/ring-evt_1?lang=ja', { cookie: 'lang=de' });
  expect(said(other)).toMatchObject({ language: 'ja', made: said(first).made + 1 });
  expect((await get('/e/ring-evt_1', { cookie: 'lang=de' })).body).toEqual(first.body);
});

it('shows strangers nothing of what another has sent', async () => {
  const evil = {
    host: 'evil.example',
    'x-forwarded-host': 'evil.example',
    cookie: 'session=secret',
    referer: '/secret',
  };
  const first = await get('/?utm_source=evil&session=secret', evil);
  expect(first.body.toString()).not.toMatch(/evil|secret/);
  expect((await get('/')).body).toEqual(first.body);
  const found = await get('/search?fbclid=secret&keyword=jazz', evil);
  expect(said(found)).toMatchObject({ url: '/search?keyword=jazz', origin: 'https://tickets.example' });
  expect((await get('/search?keyword=jazz&gclid=2')).body).toEqual(found.body);
});

it('makes one page however many junk addresses lead to it', async () => {
  for (let junk = 0; junk < 30; junk += 1) await get(`/e/ring-evt_1?junk=${junk}`);
  expect(said(await get('/e/ring-evt_1')).made).toBe(1);
});

it('makes a page anew after a change, after ten seconds, and when the bus was away', async () => {
  const made = async () => said(await get('/search')).made;
  expect([await made(), await made()]).toEqual([1, 1]);
  await gateway.bus.send('catalogue', 'event/evt_1', { id: 'evt_1', version: 3 });
  expect([await made(), await made()]).toEqual([2, 2]);
  await ask(gateway.app, '/v1/events/writes', { method: 'POST' });
  expect([await made(), await made()]).toEqual([3, 3]);
  gateway.clock.time += 9999;
  expect(await made()).toBe(3);
  gateway.clock.time += 1;
  expect(await made()).toBe(4);
  gateway.bus.reconnect();
  expect(await made()).toBe(5);
});

it('answers 304 to who has the page, and the head alone to HEAD', async () => {
  const { headers, body } = await get('/map');
  const held = await get('/map', { 'if-none-match': headers.etag ?? '' });
  expect([held.status, held.body.length]).toEqual([304, 0]);
  expect(held.headers).toMatchObject({ etag: headers.etag, vary: headers.vary });
  const head = await ask(gateway.app, '/map', { method: 'HEAD' });
  expect([head.status, head.body.length, head.headers['content-length']]).toEqual([200, 0, String(body.length)]);
  const first = await ask(gateway.app, '/locations', { method: 'HEAD' });
  expect([first.status, first.body.length]).toEqual([200, 0]);
  const other = await get('/map?lang=ja', { 'if-none-match': headers.etag ?? '' });
  expect([other.status, said(other).language]).toEqual([200, 'ja']);
});

it('sends a page compressed from the first reader on', async () => {
  const accept = { 'accept-encoding': 'gzip, deflate, br, zstd' };
  const [first, second, plain] = [await get('/e/long', accept), await get('/e/long', accept), await get('/e/long')];
  expect(first.headers).toMatchObject({ 'content-encoding': 'br', vary: 'accept-encoding, accept-language, cookie' });
  expect(first.headers['content-length']).toBe(String(first.body.length));
  expect(second.body).toEqual(first.body);
  expect(second.headers.etag).toBe(first.headers.etag);
  expect(brotliDecompressSync(first.body)).toEqual(plain.body);
  expect([plain.headers['content-encoding'], plain.headers.etag === first.headers.etag]).toEqual([undefined, false]);
  gateway.bus.reconnect();
  const head = await ask(gateway.app, '/e/long', { method: 'HEAD', headers: accept });
  expect([head.status, head.body.length]).toEqual([200, 0]);
});

it.each(['/bookings', '/bookings/bkg_1?token=secret', '/organize', '/organize/shows/shw_1', '/checkout/bkg_1'])(
  'keeps nothing of the private page %s',
  async (path) => {
    const [first, second] = [await get(path), await get(path)];
    expect(first.headers['cache-control']).toBe('no-store');
    expect(said(second).made).toBe(said(first).made + 1);
    expect(first.body.toString()).not.toContain('secret');
  },
);

it('keeps no page for which the API did not answer', async () => {
  gateway.api.status = 503;
  const broken = await get('/search');
  expect([broken.status, broken.headers['cache-control'], said(broken).api]).toEqual([200, 'no-store', 503]);
  gateway.api.status = 200;
  expect(said(await get('/search')).api).toBe(200);
});

it('sends a frame when a page cannot be made, in its language and with all its protection', async () => {
  await reopen({
    settings: { mapTilesUrl: 'https://tiles.example/{z}/{x}/{y}.png', mapTilesAttribution: '</script>' },
  });
  const answer = await get('/e/throws', { cookie: 'lang=ar' });
  expect([answer.status, answer.headers['cache-control']]).toEqual([200, 'no-store']);
  expect(answer.headers['content-security-policy']).toContain("img-src 'self' data: blob: https://tiles.example;");
  const html = answer.body.toString();
  expect(html).toContain('<html lang="ar" dir="rtl">');
  expect(html).toContain('<title>MyEvents</title>');
  expect(html).toContain('<div id="app"></div>');
  const [, json = ''] = /<script type="application\/json" id="page-data">(.*?)<\/script>/.exec(html) ?? [];
  expect(JSON.parse(json)).toMatchObject({ language: 'ar', settings: { mapTilesAttribution: '</script>' } });
  // The next may be made.
  expect((await get('/e/other')).headers['cache-control']).toBe('public, no-cache');
});

it('goes on with frames and the API when the thread is gone', async () => {
  expect((await get('/e/dies')).status).toBe(200);
  const frame = await get('/search');
  expect([frame.status, frame.headers['cache-control']]).toEqual([200, 'no-store']);
  const missing = await get('/nothing', browser);
  expect([missing.status, missing.headers['cache-control']]).toEqual([404, 'no-store']);
  expect((await get('/v1/events')).status).toBe(200);
});

it('has one page for all that is missing, for browsers alone', async () => {
  const first = await get('/wp-login.php?x=<script>', browser);
  expect(first.status).toBe(404);
  expect(first.headers).toMatchObject({ 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' });
  expect(first.headers['content-security-policy']).toMatch(/script-src 'self' 'sha256-/);
  for (const path of ['/nothing', '//evil.example/search', '/e/a/b/c', '/%00', '/%2e%2e/secret.txt', '/search%2f']) {
    expect([path, (await get(path, browser)).body.equals(first.body)]).toEqual([path, true]);
  }
  expect(said(await get('/nothing', { ...browser, 'accept-language': 'de' })).language).toBe('de');
  for (const [path, headers] of [
    ['/nothing', {}],
    ['/v1/nothing', browser],
    ['/assets/index-0.js', browser],
  ] as const) {
    const answer = await get(path, headers);
    expect([answer.status, answer.headers['content-type']]).toEqual([404, 'application/problem+json; charset=utf-8']);
  }
});

it('takes no foreign address for its own', async () => {
  const absolute = await get('http://evil.example/search?keyword=jazz');
  expect(said(absolute)).toMatchObject({ url: '/search?keyword=jazz', origin: 'https://tickets.example' });
  expect(said(await get('/search?keyword=jazz')).made).toBe(said(absolute).made + 1);
  const encoded = await get('/%65/ring-evt_1');
  expect([encoded.status, encoded.headers['cache-control']]).toEqual([404, 'no-store']);
});

it('leads from a path with a slash too many to the page, never elsewhere', async () => {
  const answer = await get('/search/?keyword=jazz', browser);
  expect([answer.status, answer.headers.location]).toEqual([308, '/search?keyword=jazz']);
  expect((await get('//', browser)).headers.location).toBe('/');
  for (const path of ['//evil.example/', '/\\evil.example/', '/e//']) {
    expect([path, (await get(path, browser)).status]).toEqual([path, 404]);
  }
});

it('refuses an address that is too long, and other methods, on pages too', async () => {
  expect((await get(`/search?keyword=${'x'.repeat(9000)}`)).status).toBe(414);
  const answer = await ask(gateway.app, '/search', { method: 'POST' });
  expect([answer.status, answer.headers.allow]).toEqual([405, 'GET, HEAD, OPTIONS']);
});

it('lets scripts run from its own files and by the hashes of those in the template, and no others', () => {
  const template =
    '<script>one()</script><script data-entry="/a.js">two()</script><script type="module" src="/a.js"></script>';
  const policy = toPagePolicy(template, {});
  const hashes = ['one()', 'two()'].map((code) => createHash('sha256').update(code).digest('base64'));
  const [scripts] = /script-src[^;]*/.exec(policy) ?? [];
  expect(scripts).toBe(`script-src 'self' 'sha256-${hashes[0]}' 'sha256-${hashes[1]}'`);
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("frame-ancestors 'none'");
  expect(policy).toContain("base-uri 'none'");
});
