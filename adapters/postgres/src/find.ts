import {
  type CollectionIndex,
  compareSortValues,
  type FindOptions,
  type JsonObject,
  readCursor,
  toIndexEntry,
  writeCursor,
} from '@myevents/ports';
import type { Collections } from './collections.ts';
import { type Row, toStatement } from './database.ts';
import { encodeSort, endOf, startOf } from './entry.ts';
import { decodeName, encodeName } from './name.ts';
import { quote } from './schema.ts';
import type { Query } from './store.ts';

interface FoundPage {
  readonly rows: readonly Row[];
  readonly next: string | null;
}

/** Reads a page straight out of the index: it costs as much as the page is long, however deep in the list it lies. */
export function createFind(query: Query, schema: string, collections: Collections) {
  const table = `${quote(schema)}.documents`;

  return async (options: FindOptions): Promise<FoundPage> => {
    const { number, index, slot } = collections.placeOf(options);
    const { conditions, values } = boundsOf(`entry_${slot}`, startOf(number, options.key), options);
    const direction = options.descending ? 'DESC' : 'ASC';
    const statement = toStatement(
      `SELECT id, version, document FROM ${table} WHERE ${conditions.join(' AND ')}
       ORDER BY entry_${slot} ${direction}, id ${direction} LIMIT $${values.length + 1}`,
    );
    const found = await query(statement, [...values, options.limit + 1]);
    const rows = found.slice(0, options.limit);
    const last = rows.at(-1);
    const next = last && found.length > rows.length ? writeCursor(options, positionOf(index, last)) : null;
    return { rows, next };
  };
}

/** A cursor inside the range takes the place of the end it starts from, so that the index is entered right there. */
function boundsOf(entry: string, start: Buffer, options: FindOptions) {
  const { range = {}, descending = false } = options;
  const { from, to } = range;
  const at = (sort: number | string) => Buffer.concat([start, encodeSort(sort)]);
  const cursor = readCursor(options);
  const conditions: string[] = [];
  const values: (Buffer | string)[] = [];
  const parameter = (value: Buffer | string) => `$${values.push(value)}`;

  const isCursorIn = cursor && isPastStart(cursor.sort, descending ? to : from, descending);
  if (isCursorIn) {
    const [place, id] = [parameter(at(cursor.sort)), parameter(encodeName(cursor.id))];
    conditions.push(`(${entry}, id) ${descending ? '<' : '>'} (${place}, ${id})`);
  }
  if (descending || !isCursorIn) {
    conditions.push(`${entry} >= ${parameter(from === undefined ? start : at(from))}`);
  }
  if (!(descending && isCursorIn)) {
    conditions.push(to === undefined ? `${entry} < ${parameter(endOf(start))}` : `${entry} <= ${parameter(at(to))}`);
  }
  return { conditions, values };
}

function isPastStart(sort: number | string, start: number | string | undefined, descending: boolean): boolean {
  if (start === undefined) return true;
  return descending ? compareSortValues(sort, start) <= 0 : compareSortValues(sort, start) >= 0;
}

function positionOf(index: CollectionIndex, { id, document }: Row) {
  const entry = toIndexEntry(index, JSON.parse(String(document)) as JsonObject);
  return { sort: entry?.sort ?? 0, id: decodeName(String(id)) };
}
