import { expect, it } from 'vitest';
import { createChanges } from '../src/availability/changes.ts';
import { createAvailabilityStreams, type StreamClient } from '../src/availability/streams.ts';
import type { ShowView } from '../src/sale/show-view.ts';
import { createFakeTime } from './fake-clock.ts';
import { until } from './until.ts';

const showId = 'shw_1';

function viewOf(version: number): ShowView {
  const tier = {
    id: 'regular',
    name: 'Regular',
    priceMinor: 100,
    capacity: 99,
    reservedForWaitlist: 0,
    booked: 0,
    waiting: 0,
  };
  const tiers = [{ ...tier, held: version, available: 99 - version }];
  return { showId, version, at: 0, eventId: '', currency: 'EUR', tiers, wakeAt: null, lineMovedVersion: 0 };
}

/** A connection whose client may stop reading. */
function createConnection() {
  const written: string[] = [];
  const listeners = new Map<string, () => void>();
  let isEnded = false;
  const response = {
    writableNeedDrain: false,
    destroyed: false,
    write: (text: string) => written.push(text) > 0,
    end: () => {
      isEnded = true;
    },
    on: (event: string, listener: () => void) => void listeners.set(event, listener),
  };
  return {
    written,
    response: response as typeof response & StreamClient['response'],
    isEnded: () => isEnded,
    emit: (event: string) => listeners.get(event)?.(),
    versions: () => written.flatMap((text) => /^id: (\d+)$/m.exec(text)?.[1] ?? []).map(Number),
  };
}

function openStreams() {
  const time = createFakeTime();
  const changes = createChanges();
  let version = 1;
  let reads = 0;
  const sales = {
    async view() {
      reads += 1;
      return viewOf(version);
    },
    read: () => Promise.reject(new Error('no seats here')),
  };
  const streams = createAvailabilityStreams({ sales, changes, clock: time.clock() });
  return {
    time,
    streams,
    reads: () => reads,
    /** By another process, which nobody here is told of. */
    changeElsewhere() {
      version += 1;
    },
    change() {
      version += 1;
      changes.notify(showId);
    },
    open() {
      const connection = createConnection();
      streams.open({ showId, hasSeats: false, knownVersion: undefined, response: connection.response });
      return connection;
    },
  };
}

it('gives a client that reads slowly the newest alone, once it reads again', async () => {
  const { time, change, open } = openStreams();
  const [slow, quick] = [open(), open()];
  await until(() => slow.written.length + quick.written.length === 2, 'the whole');
  slow.response.writableNeedDrain = true;
  for (const version of [2, 3, 4]) {
    change();
    time.advance(50);
    await until(() => quick.versions().includes(version), 'the change');
  }
  expect(slow.versions()).toEqual([1]);
  slow.response.writableNeedDrain = false;
  slow.emit('drain');
  time.advance(50);
  await until(() => slow.versions().length === 2, 'the newest');
  expect(slow.versions()).toEqual([1, 4]);
  expect(quick.versions()).toEqual([1, 2, 3, 4]);
});

it('reads and writes out a change once for all who watch, at most once in 50 ms', async () => {
  const { time, change, open, reads } = openStreams();
  const clients = Array.from({ length: 20 }, () => open());
  await until(() => clients.every(({ written }) => written.length === 1), 'the whole');
  const before = reads();
  for (let n = 0; n < 5; n += 1) change();
  time.advance(50);
  await until(() => clients.every(({ versions }) => versions().at(-1) === 6), 'the newest');
  for (let n = 0; n < 5; n += 1) change();
  time.advance(49);
  expect(clients[0]?.versions()).toEqual([1, 6]);
  time.advance(1);
  await until(() => clients.every(({ versions }) => versions().at(-1) === 11), 'the newest');
  expect(reads() - before).toBe(2);
});

it('finds within five seconds what another process changed and nobody told', async () => {
  const { time, changeElsewhere, open } = openStreams();
  const client = open();
  await until(() => client.written.length === 1, 'the whole');
  changeElsewhere();
  time.advance(5_000);
  await until(() => client.versions().at(-1) === 2, 'the change');
  time.advance(10_000);
  await until(() => client.written.some((text) => text.startsWith(':')), 'a heartbeat');
  expect(client.versions()).toEqual([1, 2]);
});

it('forgets who has gone, and ends the others when it is closed', async () => {
  const { streams, open, change, time, reads } = openStreams();
  const [gone, stays] = [open(), open()];
  await until(() => stays.written.length === 1, 'the whole');
  gone.emit('close');
  expect(streams.count()).toBe(1);
  streams.close();
  expect([stays.isEnded(), gone.isEnded(), streams.count()]).toEqual([true, false, 0]);
  const before = reads();
  change();
  time.advance(1_000);
  expect(reads()).toBe(before);
});
