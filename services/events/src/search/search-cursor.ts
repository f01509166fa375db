import { hash } from 'node:crypto';
import { InvalidCursorError } from '@myevents/ports';

/**
 * The cursor of a list that comes from the search index: where the page before ended, bound to its query. Opaque. A broken one,
 * or one of another query, is refused.
 */
export function writeSearchCursor(query: unknown, position: readonly (number | string)[]): string {
  return Buffer.from(JSON.stringify([fingerprint(query, position), ...position])).toString('base64url');
}

/** @throws InvalidCursorError */
export function readSearchCursor(
  query: unknown,
  cursor: string,
  shape: readonly ('number' | 'string')[],
): readonly (number | string)[] {
  const [mark, ...position] = parse(cursor);
  const isWhole = position.length === shape.length && position.every((value, at) => typeof value === shape[at]);
  if (!isWhole || mark !== fingerprint(query, position)) {
    throw new InvalidCursorError('This cursor does not belong to this list.');
  }
  return position as readonly (number | string)[];
}

function parse(cursor: string): readonly unknown[] {
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    return Array.isArray(parts) ? parts : [];
  } catch {
    throw new InvalidCursorError('This is no cursor.');
  }
}

/** Of both, so that neither can be changed by mistake. */
function fingerprint(query: unknown, position: readonly unknown[]): string {
  return hash('sha256', JSON.stringify([query, position]), 'base64url').slice(0, 16);
}
