import { ReceiveMessageCommand, SetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import { idOf, messageOf } from '@myevents/ports/contract';
import { describe, expect, it } from 'vitest';
import { createPlace, snsUrl, sqsUrl, work, workers } from './broker.ts';
import { createInbox } from './inbox.ts';
import { until } from './until.ts';

const failing = async () => {
  throw new Error('always');
};

describe.each([
  ['SQS', sqsUrl],
  ['SQS behind SNS', snsUrl],
])('dead letters on %s', (_, engineUrl) => {
  it('are all listed, in the order in which they died, to several who look at once', async () => {
    await using place = createPlace(engineUrl);
    const [bus, operator] = [await place.open(), await place.open()];
    const failingMember = await bus.subscribe({ topics: [work], group: workers, handle: failing });
    await bus.publish(Array.from({ length: 25 }, (_, n) => messageOf(work, `key${n % 3}`, n)));
    await until('all are dead', async () => (await bus.deadLetters.list(workers)).length === 25);
    await failingMember[Symbol.asyncDispose]();
    const lists = await Promise.all([bus, operator].map(async ({ deadLetters }) => deadLetters.list(workers)));
    for (const letters of lists) {
      expect(new Set(letters.map(({ id }) => id)).size).toBe(25);
      const times = letters.map(({ failedAt }) => failedAt);
      expect(times).toEqual(times.toSorted((a, b) => a - b));
    }
  });

  it('stay listed after a replay until somebody has handled them', async () => {
    await using place = createPlace(engineUrl);
    const bus = await place.open();
    const failingMember = await bus.subscribe({ topics: [work], group: workers, handle: failing });
    await bus.publish([messageOf(work, 'a', 1), messageOf(work, 'b', 1)]);
    await until('both are dead', async () => (await bus.deadLetters.list(workers)).length === 2);
    await failingMember[Symbol.asyncDispose]();
    const before = await bus.deadLetters.list(workers);
    expect(await bus.deadLetters.replay(workers)).toBe(2);
    expect(await bus.deadLetters.list(workers)).toEqual(before);
    const inbox = createInbox();
    await bus.subscribe({ topics: [work], group: workers, handle: inbox.handle });
    await until('they were handled', () => inbox.ids.length >= 2);
    await until('they left the list', async () => (await bus.deadLetters.list(workers)).length === 0);
  });
});

describe('a message that kills its handlers', () => {
  it('is buried by SQS itself, and can be replayed', async () => {
    await using place = createPlace();
    const bus = await place.open();
    await bus.publish([messageOf(work, 'poison', 1)]);
    const QueueUrl = place.queue('workers_work');
    const redrive = { deadLetterTargetArn: `arn:aws:sqs:us-east-1:000000000000:${place.prefix}_workers_dead.fifo` };
    const RedrivePolicy = JSON.stringify({ ...redrive, maxReceiveCount: 2 }); // as many crashes as a test has time for
    await place.sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { RedrivePolicy } }));
    await until('its handlers have crashed too often', async () => {
      await place.sqs.send(new ReceiveMessageCommand({ QueueUrl, VisibilityTimeout: 0 }));
      return (await bus.deadLetters.list(workers)).length === 1;
    });
    const [letter] = await bus.deadLetters.list(workers);
    expect(letter && idOf(letter.message)).toBe('poison-1');
    expect(letter?.error).toMatch(/again and again/);
    expect(letter?.attempts).toBeGreaterThan(0);
    expect(await bus.deadLetters.replay(workers)).toBe(1);
    const inbox = createInbox();
    await bus.subscribe({ topics: [work], group: workers, handle: inbox.handle });
    await until('it was handled', () => inbox.has('poison-1'));
    await until('it left the list', async () => (await bus.deadLetters.list(workers)).length === 0);
  });
});
