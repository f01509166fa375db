import { describe, expect, it } from 'vitest';
import { createWorld, untilOnSale } from '../crash/world.ts';
import { connectApi } from '../support/api.ts';
import { startCluster } from '../support/cluster.ts';
import { pairNames, takePair } from '../support/pairs.ts';

const capacity = 60;

describe.each(pairNames)('two Booking Service processes on the same show, asked by turns, on %s', (pair) => {
  it('sell every ticket once, refuse only when all are taken, and tell each other’s waiters', async () => {
    await using place = takePair(pair);
    await using cluster = await startCluster({
      settings: { ...place.settings },
      size: { gateways: 1, events: 1, bookings: 2 },
    });
    const organizer = connectApi(cluster.gateways.map(({ url }) => url));
    const [arena] = await createWorld(organizer, { holdSeconds: 600 });
    const { showId } = arena ?? { showId: '' };
    const processes = cluster.bookings.map(({ url }) => connectApi(url));
    for (const api of processes) await untilOnSale(api, showId);
    const [one = organizer, other = organizer] = processes;

    let asked = 0;
    const ids: string[] = [];
    const refusals = new Set<unknown>();
    /** 503 is no refusal: it asks to repeat, with the same key. */
    async function buy(): Promise<void> {
      asked += 1;
      const userId = `user-${asked}`;
      const order = { userId, name: userId, tickets: [{ tier: 'regular', quantity: 1 }] };
      for (;;) {
        const api = asked % 2 === 0 ? one : other;
        const { status, body } = await api.post(`/v1/shows/${showId}/bookings`, order, userId);
        if (status === 503) continue;
        if (status === 201) ids.push(String(body['id']));
        else refusals.add(body['code']);
        return;
      }
    }
    await Promise.all(
      Array.from({ length: 8 }, async () => {
        while (asked < capacity + 20) await buy();
      }),
    );
    expect(ids.length).toBe(capacity);
    expect(new Set(ids).size).toBe(capacity);
    expect([...refusals]).toEqual(['tickets-unavailable']);

    const entry = await other.post(`/v1/shows/${showId}/waitlist`, {
      userId: 'waiter',
      name: 'Waiter',
      tickets: [{ tier: 'regular', quantity: 1 }],
    });
    expect(entry.status).toBe(201);
    const polling = other.get(`/v1/waitlist/${String(entry.body['id'])}?wait=25`);
    expect((await one.delete(`/v1/bookings/${ids[0]}`)).status).toBe(200);
    expect((await polling).body['status']).toBe('offered');
    for (const api of [organizer, ...processes]) api.close();
  });
});
