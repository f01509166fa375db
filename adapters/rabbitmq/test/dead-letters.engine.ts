import { setTimeout as sleep } from 'node:timers/promises';
import { idOf, messageOf } from '@myevents/ports/contract';
import { describe, expect, it } from 'vitest';
import { createPlace, openRaw, prefixOf } from './broker.ts';
import { work, workers } from './messages.ts';
import { until } from './until.ts';

const broken = async () => {
  throw new Error('broken');
};

describe('the dead letters on RabbitMQ', () => {
  it('take what cannot be read, and the queue goes on', async () => {
    await using place = createPlace();
    await using raw = openRaw();
    const bus = await place.open();
    const heard: string[] = [];
    await bus.subscribe({ topics: [work], group: workers, handle: async (message) => void heard.push(idOf(message)) });
    await using publisher = { ...raw.createPublisher({ confirm: true }), [Symbol.asyncDispose]: async () => {} };
    const exchange = `${prefixOf(place.url)}.${work}`;
    await publisher.send({ exchange, routingKey: 'a' }, 'not ours');
    await publisher.send({ exchange, routingKey: 'a', headers: { 'myevents-key': 'a' } }, Buffer.from([0xff, 0x00]));
    await publisher.send({ exchange, routingKey: 'a', headers: { 'myevents-key': 'a' } }, { no: 'batch' });
    await publisher.close();
    await bus.publish([messageOf(work, 'a', 1)]);
    await until('the message behind it was handled', () => heard.includes('a-1'));
    await until('all are listed', async () => (await bus.deadLetters.list(workers)).length === 3);
    const letters = await bus.deadLetters.list(workers);
    expect(letters.map(({ error }) => error)).toEqual([
      expect.stringMatching(/header myevents-key/),
      expect.stringMatching(/JSON/),
      expect.stringMatching(/batch/),
    ]);
    expect(letters.map(({ message }) => message.events)).toEqual([[], [], []]);
    expect(await bus.deadLetters.replay(workers)).toBe(3);
    await until('they are back, once each', async () => {
      const ids = (await bus.deadLetters.list(workers)).map(({ id }) => id);
      return ids.length === 3 && letters.every(({ id }) => ids.includes(id));
    });
  });

  it('take what its members die of, instead of losing it', async () => {
    await using place = createPlace();
    await using raw = openRaw();
    const bus = await place.open();
    await bus.publish([messageOf(work, 'deadly', 1, { text: 'kept' })]);
    const prefix = prefixOf(place.url);
    for (let n = 0; n < 8; n += 1) {
      const channel = await raw.acquire();
      await channel.basicConsume({ queue: `${prefix}.${workers}.${work}.${n}` }, ({ deliveryTag }) =>
        channel.basicNack({ deliveryTag, requeue: true }),
      );
    }
    await until('it is listed', async () => (await bus.deadLetters.list(workers)).length === 1);
    const [letter] = await bus.deadLetters.list(workers);
    expect(letter?.message).toEqual(messageOf(work, 'deadly', 1, { text: 'kept' }));
    expect(letter?.error).toMatch(/was lost/);
    expect(letter?.attempts).toBeGreaterThan(20);
    expect(letter?.failedAt).toBeGreaterThan(0);
  });

  it('are listed in the same way to everybody who asks at the same time', async () => {
    await using place = createPlace();
    const [bus, other] = [await place.open({ retries: { attemptsMax: 1, backoffMs: 1 } }), await place.open()];
    await using _ = await bus.subscribe({ topics: [work], group: workers, handle: broken });
    await bus.publish(Array.from({ length: 60 }, (_message, n) => messageOf(work, `key${n}`, 1)));
    await until('all are dead', async () => (await bus.deadLetters.list(workers)).length === 60);
    const lists = await Promise.all(
      Array.from({ length: 6 }, async (_list, n) => (n % 2 === 0 ? bus : other).deadLetters.list(workers)),
    );
    for (const list of lists) expect(list).toEqual(lists[0]);
  });

  it('keep a letter whose replay nobody has handled, over the death of who was at it', async () => {
    await using place = createPlace();
    const operator = await place.open();
    const dying = await place.open();
    let calls = 0;
    await using stack = new AsyncDisposableStack();
    const broke = await dying.subscribe({ topics: [work], group: workers, handle: broken });
    await operator.publish([messageOf(work, 'a', 1)]);
    await until('it is dead', async () => (await operator.deadLetters.list(workers)).length === 1);
    const [letter] = await operator.deadLetters.list(workers);
    await broke[Symbol.asyncDispose]();
    expect(await operator.deadLetters.replay(workers)).toBe(1);
    expect((await operator.deadLetters.list(workers)).map(({ id }) => id)).toEqual([letter?.id]);
    const failing = await dying.subscribe({
      topics: [work],
      group: workers,
      handle: async () => {
        calls += 1;
        await sleep(1);
        throw new Error('dies of it');
      },
    });
    await until('it is tried', () => calls > 0);
    await failing[Symbol.asyncDispose]();
    expect((await operator.deadLetters.list(workers)).map(({ id }) => id)).toEqual([letter?.id]);
    const heard: string[] = [];
    const replayed = await operator.subscribe({
      topics: [work],
      group: workers,
      handle: async (message) => void heard.push(idOf(message)),
    });
    stack.use(replayed);
    await operator.deadLetters.replay(workers);
    await until('it was handled', () => heard.includes('a-1'));
    await until('it is gone', async () => (await operator.deadLetters.list(workers)).length === 0);
  });

  it('are replayed by the hundred, each leaving the list', { timeout: 120_000 }, async () => {
    await using place = createPlace();
    const bus = await place.open({ retries: { attemptsMax: 1, backoffMs: 1 } });
    let isBroken = true;
    const heard = new Set<string>();
    await bus.subscribe({
      topics: [work],
      group: workers,
      handle: async (message) => {
        if (isBroken) throw new Error('broken');
        heard.add(idOf(message));
      },
    });
    await bus.publish(Array.from({ length: 300 }, (_, n) => messageOf(work, `key${n % 30}`, n)));
    await until('all are dead', async () => (await bus.deadLetters.list(workers)).length === 300);
    isBroken = false;
    expect(await bus.deadLetters.replay(workers)).toBe(300);
    await until('all were handled', () => heard.size === 300);
    await until('none is listed', async () => (await bus.deadLetters.list(workers)).length === 0);
  });
});
