import { type Clock, StoreUnavailableError } from '@myevents/ports';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createHands, openQueue, settled } from './deliveries.ts';

describe('the size of a group’s queue', () => {
  it('counts what waits, what is handled and what rests, until it is done', async () => {
    const { queue, enqueue } = openQueue();
    const hands = createHands();
    expect(queue.size()).toBe(0);
    for (const n of [1, 2]) enqueue('a', n);
    enqueue('b', 1);
    expect(queue.size()).toBe(3);
    queue.join(hands.handle);
    await settled();
    expect(queue.size()).toBe(3);
    hands.finish('a-1');
    hands.fail('b-1');
    await settled();
    expect(queue.size()).toBe(2);
    hands.finish('a-2');
    await settled();
    expect(queue.size()).toBe(1);
  });

  it('counts a message until its dead letter is kept', async () => {
    const { queue, enqueue, buried, onBury } = openQueue({ attemptsMax: 1 });
    const kept = Promise.withResolvers<void>();
    onBury(async () => kept.promise);
    const hands = createHands();
    queue.join(hands.handle);
    enqueue('a', 1);
    await settled();
    hands.fail('a-1');
    await settled();
    expect(queue.size()).toBe(1);
    kept.resolve();
    await settled();
    expect(queue.size()).toBe(0);
    expect(buried).toEqual(['a-1']);
  });
});

describe('abandoning', () => {
  it('drops what waits, tells nobody of it, and leaves the rest in order', async () => {
    const { queue, enqueue, done } = openQueue();
    enqueue('a', 1, 1);
    enqueue('a', 2, 2);
    enqueue('a', 3, 1);
    enqueue('b', 1, 2);
    await queue.abandon(({ partition }) => partition === 2);
    expect(queue.size()).toBe(2);
    const hands = createHands();
    queue.join(hands.handle);
    await settled();
    hands.finish('a-1');
    await settled();
    hands.finish('a-3');
    await settled();
    expect(hands.begun).toEqual(['a-1', 'a-3']);
    expect(done).toEqual(['a-1 handled', 'a-3 handled']);
    expect(queue.size()).toBe(0);
  });

  it('waits for what is being handled, and counts it as handled if that succeeds', async () => {
    const { queue, enqueue, done } = openQueue();
    const hands = createHands();
    queue.join(hands.handle);
    enqueue('a', 1);
    enqueue('a', 2);
    await settled();
    let isOver = false;
    const abandoned = queue
      .abandon(() => true)
      .then(() => {
        isOver = true;
      });
    await settled();
    expect(isOver).toBe(false);
    hands.finish('a-1');
    await abandoned;
    expect(done).toEqual(['a-1 handled']);
    expect(hands.begun).toEqual(['a-1']);
    expect(queue.size()).toBe(0);
  });

  it('does not try again what fails afterwards, nor buries it, and goes on with its key', async () => {
    const { queue, enqueue, done, buried } = openQueue({ attemptsMax: 1 });
    const hands = createHands();
    queue.join(hands.handle);
    enqueue('a', 1, 1);
    enqueue('a', 2, 2);
    await settled();
    const abandoned = queue.abandon(({ partition }) => partition === 1);
    hands.fail('a-1');
    await abandoned;
    await settled();
    expect(hands.begun).toEqual(['a-1', 'a-2']);
    hands.finish('a-2');
    await settled();
    expect(done).toEqual(['a-2 handled']);
    expect(buried).toEqual([]);
  });

  it('ends a rest: the next message of the key is handled at once, with all its attempts', async () => {
    const { queue, enqueue, done } = openQueue();
    const hands = createHands();
    queue.join(hands.handle);
    enqueue('a', 1, 1);
    enqueue('a', 2, 2);
    await settled();
    hands.fail('a-1');
    await settled();
    await queue.abandon(({ partition }) => partition === 1);
    await settled();
    expect(hands.begun).toEqual(['a-1', 'a-2']);
    hands.fail('a-2');
    await settled();
    expect(queue.size()).toBe(1);
    expect(done).toEqual([]);
  });

  it('waits for a burial under way, which then counts', async () => {
    const { queue, enqueue, done, buried, onBury } = openQueue({ attemptsMax: 1 });
    const kept = Promise.withResolvers<void>();
    onBury(async () => kept.promise);
    const hands = createHands();
    queue.join(hands.handle);
    enqueue('a', 1);
    await settled();
    hands.fail('a-1');
    await settled();
    const abandoned = queue.abandon(() => true);
    kept.resolve();
    await abandoned;
    expect(buried).toEqual(['a-1']);
    expect(done).toEqual(['a-1 dead']);
  });

  it('gives up a burial that fails', async () => {
    const { queue, enqueue, done, onBury } = openQueue({ attemptsMax: 1 });
    const kept = Promise.withResolvers<void>();
    onBury(async () => kept.promise);
    const hands = createHands();
    queue.join(hands.handle);
    enqueue('a', 1);
    await settled();
    hands.fail('a-1');
    await settled();
    const abandoned = queue.abandon(() => true);
    kept.reject(new Error('nowhere to keep it'));
    await abandoned;
    expect(done).toEqual([]);
    expect(queue.size()).toBe(0);
  });

  it('keeps order and count whatever is abandoned when', async () => {
    const step = fc.oneof(
      {
        weight: 5,
        arbitrary: fc.record({ do: fc.constant('enqueue' as const), key: fc.nat(2), partition: fc.nat(2) }),
      },
      { weight: 3, arbitrary: fc.record({ do: fc.constant('finish' as const), pick: fc.nat() }) },
      { weight: 1, arbitrary: fc.record({ do: fc.constant('abandon' as const), partition: fc.nat(2) }) },
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
        const { queue, enqueue, done } = openQueue();
        const hands = createHands();
        queue.join(hands.handle);
        const ended = new Set<string>();
        const kept = new Map<string, number>(); // partition by id, of all that must still be done
        for (const [n, each] of steps.entries()) {
          if (each.do === 'enqueue') {
            enqueue(`k${each.key}`, n, each.partition);
            kept.set(`k${each.key}-${n}`, each.partition);
          } else if (each.do === 'finish') {
            const open = hands.begun.filter((id) => !ended.has(id));
            const id = open[each.pick % Math.max(open.length, 1)];
            if (id !== undefined) hands.finish(id);
            if (id !== undefined) ended.add(id);
          } else {
            void queue.abandon(({ partition }) => partition === each.partition);
            for (const [id, partition] of kept) if (partition === each.partition) kept.delete(id);
          }
          await settled();
        }
        for (let open = hands.begun.filter((id) => !ended.has(id)); open.length > 0; ) {
          for (const id of open) hands.finish(id);
          for (const id of open) ended.add(id);
          await settled();
          open = hands.begun.filter((id) => !ended.has(id));
        }
        expect(queue.size()).toBe(0);
        const handled = done.map((text) => text.replace(' handled', ''));
        expect([...kept.keys()].filter((id) => !handled.includes(id))).toEqual([]);
        expect(new Set(handled).size).toBe(handled.length);
        for (const key of ['k0', 'k1', 'k2']) {
          const order = handled.filter((id) => id.startsWith(key)).map((id) => Number(id.split('-')[1]));
          expect(order).toEqual(order.toSorted((a, b) => a - b));
        }
      }),
      { numRuns: 60 },
    );
  });
});

describe('a message that the store could not take', () => {
  it('is tried until the store is back, and not buried', async () => {
    const clock: Clock = { now: () => 0, monotonic: () => 0, setTimer: (ring) => (setImmediate(ring), () => {}) };
    const { queue, enqueue, done, buried } = openQueue({ clock, attemptsMax: 2 });
    let calls = 0;
    queue.join(async () => {
      calls += 1;
      if (calls < 10) throw new StoreUnavailableError('away');
    });
    enqueue('a', 1);
    while (queue.size() > 0) await settled();
    expect({ done, buried }).toEqual({ done: ['a-1 handled'], buried: [] });
  });
});
