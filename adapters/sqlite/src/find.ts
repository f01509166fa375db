import type { SQLInputValue } from 'node:sqlite';
import {
  type Collection,
  compareSortValues,
  type FindOptions,
  findIndex,
  joinKey,
  readCursor,
  writeCursor,
} from '@myevents/ports';
import type { Reader, Row } from './reader.ts';
import { indexNameOf, keyColumnOf, sortColumnOf, tableOf } from './schema.ts';

/** Reads a page straight out of the index: it costs as much as the page is long, however deep in the list it lies. */
export function findPage(reader: Reader, collection: Collection, options: FindOptions) {
  const index = findIndex(collection, options);
  const sort = sortColumnOf(index);
  const { conditions, parameters } = boundsOf(sort, options);
  if (index.key.length > 0) {
    conditions.unshift(`${keyColumnOf(index)} = ?`);
    parameters.unshift(joinKey(options.key));
  }
  const direction = options.descending ? 'DESC' : 'ASC';
  const found = reader.all(
    `SELECT id, version, document, ${sort} AS sort FROM ${tableOf(collection)} INDEXED BY ${indexNameOf(collection, index)}
     WHERE ${[...conditions, `${sort} IS NOT NULL`].join(' AND ')} ORDER BY ${sort} ${direction}, id ${direction} LIMIT ?`,
    ...parameters,
    options.limit + 1,
  );
  const rows = found.slice(0, options.limit);
  const last = rows.at(-1);
  const next = last && found.length > rows.length ? writeCursor(options, positionOf(last)) : null;
  return { rows, next };
}

/** A cursor inside the range takes the place of the end it starts from, so that the index is entered right there. */
function boundsOf(sort: string, options: FindOptions) {
  const { range = {}, descending = false } = options;
  const cursor = readCursor(options);
  const start = descending ? range.to : range.from;
  const end = descending ? range.from : range.to;
  const [behind, before] = descending ? ['<', '>='] : ['>', '<='];
  const conditions: string[] = [];
  const parameters: SQLInputValue[] = [];
  const isPastStart = (at: number | string) => {
    if (start === undefined) return true;
    return descending ? compareSortValues(at, start) <= 0 : compareSortValues(at, start) >= 0;
  };
  if (cursor && isPastStart(cursor.sort)) {
    conditions.push(`(${sort}, id) ${behind} (?, ?)`);
    parameters.push(cursor.sort, cursor.id);
  } else if (start !== undefined) {
    conditions.push(`${sort} ${behind}= ?`);
    parameters.push(start);
  }
  if (end !== undefined) {
    conditions.push(`${sort} ${before} ?`);
    parameters.push(end);
  }
  return { conditions, parameters };
}

function positionOf({ sort, id }: Row) {
  return { sort: typeof sort === 'number' ? sort : String(sort), id: String(id) };
}
