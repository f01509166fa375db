import { type Consumer, consumerFetchesChannel } from '@platformatic/kafka';
import { describe, expect, it } from 'vitest';
import { messageOf, openPlace } from './bus-of-tests.ts';
import { createLedger, startPublishing } from './sale.ts';

type FetchAnswer = Awaited<ReturnType<Consumer['fetch']>>;

describe('members of a group on Kafka', () => {
  it('lose nothing and keep the order of each key while they come and go under load', async () => {
    await using place = openPlace();
    const ledger = createLedger();
    const publisher = await place.open();
    const staying = await place.open();
    await staying.subscribe({ topics: ['work'], group: 'workers', handle: ledger.handle });
    const publishing = startPublishing(publisher);
    for (let n = 0; n < 4; n += 1) {
      const coming = await place.open();
      let share = 0;
      const subscription = await coming.subscribe({
        topics: ['work'],
        group: 'workers',
        async handle(message) {
          share += 1;
          await ledger.handle(message);
        },
      });
      await expect.poll(() => share, { timeout: 30_000, message: 'the new member works' }).toBeGreaterThan(20);
      if (n % 2 === 0) await subscription[Symbol.asyncDispose]();
      await coming[Symbol.asyncDispose]();
      const before = ledger.count();
      await expect
        .poll(() => ledger.count(), { timeout: 30_000, message: 'the work goes on' })
        .toBeGreaterThan(before + 50);
    }
    await publishing.stop();
    await expect.poll(() => ledger.missing(publishing.confirmed), { timeout: 30_000 }).toEqual([]);
    expect(ledger.overtaken()).toEqual([]);
    expect(publishing.refusals()).toBe(0);
    expect(await publisher.deadLetters.list('workers')).toEqual([]);
  });

  it('go on where the last one stopped, without repeating what it had handled', async () => {
    await using place = openPlace();
    const publisher = await place.open();
    const handled: string[] = [];
    const handle = async ({ events }: { readonly events: readonly { readonly id: string }[] }) => {
      handled.push(events[0]?.id ?? '');
    };
    const ids: string[] = [];
    for (let round = 0; round < 3; round += 1) {
      const messages = Array.from({ length: 40 }, (_, n) => messageOf(`key${n % 5}`, round * 100 + n));
      ids.push(...messages.flatMap(({ events }) => events.map(({ id }) => id)));
      await publisher.publish(messages);
      const member = await place.open();
      await member.subscribe({ topics: ['work'], group: 'workers', handle });
      await expect.poll(() => handled.length, { timeout: 30_000 }).toBeGreaterThanOrEqual(ids.length);
      await member[Symbol.asyncDispose]();
    }
    expect(handled.toSorted()).toEqual(ids.toSorted());
  });

  it('fetch a bounded part of a backlog, however slow they are', async () => {
    await using place = openPlace();
    const publisher = await place.open();
    const text = 'x'.repeat(100 * 1024);
    for (let n = 0; n < 600; n += 50)
      await publisher.publish(Array.from({ length: 50 }, (_, each) => messageOf(`key${each}`, n + each, text)));
    let fetchedBytes = 0;
    const count = (context: unknown) => {
      fetchedBytes += bytesOf(context);
    };
    consumerFetchesChannel.asyncStart.subscribe(count);
    const { promise: permission, resolve: permit } = Promise.withResolvers<void>();
    let handled = 0;
    const slow = await place.open();
    await slow.subscribe({
      topics: ['work'],
      group: 'workers',
      async handle() {
        await permission;
        handled += 1;
      },
    });
    await expect.poll(() => fetchedBytes, { timeout: 30_000 }).toBeGreaterThan(16 * mebibyte);
    const heard = new Set<string>();
    await publisher.subscribe({
      topics: ['work'],
      handle: async ({ key }) => {
        heard.add(key);
      },
    });
    for (let n = 0; n < 20; n += 1) {
      await publisher.publish([messageOf(`other${n}`, n)]);
      await expect.poll(() => heard.has(`other${n}`), { timeout: 30_000 }).toBe(true);
    }
    expect(fetchedBytes, 'of a backlog of 60').toBeLessThan(24 * mebibyte);
    permit();
    await expect.poll(() => handled, { timeout: 60_000 }).toBe(620);
    consumerFetchesChannel.asyncStart.unsubscribe(count);
  });
});

const mebibyte = 1024 * 1024;

/** What an answer to the client library's fetch held. */
function bytesOf(context: unknown): number {
  const { result } = context as { readonly result?: FetchAnswer };
  const batches = result?.responses.flatMap(({ partitions }) => partitions.flatMap(({ records }) => records ?? []));
  return (batches ?? []).reduce((sum, { length }) => sum + length, 0);
}
