import {
  type Collection,
  type CollectionIndex,
  type FindOptions,
  findCollection,
  findIndex,
  type JsonObject,
} from '@myevents/ports';
import type { ClientBase } from 'pg';
import { toByteaArray, toTextArray } from './binary-array.ts';
import { toEntry } from './entry.ts';
import { quote, slots, slotsMax } from './schema.ts';
import { takeTurns } from './setup.ts';

/** The declared collections with the numbers under which the database knows them. */
export interface Collections {
  /** @throws RangeError if it was not declared. */
  numberOf(name: string): number;
  /** A document's entries, one for each slot; null where there is none. @throws RangeError as numberOf. */
  entriesOf(name: string, document: JsonObject | null): readonly (Buffer | null)[];
  /** @throws RangeError if the query names what was not declared. */
  placeOf(options: FindOptions): { readonly number: number; readonly index: CollectionIndex; readonly slot: number };
}

/**
 * Gives new collections their number, and the documents of those whose indexes are declared otherwise than before their
 * entries anew, before it answers. Processes that still declare the former indexes have to be stopped before.
 */
export async function prepareCollections(
  client: ClientBase,
  schema: string,
  declared: readonly Collection[],
): Promise<Collections> {
  for (const { name, indexes } of declared) {
    if (indexes.length > slotsMax) throw new RangeError(`Collection ${name} has more than ${slotsMax} indexes.`);
  }
  let rows = await readRows(client, schema);
  const isReady = ({ name, indexes }: Collection) => rows.get(name)?.indexes === JSON.stringify(indexes);
  if (!declared.every(isReady)) {
    await takeTurns(client, schema, async () => {
      rows = await readRows(client, schema);
      for (const collection of declared) {
        if (!isReady(collection)) await declare(client, schema, collection, rows.get(collection.name)?.number);
      }
    });
    rows = await readRows(client, schema);
  }
  return createCollections(declared, new Map([...rows].map(([name, { number }]) => [name, number])));
}

function createCollections(declared: readonly Collection[], numbers: ReadonlyMap<string, number>): Collections {
  const numberOf = (name: string) => numbers.get(findCollection(declared, name).name) ?? -1;
  return {
    numberOf,
    entriesOf: (name, document) => toEntries(findCollection(declared, name), numberOf(name), document),
    placeOf(options) {
      const collection = findCollection(declared, options.collection);
      const index = findIndex(collection, options);
      return { number: numberOf(collection.name), index, slot: collection.indexes.indexOf(index) + 1 };
    },
  };
}

function toEntries({ indexes }: Collection, number: number, document: JsonObject | null): readonly (Buffer | null)[] {
  return slots.map((slot) => {
    const index = indexes[slot - 1];
    return index ? toEntry(number, index, document) : null;
  });
}

async function readRows(client: ClientBase, schema: string) {
  const { rows } = await client.query<{ number: number; name: string; indexes: string }>(
    `SELECT number, name, indexes FROM ${quote(schema)}.collections`,
  );
  return new Map(rows.map((row) => [row.name, row]));
}

async function declare(
  client: ClientBase,
  schema: string,
  collection: Collection,
  number: number | undefined,
): Promise<void> {
  const [table, indexes] = [`${quote(schema)}.collections`, JSON.stringify(collection.indexes)];
  if (number === undefined) {
    await client.query(`INSERT INTO ${table} (name, indexes) VALUES ($1, $2)`, [collection.name, indexes]);
    return;
  }
  await client.query(`UPDATE ${table} SET indexes = $1 WHERE number = $2`, [indexes, number]);
  await fillEntries(client, schema, collection, number);
}

const documentsPerRead = 500;

async function fillEntries(client: ClientBase, schema: string, collection: Collection, number: number): Promise<void> {
  const table = `${quote(schema)}.documents`;
  const read = `SELECT id, document FROM ${table} WHERE collection = $1 AND id > $2 AND document IS NOT NULL
    ORDER BY id LIMIT ${documentsPerRead} FOR UPDATE`;
  const update = `UPDATE ${table} AS old SET ${slots.map((slot) => `entry_${slot} = new.entry_${slot}`).join(', ')}
    FROM unnest($2::text[], ${slots.map((slot) => `$${slot + 2}::bytea[]`).join(', ')})
      AS new (id, ${slots.map((slot) => `entry_${slot}`).join(', ')})
    WHERE old.collection = $1 AND old.id = new.id`;
  for (let after = '', length = documentsPerRead; length === documentsPerRead; ) {
    const { rows } = await client.query<{ id: string; document: string }>(read, [number, after]);
    const entries = rows.map(({ document }) => toEntries(collection, number, JSON.parse(document) as JsonObject));
    const arrays = slots.map((slot) => toByteaArray(entries.map((entry) => entry[slot - 1] ?? null)));
    await client.query(update, [number, toTextArray(rows.map(({ id }) => id)), ...arrays]);
    after = rows.at(-1)?.id ?? '';
    length = rows.length;
  }
}
