import { waitingMax } from '@myevents/bus-kit';
import type { BusMessage, DeadLetter } from '@myevents/ports';
import { describe, expect, it, vi } from 'vitest';
import { createDeadLetterShelf, createMemoryBroker, openMemoryBus } from '../src/index.ts';
import { createManualClock } from './manual-clock.ts';

const patience = { timeout: 30_000 };

const topology = {
  topics: [
    { name: 'shows', groups: ['sales'] },
    { name: 'news', groups: [] },
  ],
};

function messageOf(topic: string, key: string, n: number): BusMessage {
  const event = {
    specversion: '1.0',
    source: '/test',
    type: 'noted',
    subject: key,
    time: '2026-01-01T00:00:00Z',
  } as const;
  return {
    topic,
    key,
    events: [{ ...event, id: `${key}-${n}`, datacontenttype: 'application/json', partitionkey: key, data: { n } }],
  };
}

const idOf = ({ events }: BusMessage) => events[0]?.id ?? '';

/** A subscriber that lets the first message in only when told to. */
function createSlowInbox() {
  const { promise, resolve } = Promise.withResolvers<void>();
  const ids: string[] = [];
  const handle = async (message: BusMessage) => {
    ids.push(idOf(message));
    await promise;
  };
  return { ids, handle, letGo: resolve };
}

describe('a listener that is slow', () => {
  it('hears of several broadcasts of one key the newest only, and every published message', async () => {
    await using bus = openMemoryBus(createMemoryBroker({ topology }));
    const inbox = createSlowInbox();
    await bus.subscribe({ topics: ['news'], handle: inbox.handle });
    await bus.publish([messageOf('news', 'first', 0)]);
    await vi.waitFor(() => expect(inbox.ids).toEqual(['first-0']), patience);
    for (let n = 1; n <= 50; n += 1) {
      bus.broadcast(messageOf('news', 'a', n));
      bus.broadcast(messageOf('news', 'b', n));
    }
    await bus.publish([messageOf('news', 'a', 51), messageOf('news', 'a', 52)]);
    inbox.letGo();
    await vi.waitFor(() => expect(inbox.ids).toEqual(['first-0', 'a-50', 'b-50', 'a-51', 'a-52']), patience);
  });

  it('is told that it missed messages when more wait than are kept', async () => {
    await using bus = openMemoryBus(createMemoryBroker({ topology }));
    const inbox = createSlowInbox();
    const onReconnect = vi.fn();
    await bus.subscribe({ topics: ['news'], handle: inbox.handle, onReconnect });
    await bus.publish(Array.from({ length: waitingMax }, (_, n) => messageOf('news', 'a', n)));
    expect(onReconnect).not.toHaveBeenCalled();
    await bus.publish([messageOf('news', 'a', waitingMax), messageOf('news', 'a', waitingMax + 1)]);
    expect(onReconnect).toHaveBeenCalledTimes(1);
    inbox.letGo();
    await vi.waitFor(() => expect(inbox.ids.at(-1)).toBe(`a-${waitingMax + 1}`), patience);
    expect(inbox.ids.length).toBeLessThan(10);
  });
});

describe('two brokers', () => {
  it('share nothing', async () => {
    await using one = openMemoryBus(createMemoryBroker({ topology }));
    await using two = openMemoryBus(createMemoryBroker({ topology }));
    const inboxes = [createSlowInbox(), createSlowInbox()] as const;
    for (const inbox of inboxes) inbox.letGo();
    await one.subscribe({ topics: ['shows'], group: 'sales', handle: inboxes[0].handle });
    await two.subscribe({ topics: ['shows'], group: 'sales', handle: inboxes[1].handle });
    await one.publish([messageOf('shows', 'a', 1)]);
    await two.publish([messageOf('shows', 'a', 2)]);
    expect([inboxes[0].ids, inboxes[1].ids]).toEqual([['a-1'], ['a-2']]);
  });
});

describe('a publisher', () => {
  it('waits until every group has handled its messages', async () => {
    await using bus = openMemoryBus(createMemoryBroker({ topology }));
    const inbox = createSlowInbox();
    await bus.subscribe({ topics: ['shows'], group: 'sales', handle: inbox.handle });
    const onPublished = vi.fn();
    const published = bus.publish([messageOf('shows', 'a', 1)]).then(onPublished);
    await vi.waitFor(() => expect(inbox.ids).toEqual(['a-1']), patience);
    expect(onPublished).not.toHaveBeenCalled();
    inbox.letGo();
    await published;
  });

  it('is told when its bus is closed before that; the messages stay for a later member', async () => {
    const broker = createMemoryBroker({ topology });
    const bus = openMemoryBus(broker);
    const published = expect(bus.publish([messageOf('shows', 'a', 1)])).rejects.toThrow(/closed/);
    await bus[Symbol.asyncDispose]();
    await published;
    expect(bus.health()).toEqual({ ok: false, reason: 'The bus was closed.' });
    await using later = openMemoryBus(broker);
    const inbox = createSlowInbox();
    inbox.letGo();
    await later.subscribe({ topics: ['shows'], group: 'sales', handle: inbox.handle });
    await vi.waitFor(() => expect(inbox.ids).toEqual(['a-1']), patience);
  });

  it('leaves everything else its turn while very many messages are handled', async () => {
    await using bus = openMemoryBus(createMemoryBroker({ topology }));
    let turns = 0;
    const count = () => {
      turns += 1;
      immediate = setImmediate(count);
    };
    let immediate = setImmediate(count);
    await bus.subscribe({ topics: ['shows'], group: 'sales', handle: async () => {} });
    await bus.publish(Array.from({ length: 5_000 }, (_, n) => messageOf('shows', `k${n % 100}`, n)));
    clearImmediate(immediate);
    expect(turns).toBeGreaterThanOrEqual(10);
  });
});

describe('a message that fails', () => {
  it('comes again after pauses that double, up to 30 s, and is reported each time', async () => {
    const clock = createManualClock();
    const onError = vi.fn();
    const broker = createMemoryBroker({ topology, clock, backoffMs: 1_000, attemptsMax: 8, onError });
    await using bus = openMemoryBus(broker);
    const handle = vi.fn(async () => {
      throw new Error('no');
    });
    await bus.subscribe({ topics: ['shows'], group: 'sales', handle });
    const published = bus.publish([messageOf('shows', 'a', 1)]);
    const expectedMs = [1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000];
    for (const [n, pauseMs] of expectedMs.entries()) {
      await vi.waitFor(() => expect(clock.pausesMs).toHaveLength(n + 1), patience);
      clock.advance(pauseMs - 1);
      await new Promise(setImmediate);
      expect(handle).toHaveBeenCalledTimes(n + 1);
      clock.advance(1);
    }
    await published;
    expect(clock.pausesMs).toEqual(expectedMs);
    expect(onError).toHaveBeenCalledTimes(8);
    expect(onError).toHaveBeenCalledWith(expect.any(Error), { topic: 'shows', group: 'sales' });
    expect(await bus.deadLetters.list('sales')).toMatchObject([{ attempts: 8, error: 'no', failedAt: clock.now() }]);
  });

  it('is not lost while its dead letter cannot be kept', async () => {
    const shelf = createDeadLetterShelf();
    let isShelfBroken = true;
    const save = vi.fn(async (letter: DeadLetter) => {
      if (isShelfBroken) throw new Error('the disk is full');
      await shelf.save(letter);
    });
    const broker = createMemoryBroker({ topology, attemptsMax: 2, backoffMs: 1, deadLetters: { ...shelf, save } });
    await using bus = openMemoryBus(broker);
    const handle = async () => {
      throw new Error('no');
    };
    await bus.subscribe({ topics: ['shows'], group: 'sales', handle });
    const published = bus.publish([messageOf('shows', 'a', 1)]);
    await vi.waitFor(() => expect(save.mock.calls.length).toBeGreaterThan(2), patience);
    isShelfBroken = false;
    await published;
    expect(await bus.deadLetters.list('sales')).toHaveLength(1);
  });

  it('can be replayed by the next process, from a shelf that outlives this one', async () => {
    const shelf = createDeadLetterShelf();
    const first = openMemoryBus(createMemoryBroker({ topology, attemptsMax: 1, deadLetters: shelf }));
    const handle = async () => {
      throw new Error('no');
    };
    await first.subscribe({ topics: ['shows'], group: 'sales', handle });
    await first.publish([messageOf('shows', 'a', 1), messageOf('shows', 'b', 1)]);
    await first[Symbol.asyncDispose]();
    await using second = openMemoryBus(createMemoryBroker({ topology, deadLetters: shelf }));
    expect(await second.deadLetters.replay('sales')).toBe(2);
    expect(await second.deadLetters.replay('sales')).toBe(0); // they are on their way
    expect(await second.deadLetters.list('sales')).toHaveLength(2); // and not handled yet
    const inbox = createSlowInbox();
    inbox.letGo();
    await second.subscribe({ topics: ['shows'], group: 'sales', handle: inbox.handle });
    await vi.waitFor(async () => expect(await shelf.list('sales')).toEqual([]), patience);
    expect(inbox.ids.toSorted()).toEqual(['a-1', 'b-1']);
    await expect(second.deadLetters.list('nobody')).rejects.toThrow(/declared/);
  });
});
