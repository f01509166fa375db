import { randomBytes } from 'node:crypto';
import { removeAll } from '../src/testing.ts';

/** The engine under test: TEST_POSTGRES_URL, else where PostgreSQL usually listens. */
export const engineUrl = process.env['TEST_POSTGRES_URL'] ?? 'postgres://myevents:myevents@127.0.0.1:5432/myevents';

/** A fresh prefix in the database of `url`, removed with all that is under it in the end. */
export function makePlace(
  url: string = engineUrl,
): AsyncDisposable & { readonly url: string; readonly prefix: string } {
  const place = new URL(url);
  const prefix = `test_${randomBytes(6).toString('hex')}`;
  place.searchParams.set('prefix', prefix);
  const direct = new URL(engineUrl);
  direct.searchParams.set('prefix', prefix);
  return { url: place.href, prefix, [Symbol.asyncDispose]: () => removeAll(direct.href) };
}
