import { describe, expect, it, vi } from 'vitest';
import { lanesMax } from '../src/client.ts';
import { createRequests } from '../src/requests.ts';
import { answeredError } from '../src/testing.ts';

const refused = () => Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });

/** Lets time pass until something has come out. */
async function settle<Answer>(promise: Promise<Answer>): Promise<PromiseSettledResult<Answer>> {
  const settled = Promise.allSettled([promise]);
  for (let isDone = false; !isDone; ) {
    isDone = await Promise.race([settled.then(() => true), vi.advanceTimersByTimeAsync(100).then(() => false)]);
  }
  const [result] = await settled;
  return result;
}

describe('a request', () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'performance'] });

  it.each(['ProvisionedThroughputExceededException', 'ThrottlingException', 'TransactionConflictException'])(
    'is made again after %s',
    async (name) => {
      let tries = 0;
      const result = await settle(
        createRequests('there').run(async () => {
          tries += 1;
          if (tries < 5) throw answeredError(name);
          return tries;
        }),
      );
      expect(result).toEqual({ status: 'fulfilled', value: 5 });
    },
  );

  it.each([
    ['is busy', () => answeredError('InternalServerError', 500)],
    ['is not there', refused],
  ])('ends with one clear line when the engine %s for too long', async (_, toError) => {
    const startedAt = performance.now();
    let tries = 0;
    const result = await settle(
      createRequests('db:8000').run(async () => {
        tries += 1;
        throw toError();
      }),
    );
    expect(result).toMatchObject({ status: 'rejected', reason: { name: 'StoreUnavailableError' } });
    expect(String(result.status === 'rejected' && result.reason)).toMatch(
      /^StoreUnavailableError: db:8000 cannot be used: [^\n]*\.$/,
    );
    expect(tries).toBeGreaterThan(4);
    expect(performance.now() - startedAt).toBeLessThan(6_000);
  });

  it('is given up when it gets no answer, also by those that wait for a lane', async () => {
    const startedAt = performance.now();
    const requests = createRequests('there');
    const silent = Array.from({ length: lanesMax * 5 }, async () =>
      requests.run(
        async ({ abortSignal }) =>
          new Promise<never>((_, reject) => {
            abortSignal.addEventListener('abort', () =>
              reject(Object.assign(new Error('aborted'), { name: 'AbortError' })),
            );
          }),
      ),
    );
    const results = await settle(Promise.allSettled(silent));
    if (results.status === 'rejected') throw results.reason;
    expect(new Set(results.value.map((one) => one.status === 'rejected' && String(one.reason)))).toEqual(
      new Set(['StoreUnavailableError: there cannot be used: it does not answer.']),
    );
    expect(performance.now() - startedAt).toBeLessThan(7_000);
    expect(await requests.run(async () => 'back')).toBe('back');
  });

  it('is waited for longer while others get answers: the engine is slow then, not gone', async () => {
    const requests = createRequests('there');
    const slow = vi.fn(
      async ({ abortSignal }: { abortSignal: AbortSignal }) =>
        new Promise<string>((resolve, reject) => {
          abortSignal.addEventListener('abort', () =>
            reject(Object.assign(new Error('aborted'), { name: 'AbortError' })),
          );
          setTimeout(() => resolve('late'), 4_000);
        }),
    );
    const others = setInterval(() => void requests.run(async () => 'quick'), 500);
    expect(await settle(requests.run(slow))).toEqual({ status: 'fulfilled', value: 'late' });
    clearInterval(others);
    expect(slow).toHaveBeenCalledTimes(1);
    expect(await settle(requests.run(slow))).toMatchObject({ status: 'rejected' });
  });

  it('is not repeated after a refusal, and loses no lane by it', async () => {
    const requests = createRequests('there');
    for (let n = 0; n < lanesMax * 2; n += 1) {
      const attempt = vi.fn(async () => Promise.reject(answeredError('AccessDeniedException')));
      await expect(requests.run(attempt)).rejects.toMatchObject({
        name: 'StoreUnavailableError',
        message: expect.stringContaining('AccessDeniedException'),
      });
      expect(attempt).toHaveBeenCalledTimes(1);
    }
    await expect(
      requests.runRaw(async () => Promise.reject(answeredError('AccessDeniedException'))),
    ).rejects.toMatchObject({
      name: 'AccessDeniedException',
    });
    expect(await requests.run(async () => 1)).toBe(1);
  });

  it('waits for a lane in order of arrival', async () => {
    const requests = createRequests('there');
    const order: number[] = [];
    let underWay = 0;
    let most = 0;
    const all = Array.from({ length: lanesMax * 3 }, async (_, n) =>
      requests.run(async () => {
        order.push(n);
        underWay += 1;
        most = Math.max(most, underWay);
        await new Promise((resolve) => setTimeout(resolve, 10));
        underWay -= 1;
      }),
    );
    await settle(Promise.all(all));
    expect(order).toEqual(all.map((_, n) => n));
    expect(most).toBe(lanesMax);
  });
});
