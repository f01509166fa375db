import { describe, expect, it, vi } from 'vitest';
import { createBroadcaster } from '../src/broadcaster.ts';
import { createPublisher } from '../src/publisher.ts';
import type { OutgoingRecord } from '../src/records.ts';

const patience = { timeout: 30_000 };

function recordOf(key: string, bytes = 10): OutgoingRecord {
  return { topic: 't', key: Buffer.from(key), value: Buffer.alloc(bytes) };
}

/** Sends that end when a test says so. */
function createSends() {
  const sends: { readonly keys: readonly string[]; readonly bytes: number; end(error?: Error): void }[] = [];
  return {
    sends,
    send: vi.fn(async (records: readonly OutgoingRecord[]) => {
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      sends.push({
        keys: records.map(({ key }) => String(key)),
        bytes: records.reduce((sum, { value }) => sum + (value?.length ?? 0), 0),
        end: (error) => (error ? reject(error) : resolve()),
      });
      await promise;
    }),
  };
}

const toError = (error: unknown) => error as Error;

describe('publishing to Kafka', () => {
  it('sends what waits while one send is under way, in order', async () => {
    const { sends, send } = createSends();
    const { publish } = createPublisher({ send, toError });
    const first = publish([recordOf('a')]);
    const alongside = publish([recordOf('b'), recordOf('c')]);
    await vi.waitFor(() => expect(sends).toHaveLength(1), patience);
    const behind = [publish([recordOf('d')]), publish([recordOf('e')])];
    expect(sends[0]?.keys).toEqual(['a', 'b', 'c']);
    sends[0]?.end();
    await Promise.all([first, alongside]);
    await vi.waitFor(() => expect(sends).toHaveLength(2), patience);
    expect(sends[1]?.keys).toEqual(['d', 'e']);
    sends[1]?.end();
    await Promise.all(behind);
  });

  it('keeps a send below what a broker takes, and resolves when all parts are there', async () => {
    const { sends, send } = createSends();
    const { publish } = createPublisher({ send, toError });
    let isOver = false;
    const published = publish(Array.from({ length: 12 }, (_, n) => recordOf(`${n}`, 200 * 1024))).then(() => {
      isOver = true;
    });
    for (let n = 0; n < 4; n += 1) {
      await vi.waitFor(() => expect(sends).toHaveLength(n + 1), patience);
      expect(sends[n]?.bytes).toBeLessThan(1024 * 1024);
      expect(isOver).toBe(false);
      sends[n]?.end();
    }
    await published;
    expect(sends.flatMap(({ keys }) => keys)).toEqual(Array.from({ length: 12 }, (_, n) => `${n}`));
  });

  it('rejects what waits behind a send that failed, and goes on with what comes later', async () => {
    const { sends, send } = createSends();
    const { publish } = createPublisher({ send, toError });
    const first = expect(publish([recordOf('a')])).rejects.toThrow('away');
    await vi.waitFor(() => expect(sends).toHaveLength(1), patience);
    const behind = expect(publish([recordOf('a')])).rejects.toThrow('away');
    sends[0]?.end(new Error('away'));
    await Promise.all([first, behind]);
    const later = publish([recordOf('b')]);
    await vi.waitFor(() => expect(sends).toHaveLength(2), patience);
    expect(sends[1]?.keys).toEqual(['b']);
    sends[1]?.end();
    await later;
  });

  it('rejects when nothing is confirmed in time, and does not send what nobody waits for', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    try {
      const { sends, send } = createSends();
      const { publish } = createPublisher({ send, toError });
      const late = expect(publish([recordOf('a')])).rejects.toThrow(/did not confirm/);
      await vi.advanceTimersByTimeAsync(1_000);
      expect(sends).toHaveLength(1);
      const behind = expect(publish([recordOf('b')])).rejects.toThrow(/did not confirm/);
      await vi.advanceTimersByTimeAsync(5_000);
      await Promise.all([late, behind]);
      const next = publish([recordOf('c')]);
      sends[0]?.end();
      await vi.advanceTimersByTimeAsync(1_000);
      expect(sends[1]?.keys).toEqual(['c']);
      sends[1]?.end();
      await next;
    } finally {
      vi.useRealTimers();
    }
  });

  it('takes nothing after it was closed', async () => {
    const { publish, close } = createPublisher({ send: async () => {}, toError });
    close(new Error('closed'));
    await expect(publish([recordOf('a')])).rejects.toThrow('closed');
  });
});

describe('broadcasting to Kafka', () => {
  it('sends the newest of each key, and drops what fails', async () => {
    const { sends, send } = createSends();
    const { broadcast } = createBroadcaster(send);
    broadcast(recordOf('a', 1));
    await vi.waitFor(() => expect(sends).toHaveLength(1), patience);
    for (const bytes of [2, 3, 4]) broadcast(recordOf('a', bytes));
    broadcast(recordOf('b', 5));
    sends[0]?.end();
    await vi.waitFor(() => expect(sends).toHaveLength(2), patience);
    expect(sends[1]).toMatchObject({ keys: ['a', 'b'], bytes: 9 });
    broadcast(recordOf('c'));
    sends[1]?.end(new Error('away'));
    await vi.waitFor(() => {
      broadcast(recordOf('d'));
      expect(sends).toHaveLength(3);
    }, patience);
    expect(sends[2]?.keys).toEqual(['d']);
    sends[2]?.end();
  });
});
