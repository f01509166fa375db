import { randomUUID } from 'node:crypto';
import { connectMongodb, type MongodbConnection } from '../src/index.ts';
import { removeAll } from '../src/testing.ts';

/** The address of the server under test; `proxied` leads through toxiproxy. */
export const serverUrl = process.env['TEST_MONGODB_URL'] ?? 'mongodb://127.0.0.1:27017/myevents';

/** The same server with a prefix nobody else uses. */
export function withFreshPrefix(url = serverUrl): string {
  const [start = '', search] = url.split('?');
  const prefix = `test-${randomUUID().slice(0, 13)}`;
  return `${start.replace(/^(mongodb(?:\+srv)?:\/\/[^/]+).*$/, '$1')}/${prefix}${search ? `?${search}` : ''}`;
}

/** A place of one test, gone with its scope. */
export interface Place extends AsyncDisposable {
  readonly url: string;
  /** Another connection to it. */
  connect(): Promise<MongodbConnection>;
}

export function makePlace(url = withFreshPrefix()): Place {
  const connections = new AsyncDisposableStack();
  return {
    url,
    connect: async () => connections.use(await connectMongodb(url)),
    async [Symbol.asyncDispose]() {
      await connections.disposeAsync();
      await removeAll(url);
    },
  };
}
