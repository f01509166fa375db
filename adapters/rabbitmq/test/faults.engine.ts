import { BusUnavailableError } from '@myevents/ports';
import { messageOf } from '@myevents/ports/contract';
import { describe, expect, it } from 'vitest';
import { brokerUrl, createPlace, prefixOf } from './broker.ts';
import { createHandled, startLoad } from './load.ts';
import { news, work, workers } from './messages.ts';
import { openRelay, type Relay } from './relay.ts';
import { until } from './until.ts';

const pauseMs = 20_000;

/** Publisher, member and listener reach the broker through the relay; `torment` gets it while they are busy. */
async function loadThrough(torment: (relay: Relay) => Promise<void>, delayMs = 0) {
  await using relay = await openRelay(brokerUrl, delayMs);
  await using place = createPlace();
  const url = new URL(relay.url);
  url.searchParams.set('prefix', prefixOf(place.url));
  const publisher = await place.open({ url: url.href });
  const consumer = await place.open({ url: url.href });
  const handled = createHandled();
  let reconnections = 0;
  await consumer.subscribe({ topics: [work], group: workers, handle: async (message) => handled.note(message) });
  await consumer.subscribe({ topics: [news], handle: async () => {}, onReconnect: () => (reconnections += 1) });
  const load = startLoad(publisher, 20);
  await until('the load runs', () => handled.count() > 100);
  await torment(relay);
  const before = load.total();
  await until('it is published again', () => load.total() > before + 100);
  await load.stop();
  await until('everything confirmed was handled', () => handled.missing(load.confirmed).length === 0);
  await until('the bus is healthy', () => publisher.health().ok && consumer.health().ok);
  await until('the listener knows that it may have missed something', () => reconnections > 0);
  return handled;
}

describe('RabbitMQ behind a bad network', () => {
  it('comes back after its connections were reset, again and again, and loses nothing it confirmed', async () => {
    const handled = await loadThrough(async (relay) => {
      for (let n = 0; n < 3; n += 1) {
        relay.reset();
        await until('all are connected again', () => relay.connections() === 4);
      }
    });
    expect(handled.count()).toBeGreaterThan(200);
  });

  it('bears a slow network, and its end', async () => {
    const handled = await loadThrough(async (relay) => {
      await relay.cut();
      await relay.mend();
    }, 40);
    expect(handled.count()).toBeGreaterThan(200);
  });

  it('rejects what is published while the broker is away, and comes back with it', async () => {
    await using relay = await openRelay(brokerUrl);
    await using place = createPlace();
    const url = new URL(relay.url);
    url.searchParams.set('prefix', prefixOf(place.url));
    const bus = await place.open({ url: url.href });
    const listening = { heard: 0, missed: 0 };
    await bus.subscribe({
      topics: [news],
      handle: async () => void (listening.heard += 1),
      onReconnect: () => void (listening.missed += 1),
    });
    const handled = createHandled();
    await bus.subscribe({ topics: [work], group: workers, handle: async (message) => handled.note(message) });
    await relay.cut();
    await expect(bus.publish([messageOf(work, 'a', 1)])).rejects.toThrow(BusUnavailableError);
    await expect(bus.deadLetters.list(workers)).rejects.toThrow(BusUnavailableError);
    await expect(bus.subscribe({ topics: [news], handle: async () => {} })).rejects.toThrow(BusUnavailableError);
    bus.broadcast(messageOf(news, 'a', 1));
    const health = bus.health();
    expect(health.ok ? '' : health.reason).toMatch(/127\.0\.0\.1:\d+ cannot be reached/);
    expect(health.ok ? '' : health.reason).not.toContain('guest');
    await relay.mend();
    await until('it is healthy', () => bus.health().ok);
    await until('the listener knows', () => listening.missed > 0);
    expect(listening).toEqual({ heard: 0, missed: 1 });
    await bus.publish([messageOf(work, 'a', 2), messageOf(news, 'a', 2)]);
    await until('the group goes on', () => handled.count() > 0);
    await until('the listener goes on', () => listening.heard === 1);
  });

  it('notices a broker that stands still for 20 s, answers nobody late, and goes on', {
    timeout: 180_000,
  }, async () => {
    const late: number[] = [];
    await loadThrough(async (relay) => {
      await using place = createPlace();
      const url = new URL(relay.url);
      url.searchParams.set('prefix', prefixOf(place.url));
      const bus = await place.open({ url: url.href });
      relay.pause();
      const begun = performance.now();
      await until('20 s have passed', async () => {
        const asked = performance.now();
        await expect(bus.publish([messageOf(work, 'a', 1)])).rejects.toThrow(BusUnavailableError);
        expect(bus.health().ok).toBe(false);
        late.push(performance.now() - asked);
        return performance.now() - begun > pauseMs;
      });
      relay.resume();
    });
    expect(Math.max(...late)).toBeLessThan(10_000);
  });

  it('leaves what a lost member had not handled to the others, in order', async () => {
    await using relay = await openRelay(brokerUrl);
    await using place = createPlace();
    const url = new URL(relay.url);
    url.searchParams.set('prefix', prefixOf(place.url));
    const [publisher, staying, lost] = [await place.open(), await place.open(), await place.open({ url: url.href })];
    const handled = createHandled();
    const begun = new Set<string>();
    const { promise: never, resolve: release } = Promise.withResolvers<void>();
    await staying.subscribe({ topics: [work], group: workers, handle: async (message) => handled.note(message) });
    await lost.subscribe({
      topics: [work],
      group: workers,
      handle: async ({ key }) => {
        begun.add(key);
        await never;
      },
    });
    const keys = Array.from({ length: 40 }, (_, n) => `key${n}`);
    for (const n of [1, 2, 3]) await publisher.publish(keys.map((key) => messageOf(work, key, n)));
    await until('both have work', () => begun.size > 0 && handled.count() > 0);
    await relay.cut();
    const confirmed = new Map(keys.map((key) => [key, 3]));
    await until('the one that stays has handled all', () => handled.missing(confirmed).length === 0);
    expect(handled.disordered()).toEqual([]);
    release();
  });

  it('takes no more from the broker than a slow member can hold', async () => {
    await using place = createPlace();
    const [publisher, member] = [await place.open(), await place.open()];
    const { promise: permission, resolve: permit } = Promise.withResolvers<void>();
    const handled = createHandled();
    const listener = { heard: 0, missed: 0 };
    await member.subscribe({
      topics: [work],
      group: workers,
      handle: async (message) => {
        await permission;
        handled.note(message);
      },
    });
    const left = await place.open();
    await member.subscribe({
      topics: [news],
      handle: async () => {
        await permission;
        listener.heard += 1;
      },
      onReconnect: () => void (listener.missed += 1),
    });
    const total = 12_000;
    for (let n = 0; n < total; n += 1_000) {
      const batch = Array.from({ length: 1_000 }, (_, i) =>
        messageOf(work, `key${i % 50}`, (n + i - (i % 50)) / 50 + 1),
      );
      await publisher.publish(batch);
      await publisher.publish(batch.map((message) => ({ ...message, topic: news })));
    }
    await until('the listener was told that it is too slow', () => listener.missed > 0);
    const second = createHandled();
    const helping = await left.subscribe({
      topics: [work],
      group: workers,
      handle: async (message) => second.note(message),
    });
    permit();
    const confirmed = new Map(Array.from({ length: 50 }, (_, n) => [`key${n}`, total / 50]));
    await until('all was handled', () => {
      const missing = new Set(second.missing(confirmed));
      return handled.missing(confirmed).every((id) => !missing.has(id));
    });
    expect(listener.heard).toBeLessThan(total);
    await helping[Symbol.asyncDispose]();
  });
});
