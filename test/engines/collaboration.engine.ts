import { describe, expect, it } from 'vitest';
import { createWorld, untilOnSale } from '../crash/world.ts';
import { type Api, connectApi } from '../support/api.ts';
import { startCluster } from '../support/cluster.ts';
import { pairNames, takePair } from '../support/pairs.ts';
import { startServer } from '../support/server-process.ts';

async function sell(api: Api, showId: string, tier: string): Promise<void> {
  const userId = `user-${crypto.randomUUID()}`;
  const order = { userId, name: userId, tickets: [{ tier, quantity: 2 }] };
  const held = await api.post(`/v1/shows/${showId}/bookings`, order);
  expect(held.status, JSON.stringify(held.body)).toBe(201);
  const paid = await api.post(`/v1/bookings/${String(held.body['id'])}/payment`, { method: 'test', token: 'tok_ok' });
  expect(paid.status, JSON.stringify(paid.body)).toBe(200);
}

describe.each(pairNames)('event collaboration over %s', (pair) => {
  it('sells while the Event Service is down for the whole sale, and the Event Service hears of it afterwards', async () => {
    await using place = takePair(pair);
    await using cluster = await startCluster({
      settings: { ...place.settings },
      size: { gateways: 1, events: 1, bookings: 1 },
    });
    const api = connectApi(cluster.gateways.map(({ url }) => url));
    const [arena] = await createWorld(api, { holdSeconds: 60 });
    const { showId } = arena ?? { showId: '' };
    for (const server of cluster.events) await server.kill();
    for (let n = 0; n < 6; n += 1) await sell(api, showId, 'vip');
    const waiting = await api.post(`/v1/shows/${showId}/waitlist`, {
      userId: 'late',
      name: 'Late',
      tickets: [{ tier: 'vip', quantity: 1 }],
    });
    expect(waiting.status).toBe(201);
    for (const server of cluster.events) await server.start();
    // What was sold while it was away was kept for it: it refuses to make the tier smaller than that.
    await expect
      .poll(
        async () => {
          const answer = await fetch(`${cluster.gateways[0]?.url}/v1/shows/${showId}`, {
            method: 'PATCH',
            headers: { 'content-type': 'application/json' },
            body: JSON.stringify({
              tiers: [
                { id: 'regular', name: 'Regular', price: { amount: 1900, currency: 'EUR' }, capacity: 60 },
                { id: 'vip', name: 'VIP', price: { amount: 1900, currency: 'EUR' }, capacity: 11 },
              ],
            }),
          });
          return ((await answer.json()) as { readonly code?: string }).code;
        },
        { timeout: 60_000, interval: 500 },
      )
      .toBe('capacity-below-sold');
    api.close();
  });

  it('hands everything to a Booking Service that starts late, and again to one whose database is empty', async () => {
    await using place = takePair(pair);
    await using other = takePair(pair);
    const { settings } = place;
    await using events = await startServer({ settings: { ...settings, ROLE: 'events' } });
    const organizer = connectApi(events.url);
    const [arena] = await createWorld(organizer, { isSoldAlready: false });
    const { showId } = arena ?? { showId: '' };
    organizer.close();
    {
      await using late = await startServer({ settings: { ...settings, ROLE: 'bookings' } });
      const api = connectApi(late.url);
      await untilOnSale(api, showId);
      await sell(api, showId, 'regular');
      api.close();
      expect(await late.stop()).toBe(0);
    }
    const empty = { ...settings, STORE_URL: other.settings.STORE_URL };
    await using forgetful = await startServer({ settings: { ...empty, ROLE: 'bookings' } });
    const api = connectApi(forgetful.url);
    await untilOnSale(api, showId);
    await sell(api, showId, 'regular');
    api.close();
  });
});
