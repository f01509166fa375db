import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type Availability,
  type BookingResource,
  type EventMessage,
  groups,
  type LocationMessage,
  type MessageType,
  type ShowMessage,
  topics,
  topology,
} from '@myevents/contracts';
import { buildApp } from '@myevents/http-kit';
import {
  createMemoryBroker,
  createMemoryDatabase,
  type MemoryBroker,
  openMemoryBus,
  openMemoryStore,
} from '@myevents/memory';
import type { Bus, Clock, CloudEvent, PaymentProvider, Store } from '@myevents/ports';
import { lockFolder, openSqliteStore } from '@myevents/sqlite';
import { createTestPaymentProvider, readTestPayments, type TestPayment } from '@myevents/test-payment';
import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify';
import { Registry } from 'prom-client';
import { type BookingService, bookingServiceCollections, createBookingService } from '../src/index.ts';
import { toBusMessage } from './catalogue.ts';
import { createFakeTime, type FakeTime } from './fake-clock.ts';

/** What every process of a test shares: time, the broker, the provider's books, and a folder for the store. */
export interface World extends AsyncDisposable {
  readonly time: FakeTime;
  readonly broker: MemoryBroker;
  readonly folder: string;
  /** What the Event Service heard, in order. */
  readonly heard: readonly CloudEvent[];
  /** Publishes a message of the catalogue, as the Event Service would; resolves when it was handled. */
  tell(type: MessageType, data: EventMessage | ShowMessage | LocationMessage): Promise<void>;
  openProvider(): PaymentProvider;
  /** What the provider's books say now. */
  payments(): Promise<readonly TestPayment[]>;
}

export async function openWorld(): Promise<World> {
  const time = createFakeTime();
  const folder = await mkdtemp(join(tmpdir(), 'booking-service-'));
  const broker = createMemoryBroker({ topology, clock: time.clock() });
  const bus = openMemoryBus(broker);
  const database = createMemoryDatabase();
  const books = () => openMemoryStore({ service: 'payments', collections: [], database });
  const heard: CloudEvent[] = [];
  await bus.subscribe({
    topics: [topics.bookings],
    group: groups.eventService,
    handle: async ({ events }) => void heard.push(...events),
  });
  return {
    time,
    broker,
    folder,
    heard,
    tell: (type, data) => bus.publish([toBusMessage(type, data)]),
    openProvider: () => createTestPaymentProvider({ store: books(), clock: time.clock() }),
    payments: async () => readTestPayments(books(), time.clock().now()),
    async [Symbol.asyncDispose]() {
      await bus[Symbol.asyncDispose]();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** One process with a Booking Service in it, spoken to through `inject`. */
export interface Process extends AsyncDisposable {
  readonly app: FastifyInstance;
  readonly service: BookingService;
  readonly store: Store;
  readonly bus: Bus;
  readonly clock: Clock & { kill(): void };
  readonly registry: Registry;
  readonly failures: readonly unknown[];
  get<Body = unknown>(url: string): Promise<Answer<Body>>;
  post<Body = BookingResource>(url: string, body: unknown, headers?: Record<string, string>): Promise<Answer<Body>>;
  patch<Body = unknown>(url: string, body: unknown, headers?: Record<string, string>): Promise<Answer<Body>>;
  delete<Body = BookingResource>(url: string): Promise<Answer<Body>>;
  availability(showId: string): Promise<Availability>;
}

export interface Answer<Body> {
  readonly status: number;
  readonly body: Body & { readonly code?: string };
  readonly headers: LightMyRequestResponse['headers'];
}

export interface ProcessOptions {
  /** Default: SQLite in the world's folder, locked by this process. */
  readonly store?: Store;
  readonly payments?: PaymentProvider;
  readonly clock?: Clock & { kill(): void };
}

export async function openProcess(world: World, options: ProcessOptions = {}): Promise<Process> {
  const clock = options.clock ?? world.time.clock();
  const closing = new AsyncDisposableStack();
  const store = options.store ?? (await openOwnStore(world, closing));
  const payments = options.payments ?? closing.use(world.openProvider());
  const bus = closing.use(openMemoryBus(world.broker));
  const registry = new Registry();
  const failures: unknown[] = [];
  const log = { error: (fields: unknown) => void failures.push(fields), warn: () => undefined };
  const service = await createBookingService({ store, bus, clock, payments, registry, log });
  closing.defer(() => service.close());
  const app = await buildApp();
  closing.defer(() => app.close());
  await app.register(service.plugin);
  await app.ready();

  async function inject<Body>(request: InjectOptions): Promise<Answer<Body>> {
    const answer = await app.inject(request);
    return { status: answer.statusCode, body: answer.json(), headers: answer.headers };
  }
  const send =
    (method: 'POST' | 'PATCH') =>
    (url: string, body: unknown, headers: Record<string, string> = {}) => {
      const payload = JSON.stringify(body);
      return inject<never>({ method, url, payload, headers: { 'content-type': 'application/json', ...headers } });
    };

  return {
    app,
    service,
    store,
    bus,
    clock,
    registry,
    failures,
    get: (url) => inject({ method: 'GET', url }),
    post: send('POST'),
    patch: send('PATCH'),
    delete: (url) => inject({ method: 'DELETE', url }),
    async availability(showId) {
      const { body } = await inject<Availability>({ method: 'GET', url: `/v1/shows/${showId}/availability` });
      return body;
    },
    [Symbol.asyncDispose]: () => closing.disposeAsync(),
  };
}

async function openOwnStore({ folder }: World, closing: AsyncDisposableStack): Promise<Store> {
  const lock = await lockFolder(folder);
  closing.defer(async () => lock[Symbol.asyncDispose]());
  const store = await openSqliteStore({ folder, lock, service: 'bookings', collections: bookingServiceCollections });
  return closing.use(store);
}

/** A request for so many of a tier, by a buyer who has not been seen before unless said otherwise. */
export function order(changes: { tier?: string; quantity?: number; userId?: string; name?: string } = {}): object {
  const { tier = 'regular', quantity = 1, userId = `buyer-${nextBuyer()}`, name = `Buyer of ${userId}` } = changes;
  return { userId, name, tickets: [{ tier, quantity }] };
}

let buyers = 0;
function nextBuyer(): number {
  buyers += 1;
  return buyers;
}
