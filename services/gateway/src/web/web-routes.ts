import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import { touch } from '@myevents/http-kit';
import type { Clock } from '@myevents/ports';
import type { FastifyInstance, FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import type { ApiClient } from '../api-client.ts';
import { chooseLanguage, type PageLanguage } from './language.ts';
import { privatePages, publicPages } from './page-paths.ts';
import { toPagePolicy } from './page-security.ts';
import { createRenderer } from './renderer.ts';
import { sitemapRoutes } from './sitemap.ts';
import type { WebApp } from './web-app.ts';

/** A page shows how many tickets are left, which its own stream brings up to date at once. */
const pageMsMax = 10_000;
const vary = 'accept-encoding, accept-language, cookie';
const schema = { hide: true } as const;
const config = { takesAnyQuery: true } as const;

export interface WebRoutesOptions {
  readonly web: WebApp;
  readonly api: ApiClient;
  readonly clock: Clock;
}

/** The web app: its files, its public pages as HTML with their data, the frame of the others, a page for what there is not. */
export const webRoutes: FastifyPluginAsync<WebRoutesOptions> = async (app, { web, api, clock }) => {
  const { clientFolder, serverModule } = web;
  const template = await readFile(join(clientFolder, 'index.html'), 'utf8');
  const policy = toPagePolicy(template, web.settings);
  const onFailure = (reason: string) => app.log.error({ reason }, 'a page was not rendered');
  const renderer = createRenderer({ serverModule, clientFolder, api, onFailure });
  app.addHook('onClose', () => renderer[Symbol.asyncDispose]());
  const originOf = () => web.publicUrl ?? (app.server.listening ? app.listeningOrigin : 'http://localhost:8080');

  await serveFiles(app, clientFolder);
  await app.register(sitemapRoutes, { api, originOf });
  for (const url of publicPages) app.get(url, { schema, config }, (request, reply) => sendPage(request, reply, true));
  for (const url of privatePages) app.get(url, { schema, config }, (request, reply) => sendPage(request, reply, false));
  app.decorate('answerMissingPage', answerMissingPage);

  async function renderFor({ raw }: FastifyRequest) {
    const url = raw.url ?? '/';
    const language = chooseLanguage(url, raw.rawHeaders);
    return renderer.render({ url, language, origin: originOf(), settings: web.settings });
  }

  async function sendPage(request: FastifyRequest, reply: FastifyReply, isPublic: boolean) {
    const page = await renderFor(request);
    reply.type('text/html; charset=utf-8').header('content-security-policy', policy).header('vary', vary);
    if (page === undefined) {
      const language = chooseLanguage(request.raw.url ?? '/', request.raw.rawHeaders);
      return reply.header('cache-control', 'no-store').send(toFrame(template, language));
    }
    if (isPublic && page.status === 200) {
      touch(reply, [{ stream: 'catalogue' }, { stream: 'search' }], { expiresAtMs: clock.now() + pageMsMax });
      reply.header('cache-control', 'public, no-cache');
    } else reply.header('cache-control', 'no-store');
    return reply.code(page.status).send(page.html);
  }

  /** Browsers that ask for a page that is not there get one that says so; everybody else keeps the problem. */
  async function answerMissingPage(request: FastifyRequest, reply: FastifyReply): Promise<boolean> {
    const { method, url } = request.raw;
    if (method !== 'GET' || url?.startsWith('/v1/') || !/\btext\/html\b/.test(request.headers.accept ?? ''))
      return false;
    await sendPage(request, reply, false);
    return true;
  }
};

// For the whole app: what is missing anywhere is answered here too.
Object.assign(webRoutes, { [Symbol.for('skip-override')]: true });

/** A page without content: the browser does all of it. */
function toFrame(template: string, language: PageLanguage): string {
  return template.replace('<html lang="en"', `<html lang="${language}"`);
}

async function serveFiles(app: FastifyInstance, folder: string): Promise<void> {
  await app.register(fastifyStatic, {
    root: join(folder, 'assets'),
    prefix: '/assets/',
    preCompressed: true,
    immutable: true,
    maxAge: '365d',
    index: false,
    schemaHide: true,
  });
  const files = [
    'icon.svg',
    'icon-192.png',
    'icon-512.png',
    'preview.png',
    'manifest.webmanifest',
    'service-worker.js',
  ];
  for (const file of files) {
    app.get(`/${file}`, { schema, config }, (_request, reply) =>
      reply.header('cache-control', 'no-cache').sendFile(file, folder, { cacheControl: false }),
    );
  }
}
