import type { EventHit, Location } from '@myevents/contracts';
import { toEventParam } from '@myevents/contracts/slug';
import { ProblemError } from '@myevents/http-kit';
import type { Clock } from '@myevents/ports';
import type { FastifyPluginAsync } from 'fastify';
import type { ApiClient } from '../api-client.ts';
import { html } from '../pages/html.ts';

/** https://www.sitemaps.org/protocol.html allows 50,000 in a file; this many pages of the list are read for one. */
const addressesMax = 5000;
const pageSize = 100;
/** Making one asks for many pages of lists: it is made that often at most, however often it is asked for. */
const keptMs = 600_000;
const schema = { hide: true } as const;

export interface SitemapOptions {
  readonly api: ApiClient;
  readonly clock: Clock;
  readonly originOf: () => string;
}

interface Page<Item> {
  readonly items: readonly Item[];
  readonly next: string | null;
}

/** `/sitemap.xml` with the next events and the places they are at, and `/robots.txt`, which points at it. */
export const sitemapRoutes: FastifyPluginAsync<SitemapOptions> = async (app, { api, clock, originOf }) => {
  app.get('/robots.txt', { schema }, async (_request, reply) =>
    reply
      .type('text/plain; charset=utf-8')
      .header('cache-control', 'public, max-age=3600')
      .send(
        `User-agent: *\nDisallow: /v1/\nDisallow: /checkout/\nDisallow: /wait/\nDisallow: /bookings\nDisallow: /organize\nSitemap: ${originOf()}/sitemap.xml\n`,
      ),
  );
  let kept: { readonly text: Promise<string>; readonly until: number } | undefined;
  app.get('/sitemap.xml', { schema }, async (_request, reply) => {
    if (kept === undefined || clock.now() >= kept.until) {
      const made = { text: writeSitemap(api, originOf()), until: clock.now() + keptMs };
      made.text.catch(() => {
        if (kept === made) kept = undefined;
      });
      kept = made;
    }
    return reply
      .type('application/xml; charset=utf-8')
      .header('cache-control', 'public, max-age=600')
      .send(await kept.text);
  });
};

async function writeSitemap(api: ApiClient, origin: string): Promise<string> {
  const [events, locations] = await Promise.all([
    readAll<EventHit>(api, '/v1/events?sort=time'),
    readAll<Location>(api, '/v1/locations?organised=true'),
  ]);
  const urls = [
    ...['/', '/search', '/map', '/locations'].map((path) => toUrl(`${origin}${path}`)),
    ...events.map((event) => toUrl(`${origin}/e/${toEventParam(event)}`, event.updatedAt)),
    ...locations.map(({ id, updatedAt }) => toUrl(`${origin}/locations/${id}`, updatedAt)),
  ];
  return `<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n${urls.join('\n')}\n</urlset>\n`;
}

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
    // Half a sitemap would tell search engines that the rest is gone.
    if (status !== 200) throw new ProblemError('overloaded');
    const page = json as Page<Item>;
    items.push(...page.items);
    cursor = page.next;
  }
  return items;
}
