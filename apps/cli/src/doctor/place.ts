import { randomBytes } from 'node:crypto';
import type { BusTopology } from '@myevents/ports';
import { contractTopology } from '@myevents/ports/contract';
import { schemeOf } from '../engines.ts';

/** A place on a shared engine that nobody else uses: the same URL with another prefix. All that is under it goes in the end. */
export interface Place extends AsyncDisposable {
  readonly url: string;
}

interface Kind {
  /** Where the prefix stands in the URL: its `prefix` parameter, or its path. */
  readonly prefixIn: 'parameter' | 'path';
  removeAll(url: string, topology: BusTopology): Promise<void>;
}

const postgres: Kind = {
  prefixIn: 'parameter',
  removeAll: async (url) => (await import('@myevents/postgres/testing')).removeAll(url),
};
const mongodb: Kind = {
  prefixIn: 'path',
  removeAll: async (url) => (await import('@myevents/mongodb/testing')).removeAll(url),
};
const dynamodb: Kind = {
  prefixIn: 'path',
  removeAll: async (url) => (await import('@myevents/dynamodb/testing')).removeAll(url),
};
const rabbitmq: Kind = {
  prefixIn: 'parameter',
  removeAll: async (url, topology) => (await import('@myevents/rabbitmq/testing')).removeTopology(url, topology),
};
const kafka: Kind = {
  prefixIn: 'path',
  removeAll: async (url) => (await import('@myevents/kafka/testing')).removeAll(url),
};
const sqs: Kind = {
  prefixIn: 'path',
  removeAll: async (url) => (await import('@myevents/sqs/testing')).removeAll(url),
};

const kinds: Readonly<Record<string, Kind>> = {
  postgres,
  postgresql: postgres,
  mongodb,
  'mongodb+srv': mongodb,
  dynamodb,
  amqp: rabbitmq,
  amqps: rabbitmq,
  kafka,
  sqs,
};

/**
 * A fresh place on the engine of the URL; undefined for an embedded engine, which has none. What a bus makes there is that of
 * `topology`.
 */
export function takePlace(engineUrl: string, topology: BusTopology = contractTopology): Place | undefined {
  const kind = kinds[schemeOf(engineUrl) ?? ''];
  if (!kind) return undefined;
  // Letters and digits alone, and few of them: every engine takes that.
  const prefix = `doctor${randomBytes(6).toString('hex')}`;
  const url = withPrefix(engineUrl, prefix, kind);
  if (!url.includes(prefix)) throw new Error('There is no place for a prefix in this URL.');
  return { url, [Symbol.asyncDispose]: async () => kind.removeAll(url, topology) };
}

/** By hand where it is a path: a URL of several hosts is none that `URL` takes. */
function withPrefix(url: string, prefix: string, { prefixIn }: Kind): string {
  if (prefixIn === 'path') return url.replace(/^([^:]+:\/\/[^/?]*)(\/[^?]*)?/, `$1/${prefix}`);
  const place = new URL(url);
  place.searchParams.set('prefix', prefix);
  return place.href;
}
