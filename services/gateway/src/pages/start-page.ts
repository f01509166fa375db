import type { EventHit } from '@myevents/contracts';
import { currencyDigitsOf } from '@myevents/contracts';
import { touch } from '@myevents/http-kit';
import type { Clock } from '@myevents/ports';
import type { FastifyPluginAsync } from 'fastify';
import type { ApiClient } from '../api-client.ts';
import { type Html, html, toPage } from './html.ts';

const shownMax = 12;

export interface StartPageOptions {
  readonly api: ApiClient;
  readonly clock: Clock;
}

/** `/`: what this is, what is on, and how to try it. */
export const startPage: FastifyPluginAsync<StartPageOptions> = async (app, { api, clock }) => {
  app.get('/', { schema: { hide: true }, config: { takesAnyQuery: true } }, async (_request, reply) => {
    const from = new Date(clock.now()).toISOString();
    const { status, json } = await api({
      method: 'GET',
      path: `/v1/events?sort=time&limit=${shownMax}&startTime=${encodeURIComponent(from)}`,
    });
    const events = status === 200 ? (json as { readonly items: readonly EventHit[] }).items : [];
    touch(reply, [{ stream: 'catalogue' }, { stream: 'search' }]);
    return reply
      .header('cache-control', status === 200 ? 'public, max-age=10' : 'no-store')
      .type('text/html; charset=utf-8')
      .send(render(events, app.server.listening ? app.listeningOrigin : 'http://localhost:8080'));
  });
};

function render(events: readonly EventHit[], origin: string): string {
  const nextShow = events.find((event) => event.nextShow !== undefined)?.nextShow?.id ?? 'shw_…';
  return toPage(
    'MyEvents',
    html`<main class="start"><h1>MyEvents</h1>
<p class="lead">Tickets for concerts, carnivals, circuses and more: nothing oversold, nothing lost, first come first served.</p>
<ul class="links"><li><a href="/docs">API reference</a></li><li><a href="/openapi.json">OpenAPI</a></li>
<li><a href="/asyncapi.json">AsyncAPI</a></li><li><a href="/readyz">Health</a></li><li><a href="/metrics">Metrics</a></li></ul>
<h2>Coming up</h2>
${events.length === 0 ? html`<p class="soft">Nothing is planned yet. <a href="/docs#tag-events">Create an event.</a></p>` : html`<ul class="events">${events.map(renderEvent)}</ul>`}
<h2>Try it</h2>
<pre><code>${renderExamples(origin, nextShow)}</code></pre></main>`,
  );
}

function renderEvent({ id, name, location, nextShow, firstStartsAt, priceFrom }: EventHit): Html {
  const startsAt = nextShow?.startsAt ?? firstStartsAt;
  const place = location === undefined ? '' : `${location.name}, ${location.address.city}`;
  return html`<li><b><a href="/v1/events/${id}">${name}</a></b><span>${toLocalTime(startsAt, location?.timeZone)}</span>
<span class="soft">${place}</span><span class="soft">${priceFrom === undefined ? '' : toPrice(priceFrom)}</span></li>`;
}

function toLocalTime(instant: string | undefined, timeZone = 'UTC'): string {
  if (instant === undefined) return '';
  const format = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short', timeZone });
  return `${format.format(new Date(instant))} (${timeZone})`;
}

function toPrice({ amount, currency }: { readonly amount: number; readonly currency: string }): string {
  if (amount === 0) return 'free';
  const digits = currencyDigitsOf(currency) ?? 2;
  return `from ${currency} ${(amount / 10 ** digits).toFixed(digits)}`;
}

function renderExamples(origin: string, showId: string): string {
  return `# what is on near a city
curl '${origin}/v1/events?latLong=52.5,13.4&radius=50km'

# how many tickets are left
curl ${origin}/v1/shows/${showId}/availability

# hold two for ten minutes, then pay
curl ${origin}/v1/shows/${showId}/bookings -H 'content-type: application/json' \\
  -d '{"userId":"me","name":"My Name","tickets":[{"tier":"regular","quantity":2}]}'
curl ${origin}/v1/bookings/bkg_…/payment -H 'content-type: application/json' \\
  -d '{"method":"test","token":"tok_ok"}'`;
}
