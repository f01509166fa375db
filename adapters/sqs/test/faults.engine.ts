import { setTimeout as sleep } from 'node:timers/promises';
import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { type Bus, type BusMessage, BusUnavailableError } from '@myevents/ports';
import { idOf, messageOf } from '@myevents/ports/contract';
import { describe, expect, it } from 'vitest';
import type { Intercept } from '../src/index.ts';
import { removeAll } from '../src/testing.ts';
import { defaultTiming } from '../src/timing.ts';
import { pack } from '../src/wire.ts';
import { createPlace, endpointOf, news, type Place, snsUrl, sqsUrl, through, work, workers } from './broker.ts';
import { createInbox } from './inbox.ts';
import { intercepting } from './intercepting.ts';
import { openRelay, type Relay } from './relay.ts';
import { until } from './until.ts';

const hushMs = 20_000;

/** Publishes one message after the other for a few keys until stopped; what was confirmed must arrive. */
function startLoad(bus: Bus, keys: number) {
  const confirmed: string[] = [];
  let isStopped = false;
  let rejected = 0;
  async function publishOn(key: string): Promise<void> {
    for (let n = 1; !isStopped; n += 1) {
      try {
        await bus.publish([messageOf(work, key, n)]);
        confirmed.push(`${key}-${n}`);
      } catch (error) {
        expect(error).toBeInstanceOf(BusUnavailableError);
        rejected += 1;
        await sleep(20);
      }
    }
  }
  const running = Promise.all(Array.from({ length: keys }, async (_, n) => publishOn(`key${n}`)));
  return {
    confirmed,
    rejected: () => rejected,
    async stop() {
      isStopped = true;
      await running;
    },
  };
}

interface Loaded {
  readonly place: Place;
  readonly relay: Relay;
  readonly publisher: Bus;
}

/** Publisher, member and listener reach the broker through the relay; `torment` gets it while they are busy. */
async function loadThrough(torment: (loaded: Loaded) => Promise<void>) {
  await using relay = await openRelay(endpointOf(sqsUrl));
  await using place = createPlace();
  const url = through(place.url, relay.endpoint);
  const timing = defaultTiming; // here it is about who has to wait
  const [publisher, consumer] = [await place.open({ url, timing }), await place.open({ url, timing })];
  const handled: string[] = [];
  let reconnections = 0;
  await consumer.subscribe({
    topics: [work],
    group: workers,
    handle: async (message) => void handled.push(idOf(message)),
  });
  await consumer.subscribe({ topics: [news], handle: async () => {}, onReconnect: () => (reconnections += 1) });
  const load = startLoad(publisher, 5);
  await until('the load runs', () => handled.length > 50);
  try {
    await torment({ place, relay, publisher });
    const before = load.confirmed.length;
    await until('it is published again', () => load.confirmed.length > before + 50);
  } finally {
    relay.mend();
    await load.stop();
  }
  const missing = () => load.confirmed.filter((id) => !handled.includes(id));
  await until('everything confirmed was handled', () => missing().length === 0);
  await until('the bus is healthy', () => publisher.health().ok && consumer.health().ok);
  await until('the listener knows', () => reconnections > 0);
  return { handled, load };
}

/** Each key's first arrivals are in order. */
function expectOrder(handled: readonly string[]): void {
  for (const [, ids] of Map.groupBy(new Set(handled), (id) => id.split('-')[0])) {
    const numbers = ids.map((id) => Number(id.split('-')[1]));
    expect(numbers).toEqual(numbers.toSorted((a, b) => a - b));
  }
}

describe('SQS behind a bad network', () => {
  it('comes back after its connections were cut, and loses nothing it confirmed', async () => {
    const { load, handled } = await loadThrough(async ({ relay, publisher }) => {
      relay.cut();
      await until('it is noticed', () => !publisher.health().ok);
      await expect(publisher.publish([messageOf(work, 'cut', 1)])).rejects.toThrow(BusUnavailableError);
      await expect(publisher.deadLetters.list(workers)).rejects.toThrow(BusUnavailableError);
      await expect(publisher.subscribe({ topics: [news], handle: async () => {} })).rejects.toThrow(
        BusUnavailableError,
      );
      publisher.broadcast(messageOf(news, 'cut', 1));
      relay.mend();
    });
    expect(load.rejected()).toBeGreaterThan(0);
    expectOrder(handled);
  });

  it('notices a broker that stands still for 20 s, answers nobody late, and goes on', async () => {
    const late: number[] = [];
    await loadThrough(async ({ relay, publisher }) => {
      relay.hush();
      const begun = performance.now();
      while (performance.now() - begun < hushMs) {
        const asked = performance.now();
        await expect(publisher.publish([messageOf(work, 'still', 1)])).rejects.toThrow(BusUnavailableError);
        late.push(performance.now() - asked);
        expect(publisher.health().ok).toBe(false);
      }
      relay.mend();
    });
    expect(Math.max(...late)).toBeLessThan(10_000);
  });

  it('only gets slower when the way gets longer', async () => {
    await using relay = await openRelay(endpointOf(sqsUrl));
    await using place = createPlace();
    const bus = await place.open({ url: through(place.url, relay.endpoint) });
    const inbox = createInbox();
    await bus.subscribe({ topics: [work], group: workers, handle: inbox.handle });
    relay.delay(200);
    await bus.publish(Array.from({ length: 30 }, (_, n) => messageOf(work, `key${n % 10}`, n)));
    await until('all arrive', () => inbox.ids.length === 30);
    expect(bus.health()).toEqual({ ok: true });
    expectOrder(inbox.ids);
  });
});

describe('SQS with lost answers and throttling', () => {
  /** Does what is asked and then fails as if the answer had been lost, or refuses to do it as AWS does under load. */
  function failing(commands: RegExp, how: 'lost answer' | 'throttled', times: number): Intercept {
    let left = times;
    return intercepting(async (name, next) => {
      if (!commands.test(name) || left === 0) return next();
      left -= 1;
      if (how === 'lost answer') await next();
      const lost = { name: 'ECONNRESET', $metadata: {} };
      const refused = { name: 'RequestThrottled', $metadata: { httpStatusCode: 403 } };
      throw Object.assign(new Error('injected'), how === 'lost answer' ? lost : refused);
    });
  }

  it.each([
    ['lost answer', /^SendMessageBatch/],
    ['throttled', /^SendMessageBatch/],
    ['lost answer', /^DeleteMessageBatch/],
    ['lost answer', /^ReceiveMessage/],
    ['throttled', /^(DeleteMessage|ChangeMessage|ReceiveMessage)/],
  ] as const)('delivers everything once and in order: %s at %s', async (how, commands) => {
    await using place = createPlace();
    const bus = await place.open({ intercept: failing(commands, how, 3) });
    const inbox = createInbox();
    await bus.subscribe({ topics: [work], group: workers, handle: inbox.handle });
    const messages = Array.from({ length: 40 }, (_, n) => messageOf(work, `key${n % 4}`, n));
    await bus.publish(messages);
    await until('all arrive', () => inbox.ids.length >= 40);
    expect(inbox.ids.toSorted()).toEqual(messages.map(idOf).toSorted());
    expectOrder(inbox.ids);
    expect(bus.health().ok || how === 'lost answer').toBe(true);
  });

  it('takes duplicates for what they are: the same again, behind the first', async () => {
    await using place = createPlace();
    const bus = await place.open();
    const inbox = createInbox();
    const twice = pack({ message: messageOf(work, 'a', 1) });
    for (const [n, group] of ['x', 'x', 'y'].entries())
      await place.sqs.send(
        new SendMessageCommand({
          QueueUrl: place.queue('workers_work'),
          MessageBody: twice.body,
          MessageAttributes: twice.attributes,
          MessageGroupId: group,
          MessageDeduplicationId: `${n}`,
        }),
      );
    await bus.publish([messageOf(work, 'a', 2)]);
    await bus.subscribe({ topics: [work], group: workers, handle: inbox.handle });
    await until('all arrive', () => inbox.ids.length === 4);
    expect(inbox.ids.toSorted()).toEqual(['a-1', 'a-1', 'a-1', 'a-2']);
  });

  it('publishes the same message again as soon as it is asked to: SQS must not take it for the first', async () => {
    await using place = createPlace();
    const bus = await place.open();
    const inbox = createInbox();
    await bus.subscribe({ topics: [work], group: workers, handle: inbox.handle });
    for (let n = 0; n < 3; n += 1) await bus.publish([messageOf(work, 'a', 1)]);
    await until('it arrives each time', () => inbox.ids.length === 3);
  });
});

describe('a handler that takes longer than SQS keeps a message', () => {
  it('is not overtaken by a second delivery', async () => {
    await using place = createPlace();
    const timing = { visibilityMs: 6_000 };
    const buses = [await place.open({ timing }), await place.open({ timing })];
    const { promise: permission, resolve: permit } = Promise.withResolvers<void>();
    const begun: string[] = [];
    let renewals = 0;
    const handle = async (message: BusMessage) => {
      begun.push(idOf(message));
      await permission;
    };
    const watching = intercepting(async (name, next) => {
      if (name === 'ChangeMessageVisibilityBatch') renewals += 1;
      return next();
    });
    const watched = await place.open({ timing, intercept: watching });
    await watched.subscribe({ topics: [work], group: workers, handle });
    await buses[0]?.publish([messageOf(work, 'a', 1)]);
    await until('it has begun', () => begun.length === 1);
    await buses[1]?.subscribe({ topics: [work], group: workers, handle });
    await until('it was kept several times', () => renewals >= 5);
    expect(begun).toEqual(['a-1']);
    permit();
    await buses[0]?.publish([messageOf(work, 'a', 2)]);
    await until('the next one follows', () => begun.includes('a-2'));
    expect(begun).toEqual(['a-1', 'a-2']);
  });
});

describe.each([
  ['SQS', sqsUrl],
  ['SQS behind SNS', snsUrl],
])('%s after it lost everything', (_, engineUrl) => {
  it('gets its queues again, and goes on', async () => {
    await using place = createPlace(engineUrl);
    const [publisher, consumer] = [await place.open(), await place.open()];
    const [member, listener] = [createInbox(), createInbox()];
    let reconnections = 0;
    await consumer.subscribe({ topics: [work], group: workers, handle: member.handle });
    await consumer.subscribe({ topics: [news], handle: listener.handle, onReconnect: () => (reconnections += 1) });
    await publisher.publish([messageOf(work, 'a', 1), messageOf(news, 'a', 1)]);
    await until('it works', () => member.has('a-1') && listener.has('a-1'));
    await removeAll(place.url);
    await until('the listener knows', () => reconnections > 0);
    let n = 1;
    await until('both hear again', async () => {
      n += 1;
      await publisher.publish([messageOf(work, 'b', n), messageOf(news, 'b', n)]).catch(() => undefined);
      return member.ids.length > 1 && listener.ids.length > 1;
    });
    expect(publisher.health()).toEqual({ ok: true });
    expect(await consumer.deadLetters.list(workers)).toEqual([]);
  });
});
