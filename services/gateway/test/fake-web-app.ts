import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { touch } from '@myevents/http-kit';
import type { FastifyPluginAsync } from 'fastify';
import type { WebApp } from '../src/index.ts';

const template = `<!doctype html>
<html lang="en" dir="ltr">
  <head><!--head--><script>{ document.title = 'x'; }</script></head>
  <body><div id="app"><!--app--></div><!--data--><script type="module" src="/assets/index-1.js"></script></body>
</html>
`;

/** Says what it was asked for and how many it has made; some addresses make it fail in every way it can. */
const serverModule = `
let made = 0;
export async function render({ url, language, origin, template, fetch }) {
  const [path] = url.split('?');
  if (path === '/e/throws') throw new Error('no such luck');
  if (path === '/e/dies') process.exit(3);
  if (path === '/e/hangs') for (;;);
  if (path === '/e/waits') await fetch(new Request('http://api/v1/gate'));
  if (path === '/e/eats') for (const all = [];;) all.push(new Array(100000).fill(made));
  const answer = path === '/-' ? undefined : await fetch(new Request('http://api/v1/events'));
  made += 1;
  const said = JSON.stringify({ url, language, origin, made, api: answer?.status });
  const isThere = /^\\/($|search|map|locations|e\\/|bookings|organize|checkout)/.test(path);
  const filling = path === '/e/long' ? 'Lorem ipsum. '.repeat(500) : '';
  return { status: isThere ? 200 : 404, html: template.replace('<!--app-->', '<pre>' + said + '</pre>' + filling) };
}
`;

export const script = `export const words = '${'many words '.repeat(300)}';\n`;

export interface FakeWebApp extends AsyncDisposable {
  readonly web: WebApp;
  readonly folder: string;
}

/** A built web app in a folder of its own, as small as can be. */
export async function makeFakeWebApp(code = serverModule): Promise<FakeWebApp> {
  const folder = await mkdtemp(join(tmpdir(), 'web-app-'));
  const client = join(folder, 'client');
  await mkdir(join(client, 'assets'), { recursive: true });
  await mkdir(join(client, '.vite'));
  const files: Readonly<Record<string, string | Buffer>> = {
    'client/index.html': template,
    'client/.vite/manifest.json': '{}',
    'client/icon.svg': '<svg xmlns="http://www.w3.org/2000/svg"/>',
    'client/service-worker.js': 'self.skipWaiting();',
    'client/assets/index-1.js': script,
    'client/assets/index-1.js.br': brotliCompressSync(script),
    'client/assets/index-1.js.gz': gzipSync(script),
    'client/assets/plain-1.css': 'p { color: red }',
    'server.mjs': code,
    'secret.txt': 'nobody may read this',
  };
  for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), content);
  return {
    folder,
    web: {
      clientFolder: client,
      serverModule: pathToFileURL(join(folder, 'server.mjs')),
      publicUrl: 'https://tickets.example',
      settings: {},
    },
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
}

/** What the fake app said in a page. */
export interface Said {
  readonly url: string;
  readonly language: string;
  readonly origin: string;
  readonly made: number;
  readonly api: number;
}

export function saidIn(html: string): Said {
  const [, json = 'null'] = /<pre>(.*)<\/pre>/.exec(html) ?? [];
  return JSON.parse(json);
}

/** The API as far as the fake pages ask it. */
export class FakeApi {
  status = 200;
  lists = 0;
  /** Resolved: `/v1/gate` answers. */
  gate: Promise<void> = Promise.resolve();

  readonly plugin: FastifyPluginAsync = async (app) => {
    app.get('/v1/gate', async () => {
      await this.gate;
      return {};
    });
    const schema = { querystring: { type: 'object', properties: {}, additionalProperties: true } };
    app.get('/v1/events', { schema }, async (_request, reply) => {
      this.lists += 1;
      if (this.status !== 200) return reply.code(this.status).send({ code: 'overloaded', title: 'No' });
      touch(reply, [{ stream: 'catalogue' }]);
      const event = { id: 'evt_1', name: 'Zauberflöte & <Co>', updatedAt: '2027-01-01T00:00:00.000Z' };
      return reply.header('cache-control', 'public, max-age=5').send({ items: [event], next: null });
    });
    app.get('/v1/locations', { schema }, async () => ({ items: [], next: null }));
    app.post('/v1/events/writes', async (_request, reply) => {
      touch(reply, [{ stream: 'event/evt_1', version: 2 }]);
      return {};
    });
  };
}
