import type { EventHit, Location } from '@myevents/contracts';
import { touch } from '@myevents/http-kit';
import type { FastifyPluginAsync } from 'fastify';
import type { ApiClient } from '../api-client.ts';
import { html } from '../pages/html.ts';

/** https://www.sitemaps.org/protocol.html allows 50,000 in a file; this many pages of the list are read for one. */
const addressesMax = 5000;
const pageSize = 100;
const schema = { hide: true } as const;

export interface SitemapOptions {
  readonly api: ApiClient;
  readonly originOf: () => string;
}

interface Page<Item> {
  readonly items: readonly Item[];
  readonly next: string | null;
}

/** `/sitemap.xml` with the next events and the places they are at, and `/robots.txt`, which points at it. */
export const sitemapRoutes: FastifyPluginAsync<SitemapOptions> = async (app, { api, originOf }) => {
  app.get('/robots.txt', { schema }, async (_request, reply) =>
    reply
      .type('text/plain; charset=utf-8')
      .header('cache-control', 'public, max-age=3600')
      .send(
        `User-agent: *\nDisallow: /v1/\nDisallow: /checkout/\nDisallow: /wait/\nDisallow: /bookings\nDisallow: /organize\nSitemap: ${originOf()}/sitemap.xml\n`,
      ),
  );
  app.get('/sitemap.xml', { schema }, async (_request, reply) => {
    const [events, locations] = await Promise.all([
      readAll<EventHit>(api, '/v1/events?sort=time'),
      readAll<Location>(api, '/v1/locations?organised=true'),
    ]);
    const origin = originOf();
    const fixed = ['/', '/search', '/map', '/locations'].map((path) => toUrl(`${origin}${path}`));
    const paths = [
      ...events.map((event) => toUrl(`${origin}/e/${toEventParam(event)}`, event.updatedAt)),
      ...locations.map(({ id, updatedAt }) => toUrl(`${origin}/locations/${id}`, updatedAt)),
    ];
    touch(reply, [{ stream: 'catalogue' }, { stream: 'search' }]);
    return reply
      .type('application/xml; charset=utf-8')
      .header('cache-control', 'public, max-age=600')
      .send(
        `<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n${[...fixed, ...paths].join('\n')}\n</urlset>\n`,
      );
  });
};

function toUrl(address: string, changedAt?: string): string {
  const changed = changedAt === undefined ? html`` : html`<lastmod>${changedAt}</lastmod>`;
  return html`<url><loc>${address}</loc>${changed}</url>`.text;
}

async function readAll<Item>(api: ApiClient, path: string): Promise<readonly Item[]> {
  const items: Item[] = [];
  let cursor: string | null = '';
  while (cursor !== null && items.length < addressesMax) {
    const more: string = cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`;
    const { status, json } = await api({ method: 'GET', path: `${path}&limit=${pageSize}${more}` });
    if (status !== 200) break;
    const page = json as Page<Item>;
    items.push(...page.items);
    cursor = page.next;
  }
  return items;
}

/** As the web app writes an event's address: the slug is for people, the id decides. */
function toEventParam({ id, name }: { readonly id: string; readonly name: string }): string {
  const slug = name
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 60);
  return slug === '' ? id : `${slug}-${id}`;
}
