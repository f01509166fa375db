import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { type Answer, type Api, connectApi } from '../support/api.ts';
import type { Balancer } from './balancer.ts';

/** What customers met, all of whose requests can be repeated safely. */
export interface Experience {
  /** By kind of request: how many were answered as they should be. */
  readonly answered: Map<string, number>;
  readonly failures: string[];
  readonly heldTickets: Map<string, number>;
}

export interface Customers {
  readonly experience: Experience;
  /** Resolves when each has finished what it was doing. */
  stop(): Promise<void>;
}

export interface CustomersOptions {
  readonly balancer: Balancer;
  readonly urls: readonly string[];
  readonly showIds: readonly string[];
  readonly tier: string;
  readonly count: number;
}

/** They look, search, hold, pay, wait for news and listen to the stream until they are stopped, each through the gateway it is given. */
export function startCustomers({ balancer, urls, showIds, tier, count }: CustomersOptions): Customers {
  const experience: Experience = { answered: new Map(), failures: [], heldTickets: new Map() };
  const apis = new Map(urls.map((url) => [url, connectApi(url)]));
  const stopping = new AbortController();

  async function attempt(kind: string, allowed: readonly number[], ask: (api: Api) => Promise<Answer>) {
    try {
      const answer = await ask(apis.get(balancer.next()) ?? connectApi(balancer.next()));
      if (allowed.includes(answer.status)) {
        experience.answered.set(kind, (experience.answered.get(kind) ?? 0) + 1);
        return answer;
      }
      experience.failures.push(`${kind}: ${answer.status} ${JSON.stringify(answer.body)}`);
    } catch (error) {
      experience.failures.push(`${kind}: ${String(error)}`);
    }
    return undefined;
  }

  async function buy(showId: string): Promise<void> {
    const body = { userId: randomUUID(), name: `Guest ${randomUUID()}`, tickets: [{ tier, quantity: 1 }] };
    const path = `/v1/shows/${showId}/bookings`;
    const held = await attempt('hold', [201], (api) => api.post(path, body, randomUUID()));
    if (held === undefined) return;
    experience.heldTickets.set(showId, (experience.heldTickets.get(showId) ?? 0) + 1);
    const booking = `/v1/bookings/${String(held.body['id'])}`;
    await attempt('booking', [200], (api) => api.get(booking));
    const order = { method: 'test', token: 'tok_ok' };
    await attempt('payment', [200], (api) => api.post(`${booking}/payment`, order, randomUUID()));
  }

  async function shop(showId: string): Promise<void> {
    while (!stopping.signal.aborted) {
      await attempt('show', [200], (api) => api.get(`/v1/shows/${showId}`));
      await attempt('availability', [200], (api) => api.get(`/v1/shows/${showId}/availability`));
      await attempt('search', [200], (api) => api.get(`/v1/events?limit=5&keyword=${randomUUID().slice(0, 2)}`));
      await buy(showId);
    }
  }

  async function organise(): Promise<void> {
    while (!stopping.signal.aborted) {
      const body = { name: 'Hall', address: { city: 'Bern', countryCode: 'CH' }, timeZone: 'Europe/Zurich', halls: [] };
      const halls = [{ name: 'Hall', capacity: 10 }];
      const made = await attempt('location', [201], (api) =>
        api.post('/v1/locations', { ...body, halls }, randomUUID()),
      );
      if (made) await attempt('location', [200], (api) => api.get(`/v1/locations/${String(made.body['id'])}`));
    }
  }

  async function poll(showId: string): Promise<void> {
    while (!stopping.signal.aborted) {
      const path = `/v1/shows/${showId}/availability?wait=5&after=1000000`;
      await attempt('long poll', [200], (api) => api.get(path));
    }
  }

  /** A stream may end; connecting again must not fail. */
  async function listen(showId: string): Promise<void> {
    while (!stopping.signal.aborted) {
      try {
        const stream = await fetch(`${balancer.next()}/v1/shows/${showId}/availability/stream`, {
          signal: stopping.signal,
        });
        if (stream.status !== 200 || stream.body === null) throw new Error(`status ${stream.status}`);
        for await (const _chunk of stream.body)
          experience.answered.set('stream', (experience.answered.get('stream') ?? 0) + 1);
      } catch (error) {
        if (!stopping.signal.aborted) experience.failures.push(`stream: ${String(error)}`);
      }
      await pause(10);
    }
  }

  const working = [
    ...Array.from({ length: count }, (_, n) => shop(showIds[n % showIds.length] ?? '')),
    organise(),
    ...showIds.flatMap((showId) => [poll(showId), listen(showId)]),
  ];
  return {
    experience,
    async stop() {
      stopping.abort();
      await Promise.all(working);
      for (const api of apis.values()) api.close();
    },
  };
}
