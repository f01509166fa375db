import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { groups, topics, topology } from '@myevents/contracts';
import { buildApp } from '@myevents/http-kit';
import { createMemoryBroker, type MemoryBroker, openMemoryBus } from '@myevents/memory';
import { type BusMessage, type Clock, type CloudEvent, type Store, systemClock } from '@myevents/ports';
import { openSqliteStore } from '@myevents/sqlite';
import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify';
import { Registry } from 'prom-client';
import { afterAll, beforeAll } from 'vitest';
import { createEventService, type EventService, eventServiceCollections } from '../src/index.ts';

/** A clock that tests move by hand. Its timers are real, `timerSpeed` times as fast. */
export interface TestClock extends Clock {
  set(instant: string): void;
  advance(ms: number): void;
}

export function createTestClock({ start = '2030-01-01T00:00:00Z', timerSpeed = 1 } = {}): TestClock {
  let offset = Date.parse(start) - Date.now();
  return {
    now: () => Math.floor(Date.now() + offset),
    monotonic: () => performance.now(),
    setTimer: (callback, delayMs) => systemClock.setTimer(callback, delayMs / timerSpeed),
    set(instant) {
      offset = Date.parse(instant) - Date.now();
    },
    advance(ms) {
      offset += ms;
    },
  };
}

export interface TestService extends AsyncDisposable {
  readonly app: FastifyInstance;
  readonly service: EventService;
  readonly store: Store;
  readonly clock: TestClock;
  /** What the Booking Service heard, in order. */
  readonly heard: readonly CloudEvent[];
  readonly broker: MemoryBroker;
  readonly folder: string;
  /** Hears the catalogue's messages as another process would. */
  listen(handle: (message: BusMessage) => void): Promise<AsyncDisposable>;
  get(url: string, headers?: Record<string, string>): Promise<LightMyRequestResponse>;
  post(url: string, body: unknown, headers?: Record<string, string>): Promise<LightMyRequestResponse>;
  patch(url: string, body: unknown, headers?: Record<string, string>): Promise<LightMyRequestResponse>;
  /** Keeps the folder. */
  close(): Promise<void>;
}

export interface TestServiceOptions {
  readonly clock?: TestClock;
  /** Of another service in the test, as another process on the same data. */
  readonly beside?: TestService;
  /** On the data of a service that was closed, or crashed. */
  readonly folder?: string;
}

/** The Event Service on SQLite in a fresh folder and the memory bus. */
export async function openTestService(options: TestServiceOptions = {}): Promise<TestService> {
  const { beside, clock = beside?.clock ?? createTestClock() } = options;
  const folder = options.folder ?? beside?.folder ?? (await mkdtemp(join(tmpdir(), 'event-service-')));
  const store = await openSqliteStore({ folder, service: 'events', collections: eventServiceCollections });
  const broker = beside?.broker ?? createMemoryBroker({ topology });
  const bus = openMemoryBus(broker);
  const heard: CloudEvent[] = [];
  if (beside === undefined) {
    await bus.subscribe({
      topics: [topics.catalogue],
      group: groups.bookingService,
      handle: async ({ events }) => void heard.push(...events),
    });
  }
  const failures: unknown[] = [];
  const service = await createEventService({
    store,
    bus,
    clock,
    registry: new Registry(),
    log: { error: (fields: unknown) => void failures.push(fields), warn: () => {} },
  });
  const app = await buildApp();
  await app.register(service.plugin);
  await app.ready();
  const inject = (options: InjectOptions) => app.inject(options);
  const send =
    (method: 'POST' | 'PATCH') =>
    (url: string, body: unknown, headers: Record<string, string> = {}) =>
      inject({
        method,
        url,
        payload: JSON.stringify(body),
        headers: { 'content-type': 'application/json', ...headers },
      });
  async function close() {
    await app.close();
    await service.close();
    await bus[Symbol.asyncDispose]();
    await store[Symbol.asyncDispose]();
  }
  return {
    app,
    service,
    store,
    clock,
    heard,
    broker,
    folder,
    listen: (handle) => bus.subscribe({ topics: [topics.catalogue], handle: async (message) => handle(message) }),
    get: (url, headers = {}) => inject({ method: 'GET', url, headers }),
    post: send('POST'),
    patch: send('PATCH'),
    close,
    async [Symbol.asyncDispose]() {
      await close();
      if (beside === undefined && options.folder === undefined) await rm(folder, { recursive: true, force: true });
      if (failures.length > 0) throw new Error(`the service logged errors: ${JSON.stringify(failures.map(toMessage))}`);
    },
  };
}

function toMessage(fields: unknown): string {
  const { err } = Object(fields) as { err?: unknown };
  return err instanceof Error ? (err.stack ?? err.message) : String(err);
}

/** One service for the tests of a file or block that leave nothing behind: tables of refusals. */
export function shareTestService(): () => TestService {
  let service: TestService | undefined;
  beforeAll(async () => {
    service = await openTestService();
  });
  afterAll(async () => {
    await service?.[Symbol.asyncDispose]();
  });
  return () => {
    if (service === undefined) throw new Error('the service is not open');
    return service;
  };
}
