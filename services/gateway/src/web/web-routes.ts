import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { touch } from '@myevents/http-kit';
import type { Clock } from '@myevents/ports';
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import type { ApiClient } from '../api-client.ts';
import { toFrame } from './frame.ts';
import { chooseLanguage, type PageLanguage, pageLanguages } from './language.ts';
import { privatePages, publicPages, toPageUrl } from './page-paths.ts';
import { toPagePolicy } from './page-security.ts';
import type { RenderedPage } from './render-messages.ts';
import { createRenderer } from './renderer.ts';
import { sitemapRoutes } from './sitemap.ts';
import type { WebApp } from './web-app.ts';
import { webFiles } from './web-files.ts';

/** A page shows how many tickets are left, which its own stream brings up to date at once. */
const pageMsMax = 10_000;
const vary = 'accept-encoding, accept-language, cookie';
const schema = { hide: true } as const;
const config = { takesAnyQuery: true } as const;
/** The app has no page there. What is missing anywhere looks like this: nothing of its address reaches the page. */
const missingUrl = '/-';

export interface WebRoutesOptions {
  readonly web: WebApp;
  readonly api: ApiClient;
  readonly clock: Clock;
}

/** The web app: its files, its public pages as HTML with their data, the frame of the others, a page for what there is not. */
export const webRoutes: FastifyPluginAsync<WebRoutesOptions> = async (app, { web, api, clock }) => {
  const { clientFolder, serverModule, settings, rendering } = web;
  const template = await readFile(join(clientFolder, 'index.html'), 'utf8');
  const policy = toPagePolicy(template, settings);
  const frames = new Map(pageLanguages.map((language) => [language, toFrame(template, language, settings)]));
  const onFailure = (reason: string) => app.log.error({ reason }, 'a page was not rendered');
  const renderer = createRenderer({ serverModule, clientFolder, api, onFailure, limits: rendering });
  app.addHook('onClose', () => renderer[Symbol.asyncDispose]());
  const originOf = () => web.publicUrl ?? (app.server.listening ? app.listeningOrigin : 'http://localhost:8080');

  await app.register(webFiles, { folder: clientFolder });
  await app.register(sitemapRoutes, { api, clock, originOf });
  for (const url of Object.keys(publicPages)) app.get(url, { schema, config }, sendPublicPage);
  for (const url of privatePages) app.get(url, { schema, config }, sendPrivatePage);
  app.decorate('answerMissingPage', answerMissingPage);

  const render = (url: string, language: PageLanguage) =>
    renderer.render({ url, language, origin: originOf(), settings });

  async function sendPublicPage({ raw }: FastifyRequest, reply: FastifyReply) {
    const language = chooseLanguage(raw.url ?? '/', raw.rawHeaders);
    const path = toPath(raw.url);
    const page = await render(toPageUrl(path) ?? missingUrl, language);
    if (page?.status === 200 && page.isWhole) {
      touch(reply, [{ stream: 'catalogue' }, { stream: 'search' }], { expiresAtMs: clock.now() + pageMsMax });
      reply.header('cache-control', 'public, no-cache');
    } else reply.header('cache-control', 'no-store');
    return send(reply, page, language);
  }

  async function sendPrivatePage({ raw }: FastifyRequest, reply: FastifyReply) {
    const language = chooseLanguage(raw.url ?? '/', raw.rawHeaders);
    const [path = '/'] = toPath(raw.url).split('?', 1);
    return send(reply.header('cache-control', 'no-store'), await render(path, language), language);
  }

  const missing = new Map<PageLanguage, RenderedPage>();

  /** Browsers that ask for a page that is not there get one that says so; everybody else keeps the problem. */
  async function answerMissingPage({ method, raw, headers }: FastifyRequest, reply: FastifyReply): Promise<boolean> {
    const path = toPath(raw.url);
    if (method !== 'GET' || /^\/(?:v1|assets)\//.test(path) || !/\btext\/html\b/.test(headers.accept ?? ''))
      return false;
    const [page = ''] = path.split('?', 1);
    if (page.endsWith('/') && toPageUrl(page.slice(0, -1)) !== undefined) {
      await reply.redirect(page.slice(0, -1) + path.slice(page.length), 308);
      return true;
    }
    const language = chooseLanguage(path, raw.rawHeaders);
    const rendered = missing.get(language) ?? (await render(missingUrl, language));
    if (rendered !== undefined) missing.set(language, rendered);
    reply.code(404).header('cache-control', 'no-store');
    await send(reply, rendered, language);
    return true;
  }

  function send(reply: FastifyReply, page: RenderedPage | undefined, language: PageLanguage): FastifyReply {
    reply.type('text/html; charset=utf-8').header('content-security-policy', policy).header('vary', vary);
    return page === undefined ? reply.send(frames.get(language)) : reply.code(page.status).send(page.html);
  }
};

// For the whole app: what is missing anywhere is answered here too.
Object.assign(webRoutes, { [Symbol.for('skip-override')]: true });

/** Path and query, also where the whole address was sent, as proxies do (RFC 9112, 3.2.2). */
function toPath(url = '/'): string {
  const path = url.replace(/^https?:\/\/[^/?#]*/i, '');
  return path.startsWith('/') ? path : `/${path}`;
}
