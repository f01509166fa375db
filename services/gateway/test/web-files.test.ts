import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { script } from './fake-web-app.ts';
import { type Ask, ask } from './listening.ts';
import { openWebGateway, type WebGateway } from './web-gateway.ts';

let gateway: WebGateway;

beforeEach(async () => {
  gateway = await openWebGateway();
});
afterEach(() => gateway[Symbol.asyncDispose]());

const get = (path: string, headers: Ask['headers'] = {}) => ask(gateway.app, path, { headers });

it('sends files with a hash in their name compressed ahead, for ever', async () => {
  const plain = await get('/assets/index-1.js');
  expect(plain.body.toString()).toBe(script);
  expect(plain.headers).toMatchObject({
    'cache-control': 'public, max-age=31536000, immutable',
    'content-type': expect.stringMatching(/^(?:text|application)\/javascript/),
    'x-content-type-options': 'nosniff',
  });
  const br = await get('/assets/index-1.js', { 'accept-encoding': 'gzip, deflate, br' });
  expect([br.headers['content-encoding'], brotliDecompressSync(br.body).toString()]).toEqual(['br', script]);
  const gzip = await get('/assets/index-1.js', { 'accept-encoding': 'gzip' });
  expect([gzip.headers['content-encoding'], gunzipSync(gzip.body).toString()]).toEqual(['gzip', script]);
  for (const { headers } of [plain, br, gzip]) expect(headers.vary?.toLowerCase()).toContain('accept-encoding');
  expect((await get('/assets/plain-1.css', { 'accept-encoding': 'br' })).body.toString()).toContain('color');
});

it('checks the files without a hash each time', async () => {
  const { headers, status } = await get('/service-worker.js?v=1');
  expect([status, headers['cache-control']]).toEqual([200, 'no-cache']);
  expect((await get('/service-worker.js', { 'if-none-match': String(headers.etag) })).status).toBe(304);
});

it.each([
  '/assets/../index.html',
  '/assets/../../secret.txt',
  '/assets/..%2f..%2fsecret.txt',
  '/assets/%2e%2e/%2e%2e/secret.txt',
  '/assets/..%5c..%5csecret.txt',
  '/assets//etc/passwd',
  '/assets/%00',
  '/assets/index-1.js%00.css',
  '/assets/',
  '/assets/.vite/manifest.json',
  '/.vite/manifest.json',
])('does not let %s out', async (path) => {
  const answer = await get(path, { accept: 'text/html' });
  expect(answer.status).toBe(404);
  expect(answer.body.toString()).not.toMatch(/nobody may read|root:|isEntry|page-data/);
  expect(answer.headers['cache-control'] ?? '').not.toContain('immutable');
});

it('says that a missing file is missing, and which methods there are', async () => {
  const answer = await get('/assets/index-0.js');
  expect([answer.status, answer.headers['content-type']]).toEqual([404, 'application/problem+json; charset=utf-8']);
  const posted = await ask(gateway.app, '/assets/index-1.js', { method: 'POST' });
  expect(posted.status).toBe(405);
});

it('serves pages on when its folder is gone', async () => {
  expect((await get('/search')).status).toBe(200);
  await rm(join(gateway.made.folder), { recursive: true });
  expect((await get('/map')).status).toBe(200);
  expect((await get('/assets/index-1.js')).status).toBe(404);
  expect((await get('/icon.svg')).status).toBe(404);
});

it('names the next events in a sitemap, made once for many who ask', async () => {
  const answers = await Promise.all(Array.from({ length: 20 }, () => get('/sitemap.xml')));
  for (const { status, headers, body } of answers) {
    expect([status, headers['content-type']]).toEqual([200, 'application/xml; charset=utf-8']);
    expect(body.toString()).toContain('<loc>https://tickets.example/e/zauberflote-co-evt_1</loc>');
  }
  expect(gateway.api.lists).toBe(1);
  gateway.clock.time += 600_000;
  await get('/sitemap.xml');
  expect(gateway.api.lists).toBe(2);
});

it('sends no half of a sitemap', async () => {
  gateway.api.status = 503;
  expect((await get('/sitemap.xml')).status).toBe(503);
  gateway.api.status = 200;
  expect((await get('/sitemap.xml')).status).toBe(200);
});

it('tells robots where the sitemap is and what is nobody else’s', async () => {
  const text = (await get('/robots.txt')).body.toString();
  expect(text).toContain('Sitemap: https://tickets.example/sitemap.xml');
  for (const path of ['/v1/', '/checkout/', '/wait/', '/bookings', '/organize'])
    expect(text).toContain(`Disallow: ${path}\n`);
});
