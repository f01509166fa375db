import { hash } from 'node:crypto';
import { type FindOptions, InvalidCursorError } from './document-store.ts';

/** The place of a page's last document in its index: the next page starts behind it, whatever came or went meanwhile. */
export interface CursorPosition {
  readonly sort: number | string;
  readonly id: string;
}

type Query = Pick<FindOptions, 'collection' | 'index' | 'key' | 'descending'>;

/** Makes the cursor that `readCursor` takes back for the same query. Opaque; it names the query only by a fingerprint. */
export function writeCursor(query: Query, { sort, id }: CursorPosition): string {
  return Buffer.from(JSON.stringify([fingerprint(query), sort, id])).toString('base64url');
}

/**
 * Reads the cursor of a query, if it has one. The range is no part of the query's identity: a list that begins at "now" can
 * be walked while now moves on.
 * @throws InvalidCursorError if it is no cursor, was cut or changed, or belongs to another query.
 */
export function readCursor(options: Query & Pick<FindOptions, 'cursor'>): CursorPosition | undefined {
  if (options.cursor === undefined) return undefined;
  const [query, sort, id, ...rest] = parse(options.cursor);
  const isWhole = (typeof sort === 'number' || typeof sort === 'string') && typeof id === 'string' && rest.length === 0;
  if (!isWhole || query !== fingerprint(options))
    throw new InvalidCursorError('This cursor does not belong to this list.');
  if (writeCursor(options, { sort, id }) !== options.cursor) throw new InvalidCursorError('This cursor is damaged.');
  return { sort, id };
}

function parse(cursor: string): readonly unknown[] {
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    return Array.isArray(parts) ? parts : [];
  } catch {
    throw new InvalidCursorError('This is no cursor.');
  }
}

function fingerprint({ collection, index, key, descending = false }: Query): string {
  return hash('sha256', JSON.stringify([collection, index, key, descending]), 'base64url').slice(0, 12);
}
