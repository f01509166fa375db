import { randomBytes } from 'node:crypto';
import { SQSClient } from '@aws-sdk/client-sqs';
import type { Bus, BusTopology } from '@myevents/ports';
import { type Intercept, openSqsBus, type SqsBusOptions } from '../src/index.ts';
import { removeAll } from '../src/testing.ts';
import { oneAtATime } from './intercepting.ts';

/** Where the tests find the engines; the address of the bus as the product takes it. */
export const sqsUrl =
  process.env['TEST_SQS_URL'] ?? 'sqs:///myevents?region=us-east-1&endpoint=http://127.0.0.1:9324&mode=direct';
export const snsUrl =
  process.env['TEST_SNS_URL'] ??
  'sqs:///myevents?region=us-east-1&mode=sns&endpoint=http://127.0.0.1:5000&snsEndpoint=http://127.0.0.1:5000';

process.env['AWS_ACCESS_KEY_ID'] ??= 'local';
process.env['AWS_SECRET_ACCESS_KEY'] ??= 'local';

export const work = 'work';
export const news = 'news';
export const workers = 'workers';
export const topology: BusTopology = {
  topics: [
    { name: work, groups: [workers] },
    { name: news, groups: [] },
  ],
};

/** The same place under names of its own, where consumers stop within a second. */
export function freshUrl(url: string, parameters: Record<string, string> = {}): string {
  const fresh = new URL(url);
  fresh.pathname = `/test-${randomBytes(4).toString('hex')}`;
  for (const [name, value] of Object.entries({ waitSeconds: '1', ...parameters })) fresh.searchParams.set(name, value);
  return fresh.href;
}

/** The same names by another way. */
export function through(url: string, endpoint: string): string {
  const other = new URL(url);
  for (const name of ['endpoint', 'snsEndpoint'])
    if (other.searchParams.has(name)) other.searchParams.set(name, endpoint);
  return other.href;
}

export function endpointOf(url: string): string {
  return new URL(url).searchParams.get('endpoint') ?? '';
}

/** An installation of one test, gone with its scope. */
export interface Place extends AsyncDisposable {
  readonly url: string;
  readonly prefix: string;
  /** The client of the engine, for what the bus does not do. */
  readonly sqs: SQSClient;
  open(options?: Partial<SqsBusOptions>): Promise<Bus>;
  /** The address of one of its queues. */
  queue(name: string): string;
}

/** Stand-ins on a busy machine: what takes AWS milliseconds takes them seconds, and few of the tests are about that. */
export const patientTiming = { publishMs: 60_000 };

export function createPlace(engineUrl = sqsUrl): Place {
  const url = freshUrl(engineUrl);
  const prefix = new URL(url).pathname.slice(1);
  const sqs = new SQSClient({ region: 'us-east-1', endpoint: endpointOf(url) });
  const account = engineUrl === sqsUrl ? '000000000000' : '123456789012';
  const cleaning = new AsyncDisposableStack();
  cleaning.defer(async () => {
    await removeAll(url);
    sqs.destroy();
  });
  return {
    url,
    prefix,
    sqs,
    async open(options) {
      const timing = { ...patientTiming, ...options?.timing };
      const intercept: Intercept = (clients) => {
        options?.intercept?.(clients);
        if (engineUrl === snsUrl) oneAtATime(clients);
      };
      const retries = { attemptsMax: 3, backoffMs: 20 };
      return cleaning.use(await openSqsBus({ url, topology, retries, ...options, timing, intercept }));
    },
    queue: (name) => `${endpointOf(url)}/${account}/${prefix}_${name}.fifo`,
    [Symbol.asyncDispose]: async () => cleaning.disposeAsync(),
  };
}
