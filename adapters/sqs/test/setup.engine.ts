import { BusUnavailableError, SetupMissingError, type SetupStep } from '@myevents/ports';
import { messageOf } from '@myevents/ports/contract';
import { describe, expect, it } from 'vitest';
import type { Intercept } from '../src/index.ts';
import { createPlace, snsUrl, sqsUrl, work, workers } from './broker.ts';
import { createInbox } from './inbox.ts';
import { intercepting } from './intercepting.ts';
import { until } from './until.ts';

/** As IAM answers when an action is not allowed. */
function denying(denied: RegExp): Intercept {
  return intercepting(async (name, next) => {
    if (!denied.test(name)) return next();
    const failure = { name: 'AccessDenied', $metadata: { httpStatusCode: 403 } };
    throw Object.assign(new Error('User is not authorized to perform this'), failure);
  });
}

describe.each([
  ['SQS', sqsUrl, 2],
  ['SQS behind SNS', snsUrl, 5],
] as const)('the setup on %s', (_, engineUrl, count) => {
  it('creates what is missing, finds what is there, and says which', async () => {
    await using place = createPlace(engineUrl);
    for (const outcome of ['created', 'present'] as const) {
      const steps: SetupStep[] = [];
      await place.open({ onSetup: (step) => steps.push(step) });
      expect(steps).toHaveLength(count);
      expect(new Set(steps.map((step) => step.outcome))).toEqual(new Set([outcome]));
      expect(steps.map(({ what }) => what)).toContain(`queue ${place.prefix}_workers_work.fifo`);
    }
  });

  it('may be done by many processes at once', async () => {
    await using place = createPlace(engineUrl);
    const buses = await Promise.all(Array.from({ length: 5 }, async () => place.open()));
    const inbox = createInbox();
    await buses[4]?.subscribe({ topics: [work], group: workers, handle: inbox.handle });
    await buses[0]?.publish([messageOf(work, 'a', 1)]);
    await until('it arrives, once', () => inbox.ids.length > 0);
    expect(inbox.ids).toEqual(['a-1']);
  });

  it('goes on after failures that pass', async () => {
    await using place = createPlace(engineUrl);
    let failuresLeft = 2;
    const intercept = intercepting(async (name, next) => {
      const answer = await next();
      if (!name.startsWith('Create') || failuresLeft === 0) return answer;
      failuresLeft -= 1; // after it was done: the answer is lost
      throw Object.assign(new Error('busy'), { name: 'ServiceUnavailable', $metadata: { httpStatusCode: 503 } });
    });
    const steps: SetupStep[] = [];
    await place.open({ intercept, onSetup: (step) => steps.push(step) });
    expect(failuresLeft).toBe(0);
    expect(new Set(steps.map(({ what }) => what)).size).toBe(count);
    expect(steps).toHaveLength(count);
  });

  it('names everything that is missing and may not be created', async () => {
    await using place = createPlace(engineUrl);
    const opening = place.open({ intercept: denying(/^(Create|Subscribe)/) });
    const error = await opening.then(
      () => undefined,
      (failure: unknown) => failure,
    );
    expect(error).toBeInstanceOf(SetupMissingError);
    for (const what of ['workers_work.fifo', 'workers_dead.fifo'])
      expect(String(error)).toContain(`${place.prefix}_${what}`);
    if (engineUrl === snsUrl) expect(String(error)).toContain(`topic ${place.prefix}_news.fifo`);
  });

  it('needs no permission to create once everything is there', async () => {
    await using place = createPlace(engineUrl);
    await place.open();
    const bus = await place.open({ intercept: denying(/^(Create|Subscribe$)/) });
    const inbox = createInbox();
    await bus.subscribe({ topics: [work], group: workers, handle: inbox.handle });
    await bus.publish([messageOf(work, 'a', 1)]);
    await until('it arrives', () => inbox.has('a-1'));
  });

  it('says that publishing is not allowed, at once', async () => {
    await using place = createPlace(engineUrl);
    const bus = await place.open({ intercept: denying(/^(Send|Publish)/) });
    const publishing = bus.publish([messageOf(work, 'a', 1)]);
    await expect(publishing).rejects.toThrow(BusUnavailableError);
    await expect(publishing).rejects.toThrow(/refuses us: AccessDenied/);
  });
});

describe('opening SQS', () => {
  it('says in one line that nobody is there', async () => {
    await using place = createPlace();
    const url = 'sqs:///test-nobody?region=us-east-1&endpoint=http://127.0.0.1:9';
    const opening = place.open({ url });
    await expect(opening).rejects.toThrow(BusUnavailableError);
    await expect(opening).rejects.toThrow(/^SQS at 127\.0\.0\.1:9 cannot be reached: \w+\.$/);
  });
});
