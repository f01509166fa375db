import assert from 'node:assert/strict';
import type { DocumentWrite, FindOptions } from '../../document-store.ts';
import type { JsonObject } from '../../json.ts';
import type { Store } from '../../store.ts';
import { until } from '../until.ts';

/** A write to the suite's indexed collection. */
export function itemOf(id: string, version: number, document: JsonObject | null): DocumentWrite {
  return { collection: 'contract-items', id, version, document };
}

export async function findIds(store: Store, options: FindOptions): Promise<readonly string[]> {
  return (await store.documents.find(options)).items.map(({ id }) => id);
}

/** Waits for an index that may follow its documents a moment later, then wants exactly these ids in this order. */
export async function untilFound(store: Store, options: FindOptions, expected: readonly string[]): Promise<void> {
  let found: readonly string[] = [];
  let tries = 0;
  const isSo = async () => {
    found = await findIds(store, options);
    tries += 1;
    return tries > 40 || (found.length === expected.length && found.every((id, n) => id === expected[n]));
  };
  await until(`${options.index} is found as expected`, isSo);
  assert.deepEqual(found, expected, `${options.index} of ${JSON.stringify(options.key)}`);
}
