import { setTimeout as pause } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { createWorld } from '../crash/world.ts';
import { connectApi } from '../support/api.ts';
import { type Cluster, startCluster } from '../support/cluster.ts';
import { pairOfToday, takePair } from '../support/pairs.ts';
import type { ServerProcess } from '../support/server-process.ts';
import { startBalancer } from './balancer.ts';
import { startCustomers } from './customers.ts';

const pair = pairOfToday();

/** All gateways have found all processes again. */
async function untilSeen({ gateways, events, bookings }: Cluster): Promise<void> {
  const isSeen = async ({ url }: ServerProcess) => {
    const metrics = await (await fetch(`${url}/metrics`)).text();
    const up = [...metrics.matchAll(/^myevents_upstream_up\{[^}]*\} 1$/gm)];
    return up.length === events.length + bookings.length;
  };
  while (!(await Promise.all(gateways.map(isSeen))).every(Boolean)) await pause(50);
}

it(`restarts every process, one after the other, without a failed request that was safe to retry (${pair})`, async () => {
  await using place = takePair(pair);
  await using cluster = await startCluster({ settings: { ...place.settings, PAYMENT_URL: 'test:' } });
  const urls = cluster.gateways.map(({ url }) => url);
  const api = connectApi(urls);
  const arenas = await createWorld(api, { holdSeconds: 600 });
  const showId = arenas.at(-1)?.showId ?? '';
  await using balancer = await startBalancer(urls);
  const customers = startCustomers({ balancer, urls, showIds: [showId], tier: 'regular', count: 6 });
  const { experience } = customers;

  for (const server of cluster.all) {
    await untilSeen(cluster);
    expect(await server.stop(), server.output()).toBe(0);
    await server.start();
  }
  await untilSeen(cluster);
  await customers.stop();

  expect(experience.failures).toEqual([]);
  expect([...experience.answered.keys()].toSorted()).toEqual([
    'availability',
    'booking',
    'hold',
    'location',
    'long poll',
    'payment',
    'search',
    'show',
    'stream',
  ]);
  expect(cluster.output()).not.toContain('cut off');
  // What was repeated on the way had one effect.
  const { body } = await api.get(`/v1/shows/${showId}/availability`);
  const [tier] = body['tiers'] as readonly { readonly held: number; readonly booked: number }[];
  expect((tier?.held ?? 0) + (tier?.booked ?? 0)).toBe(experience.heldTickets.get(showId));
  api.close();
});
