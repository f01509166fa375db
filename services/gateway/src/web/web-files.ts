import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyPluginAsync } from 'fastify';

const files = ['icon.svg', 'icon-192.png', 'icon-512.png', 'preview.png', 'manifest.webmanifest', 'service-worker.js'];
const schema = { hide: true } as const;
const config = { takesAnyQuery: true } as const;

/** As the build writes them: names in one folder. Whatever else a path may say is not there. */
const assetPath = /^\/assets\/\w[\w.-]*$/;

/** The files of the built app: those with a hash in their name for ever, the few others checked each time. */
export const webFiles: FastifyPluginAsync<{ readonly folder: string }> = async (app, { folder }) => {
  app.addHook('onRequest', async ({ routeOptions, raw }, reply) => {
    if (routeOptions.url !== '/assets/*' || assetPath.test(raw.url?.split('?', 1)[0] ?? '')) return;
    reply.callNotFound();
    return reply;
  });
  await app.register(fastifyStatic, {
    root: join(folder, 'assets'),
    prefix: '/assets/',
    preCompressed: true,
    immutable: true,
    maxAge: '365d',
    index: false,
    schemaHide: true,
  });
  for (const file of files) {
    app.get(`/${file}`, { schema, config }, (_request, reply) =>
      reply.header('cache-control', 'no-cache').sendFile(file, folder, { cacheControl: false }),
    );
  }
};
