import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { ApiRequest } from '../src/api-client.ts';
import { createRenderer, type Renderer, type RendererLimits } from '../src/web/renderer.ts';
import { type FakeWebApp, makeFakeWebApp, saidIn } from './fake-web-app.ts';

const patience = { timeout: 30_000 };
const patient: RendererLimits = { pageMs: 30_000, startMs: 60_000, restMs: { first: 1, most: 1 } };

let made: FakeWebApp;
let renderer: Renderer;
let failures: string[];
/** Held back until it is opened. */
let gate: PromiseWithResolvers<void>;

beforeEach(async () => {
  failures = [];
  gate = Promise.withResolvers();
});
afterEach(async () => {
  gate.resolve();
  await renderer[Symbol.asyncDispose]();
  await made[Symbol.asyncDispose]();
});

async function begin(limits: RendererLimits = patient, code?: string): Promise<void> {
  made = await makeFakeWebApp(code);
  const { serverModule, clientFolder } = made.web;
  const api = async ({ path }: ApiRequest) => {
    if (path === '/v1/gate') await gate.promise;
    return { status: 200, headers: {}, json: {} };
  };
  renderer = createRenderer({ serverModule, clientFolder, api, onFailure: (reason) => failures.push(reason), limits });
}

const render = (url: string) =>
  renderer.render({ url, language: 'de', origin: 'https://tickets.example', settings: {} });

it('makes a page of what the API says', async () => {
  await begin();
  const page = await render('/search?keyword=jazz');
  expect(page).toMatchObject({ status: 200, isWhole: true });
  const said = { url: '/search?keyword=jazz', language: 'de', origin: 'https://tickets.example', api: 200 };
  expect(saidIn(page?.html ?? '')).toMatchObject(said);
});

it('tells why a page was not made, and makes the next', async () => {
  await begin();
  expect(await render('/e/throws')).toBeUndefined();
  expect(failures).toEqual([expect.stringContaining('no such luck')]);
  expect((await render('/e/a'))?.status).toBe(200);
});

it('begins again when its thread ends, and loses only what was in it', async () => {
  await begin();
  expect((await render('/e/a'))?.status).toBe(200);
  expect(await render('/e/dies')).toBeUndefined();
  const page = await vi.waitFor(async () => {
    const again = await render('/e/a');
    expect(again?.status).toBe(200);
    return again;
  }, patience);
  expect(saidIn(page?.html ?? '').made).toBe(1);
});

it('ends a thread that eats memory without bound', async () => {
  await begin();
  expect(await render('/e/eats')).toBeUndefined();
  expect(failures).toEqual([expect.stringContaining('memory')]);
  await vi.waitFor(async () => expect((await render('/e/a'))?.status).toBe(200), patience);
});

it('rests after a thread that makes no page, and asks no other meanwhile', async () => {
  await begin({ ...patient, restMs: { first: 600_000, most: 600_000 } }, `throw new Error('cannot be loaded');`);
  expect(await render('/e/a')).toBeUndefined();
  expect(failures).toEqual([expect.stringContaining('cannot be loaded')]);
  const more = await Promise.all(Array.from({ length: 200 }, () => render('/e/a')));
  expect(new Set(more)).toEqual(new Set([undefined]));
  expect(failures).toHaveLength(1);
});

it('gives up a page that comes too late, and lets go of what it waited for', async () => {
  await begin({ ...patient, pageMs: 300 });
  await vi.waitFor(async () => expect((await render('/e/a'))?.status).toBe(200), patience);
  expect(await render('/e/waits')).toBeUndefined();
  expect(failures).toContain('not rendered within 300 ms');
  // The same thread goes on, though the API has still not answered.
  const next = await vi.waitFor(async () => {
    const page = await render('/e/a');
    expect(page?.status).toBe(200);
    return page;
  }, patience);
  expect(saidIn(next?.html ?? '').made).toBeGreaterThan(1);
});

it('ends a thread that hangs, and begins another', async () => {
  await begin({ ...patient, pageMs: 300 });
  await vi.waitFor(async () => expect((await render('/e/a'))?.status).toBe(200), patience);
  expect(await render('/e/hangs')).toBeUndefined();
  await vi.waitFor(async () => expect((await render('/e/b'))?.status).toBe(200), patience);
  expect(failures).toContain('a page holds the thread');
});

it('takes so many at a time and no more', async () => {
  await begin();
  const slow = Array.from({ length: 64 }, () => render('/e/waits'));
  expect(await render('/e/a')).toBeUndefined();
  gate.resolve();
  const pages = await Promise.all(slow);
  expect(pages.map((page) => page?.status)).toEqual(Array.from({ length: 64 }, () => 200));
  expect((await render('/e/a'))?.status).toBe(200);
});

it('closes while a page hangs, and makes none afterwards', async () => {
  await begin();
  expect((await render('/e/a'))?.status).toBe(200);
  const hanging = render('/e/hangs');
  await renderer[Symbol.asyncDispose]();
  expect(await hanging).toBeUndefined();
  expect(await render('/e/a')).toBeUndefined();
});

it('closes where no page was ever made', async () => {
  await begin();
  await renderer[Symbol.asyncDispose]();
  expect(await render('/e/a')).toBeUndefined();
});
