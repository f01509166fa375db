import { setTimeout as sleep } from 'node:timers/promises';
import { ListQueuesCommand } from '@aws-sdk/client-sqs';
import { messageOf } from '@myevents/ports/contract';
import { describe, expect, it } from 'vitest';
import { createPlace, news, type Place, snsUrl, sqsUrl, work, workers } from './broker.ts';
import { createInbox } from './inbox.ts';
import { countReceived, intercepting } from './intercepting.ts';
import { until } from './until.ts';

async function listenersOf({ sqs, prefix }: Place): Promise<readonly string[]> {
  const { QueueUrls = [] } = await sqs.send(new ListQueuesCommand({ QueueNamePrefix: `${prefix}_listener_` }));
  return QueueUrls;
}

describe.each([
  ['SQS', sqsUrl],
  ['SQS behind SNS', snsUrl],
])('a subscriber without a group on %s', (_, engineUrl) => {
  it('misses nothing that a busy publisher elsewhere publishes once it has its answer', async () => {
    await using place = createPlace(engineUrl);
    const [publisher, subscriber] = [await place.open(), await place.open()];
    let n = 0;
    let isDone = false;
    const publishing = (async () => {
      while (!isDone) {
        n += 1;
        await publisher.publish([messageOf(news, 'a', n)]);
      }
    })();
    await until('the publisher is busy', () => n > 3);
    const missed: string[] = [];
    for (let round = 0; round < 3; round += 1) {
      const inbox = createInbox();
      await subscriber.subscribe({ topics: [news], handle: inbox.handle });
      const from = n + 1; // the call under way may have begun before
      await until('enough was published', () => n > from + 10);
      await until('it hears', () => inbox.has(`a-${from + 10}`));
      for (let id = from; id <= from + 10; id += 1) if (!inbox.has(`a-${id}`)) missed.push(`a-${id}`);
    }
    isDone = true;
    await publishing;
    expect(missed).toEqual([]);
  });

  it('has a queue of its own, which is gone with it', async () => {
    await using place = createPlace(engineUrl);
    const bus = await place.open();
    const listening = await bus.subscribe({ topics: [news], handle: async () => {} });
    expect(await listenersOf(place)).toHaveLength(1);
    await listening[Symbol.asyncDispose]();
    expect(await listenersOf(place)).toEqual([]);
  });

  it('is cleared away by others when its process has died, and not while it lives', async () => {
    await using place = createPlace(engineUrl);
    const dead = await place.open({ timing: { heartbeatMs: 1e9, listenerDeadMs: 1e9 } });
    const alive = await place.open({ timing: { heartbeatMs: 200, listenerDeadMs: 1e9 } });
    await dead.subscribe({ topics: [news], handle: async () => {} });
    const [deadQueue] = await listenersOf(place);
    const inbox = createInbox();
    await alive.subscribe({ topics: [news], handle: inbox.handle });
    await place.open({ timing: { listenerDeadMs: 8_000 } });
    await until('one queue is left', async () => (await listenersOf(place)).length === 1);
    expect(await listenersOf(place)).not.toContain(deadQueue);
    await alive.publish([messageOf(news, 'a', 1)]);
    await until('the living one hears', () => inbox.has('a-1'));
  });

  it('gets a new queue when it was taken for dead, and is told that it may have missed something', async () => {
    await using place = createPlace(engineUrl);
    const bus = await place.open({ timing: { heartbeatMs: 1e9 } });
    const inbox = createInbox();
    let reconnections = 0;
    await bus.subscribe({ topics: [news], handle: inbox.handle, onReconnect: () => (reconnections += 1) });
    const janitor = await place.open({ timing: { listenerDeadMs: 500 } });
    await until('it was told', () => reconnections > 0);
    await janitor[Symbol.asyncDispose]();
    await until('it hears again', async () => {
      await bus.publish([messageOf(news, 'a', 1)]);
      return inbox.has('a-1');
    });
  });
});

describe('broadcasts', () => {
  it('are bounded in calls, and the newest of each key wins', async () => {
    await using place = createPlace();
    const url = new URL(place.url);
    url.searchParams.set('broadcastCallsPerSecond', '2');
    let calls = 0;
    const bus = await place.open({
      url: url.href,
      intercept: intercepting(async (name, next) => {
        if (name === 'SendMessageBatch') calls += 1;
        return next();
      }),
    });
    const inbox = createInbox();
    await bus.subscribe({ topics: [news], handle: inbox.handle });
    const begun = performance.now();
    let n = 0;
    while (performance.now() - begun < 2_000) {
      n += 1;
      for (const key of ['a', 'b', 'c']) bus.broadcast(messageOf(news, key, n));
      await sleep(5);
    }
    await until('the newest of all is heard', () => ['a', 'b', 'c'].every((key) => inbox.has(`${key}-${n}`)));
    const seconds = (performance.now() - begun) / 1_000;
    expect(calls).toBeLessThanOrEqual(4 + 2 * seconds + 1);
    expect(inbox.ids.length).toBeLessThan(n);
  });
});

describe('a slow consumer', () => {
  it('takes no more than it can hold; others get the rest', async () => {
    await using place = createPlace();
    const [publisher, quick] = [await place.open(), await place.open()];
    let received = 0;
    const counting = await place.open({
      intercept: intercepting(async (name, next) => {
        const answer = await next();
        if (name === 'ReceiveMessage') received += countReceived(answer);
        return answer;
      }),
    });
    const { promise: permission, resolve: permit } = Promise.withResolvers<void>();
    await counting.subscribe({ topics: [work], group: workers, handle: async () => permission });
    const messages = Array.from({ length: 800 }, (_, n) => messageOf(work, `key${n}`, n));
    const inbox = createInbox();
    try {
      for (let at = 0; at < messages.length; at += 200) await publisher.publish(messages.slice(at, at + 200));
      await until('the slow one is full', () => received >= 400);
      await quick.subscribe({ topics: [work], group: workers, handle: inbox.handle });
      await until('the others get the rest', () => inbox.ids.length + received >= 800);
      expect(received).toBeLessThanOrEqual(500);
    } finally {
      permit();
    }
    await counting[Symbol.asyncDispose]();
    expect(new Set(inbox.ids).size).toBe(inbox.ids.length);
  });
});
