import { randomUUID } from 'node:crypto';
import { removeAll } from '../src/testing.ts';

/** A place of its own on the engine, gone with its scope. The engine's usual local port, unless TEST_DYNAMODB_URL says otherwise. */
export interface EnginePlace extends AsyncDisposable {
  readonly url: string;
  /** The same place by way of another address. */
  through(endpoint: string): string;
}

export function takePlace(): EnginePlace {
  const base =
    process.env['TEST_DYNAMODB_URL'] ?? 'dynamodb:///myevents?region=us-east-1&endpoint=http://127.0.0.1:8000';
  const parsed = new URL(base);
  parsed.pathname = `/test-${randomUUID().slice(0, 13)}`;
  const url = parsed.href;
  return {
    url,
    through(endpoint) {
      const other = new URL(url);
      other.searchParams.set('endpoint', endpoint);
      return other.href;
    },
    [Symbol.asyncDispose]: async () => removeAll(url),
  };
}
