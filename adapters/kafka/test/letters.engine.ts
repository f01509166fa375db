import { Producer } from '@platformatic/kafka';
import { describe, expect, it } from 'vitest';
import { parseKafkaUrl } from '../src/kafka-url.ts';
import { messageOf, openPlace } from './bus-of-tests.ts';

const always = async () => {
  throw new Error('always');
};

async function sendRaw(
  url: string,
  records: readonly { readonly key: string; readonly value?: string }[],
): Promise<void> {
  const { brokers, prefix } = parseKafkaUrl(url);
  const producer = new Producer({ clientId: 'somebody-else', bootstrapBrokers: [...brokers] });
  const messages = records.map(({ key, value }) => ({
    topic: `${prefix}.work`,
    key: Buffer.from(key),
    ...(value === undefined ? {} : { value: Buffer.from(value) }),
  }));
  await producer.send({ messages, acks: -1 });
  await producer.close();
}

describe('dead letters on Kafka', () => {
  it('outlive every process, stay listed until they are handled, and are handled by whoever is there', async () => {
    await using place = openPlace();
    const first = await place.open();
    const failing = await first.subscribe({ topics: ['work'], group: 'workers', handle: always });
    const messages = Array.from({ length: 30 }, (_, n) => messageOf(`key${n}`, n));
    await first.publish(messages);
    await expect.poll(async () => (await first.deadLetters.list('workers')).length, { timeout: 30_000 }).toBe(30);
    await failing[Symbol.asyncDispose]();
    await first[Symbol.asyncDispose]();

    const second = await place.open();
    const letters = await second.deadLetters.list('workers');
    expect(letters.map(({ message }) => message)).toEqual(expect.arrayContaining(messages));
    expect(await second.deadLetters.replay('workers')).toBe(30);
    expect(await second.deadLetters.list('workers'), 'nobody has handled one').toHaveLength(30);
    const handled = new Set<string>();
    await second.subscribe({
      topics: ['work'],
      group: 'workers',
      async handle({ key }) {
        if (key === 'key7') throw new Error('still not');
        handled.add(key);
      },
    });
    await expect.poll(() => handled.size, { timeout: 30_000 }).toBe(29);
    await expect
      .poll(async () => (await second.deadLetters.list('workers')).map(({ message, error }) => [message.key, error]), {
        timeout: 30_000,
      })
      .toEqual([['key7', 'still not']]);
    expect((await second.deadLetters.list('workers'))[0]?.id).toBe(
      letters.find(({ message }) => message.key === 'key7')?.id,
    );
  });

  it('take what is no message, as it is, and its partition goes on', async () => {
    await using place = openPlace();
    const bus = await place.open();
    const handled: string[] = [];
    await bus.subscribe({
      topics: ['work'],
      group: 'workers',
      async handle({ events }) {
        handled.push(events[0]?.id ?? '');
      },
    });
    await sendRaw(place.url, [
      { key: 'a', value: 'private words' },
      { key: 'a' },
      { key: 'a', value: '{"no":"batch"}' },
    ]);
    await bus.publish([messageOf('a', 1)]);
    await expect.poll(() => handled, { timeout: 30_000 }).toEqual(['a-1']);
    await expect.poll(async () => (await bus.deadLetters.list('workers')).length, { timeout: 30_000 }).toBe(3);
    for (const letter of await bus.deadLetters.list('workers')) {
      expect(letter.message).toEqual({ topic: 'work', key: 'a', events: [] });
      expect(letter.error).toMatch(/no CloudEvents batch/);
    }
    expect(String(place.errors)).not.toMatch(/private/);
    expect(await bus.deadLetters.replay('workers')).toBe(3);
    await bus.publish([messageOf('a', 2)]);
    await expect.poll(() => handled, { timeout: 30_000 }).toEqual(['a-1', 'a-2']);
    await expect.poll(async () => (await bus.deadLetters.list('workers')).length, { timeout: 30_000 }).toBe(3);
  });
});
