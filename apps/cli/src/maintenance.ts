import { bookingServiceCollections, createBookingService } from '@myevents/booking-service';
import { topology } from '@myevents/contracts';
import { createEventService, eventServiceCollections } from '@myevents/event-service';
import { createLogger, createMetrics, type Logger } from '@myevents/http-kit';
import { systemClock } from '@myevents/ports';
import type { OptionSpec, OptionValue } from './command.ts';
import { type Config, readConfig, type SettingName } from './config.ts';
import { isBusEmbedded, openBus, openPayments, openStores } from './engines.ts';
import { exitCodes, UsageError } from './failure.ts';
import { openPlatform } from './platform.ts';
import { createProgress } from './progress.ts';
import type { ServiceName } from './service-data.ts';

type OnProgress = (done: number, total?: number) => void;

interface Service {
  rebuild(onProgress: OnProgress): Promise<void>;
  republish(onProgress: OnProgress): Promise<void>;
}

interface Maintenance {
  readonly flags: Readonly<Partial<Record<SettingName, string>>>;
  readonly used: readonly SettingName[];
  readonly label: string;
  /** Only this one; undefined: both. */
  readonly service: ServiceName | undefined;
  work(service: Service, onProgress: OnProgress): Promise<void>;
}

/** For commands that do something for one service or for all. */
export const serviceOption: OptionSpec = {
  type: 'string',
  value: 'name',
  help: 'only for this service, where each has a database or credentials of its own: events or bookings',
};

/** @throws UsageError if it is neither. */
export function readService(value: OptionValue): ServiceName | undefined {
  if (value === undefined || value === 'events' || value === 'bookings') return value;
  throw new UsageError(`--service must be events or bookings, not ${JSON.stringify(value)}.`);
}

/** Opens the services and does the same work on each, with a bar for each. An embedded store it has to itself. */
export async function maintain({ flags, used, label, service, work }: Maintenance): Promise<number> {
  const config = readConfig({ env: process.env, flags, used });
  const log = createLogger({ level: config.LOG_LEVEL, destination: process.stderr });
  await using opened = await openServices(config, log, service);
  for (const [name, each] of opened.services) {
    const progress = createProgress({ label: `${label} ${name}` });
    let count = 0;
    await work(each, (done, total) => {
      count = done;
      progress.update(done, total ?? done);
    });
    progress.finish(`${count} done`);
  }
  return exitCodes.done;
}

interface OpenedServices extends AsyncDisposable {
  readonly services: readonly (readonly [ServiceName, Service])[];
}

/** On the embedded bus always both, so that what one says the other hears. */
async function openServices(config: Config, log: Logger, wanted?: ServiceName): Promise<OpenedServices> {
  if (wanted !== undefined && !isBusEmbedded(config.BUS_URL)) return openOneService(config, log, wanted);
  const platform = await openPlatform(config, log);
  const services = [['events', platform.events] as const, ['bookings', platform.bookings] as const];
  return {
    services: services.filter(([name]) => wanted === undefined || name === wanted),
    [Symbol.asyncDispose]: () => platform[Symbol.asyncDispose](),
  };
}

/** Touches the data of that service alone. */
async function openOneService(config: Config, log: Logger, name: ServiceName): Promise<OpenedServices> {
  await using opening = new AsyncDisposableStack();
  const clock = systemClock;
  const { registry } = opening.use(createMetrics());
  const stores = opening.use(await openStores(config.STORE_URL));
  const onError = (error: unknown, where: object) => log.error({ err: error, ...where }, 'a message was not handled');
  const collections = name === 'events' ? eventServiceCollections : bookingServiceCollections;
  const store = opening.use(await stores.open({ service: name, collections }));
  const bus = opening.use(await openBus(config.BUS_URL, { topology, clock, stores, onError }));
  const surroundings = { store, bus, clock, registry, log };
  const service =
    name === 'events'
      ? await createEventService(surroundings)
      : await createBookingService({
          ...surroundings,
          payments: opening.use(await openPayments(config.PAYMENT_URL, { clock, stores })),
        });
  opening.defer(() => service.close());
  opening.defer(() => service.idle());
  const closing = opening.move();
  return { services: [[name, service]], [Symbol.asyncDispose]: () => closing.disposeAsync() };
}
