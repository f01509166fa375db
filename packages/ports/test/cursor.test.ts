import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InvalidCursorError, readCursor, writeCursor } from '../src/index.ts';

const query = { collection: 'c', index: 'i', key: ['k'] };

describe('a cursor', () => {
  it('comes back as the place it was made of', () => {
    const sort = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.double({ noNaN: true, noDefaultInfinity: true }).map((n) => n + 0),
    );
    fc.assert(
      fc.property(sort, fc.string({ unit: 'binary' }), (at, id) => {
        const cursor = writeCursor(query, { sort: at, id });
        expect(cursor).toMatch(/^[\w-]+$/);
        expect(readCursor({ ...query, cursor })).toEqual({ sort: at === 0 ? 0 : at, id });
      }),
    );
  });

  it('is refused when any one of its characters was changed, or it was cut', () => {
    const cursor = writeCursor(query, { sort: 'concert', id: 'evt_1' });
    for (let at = 0; at < cursor.length; at += 1) {
      const other = cursor[at] === 'A' ? 'B' : 'A';
      const changed = cursor.slice(0, at) + other + cursor.slice(at + 1);
      // A change within the place gives another place of the same list, which is harmless; all else is refused.
      try {
        expect(typeof readCursor({ ...query, cursor: changed })?.id).toBe('string');
      } catch (error) {
        expect(error).toBeInstanceOf(InvalidCursorError);
      }
      expect(() => readCursor({ ...query, cursor: cursor.slice(0, at) })).toThrow(InvalidCursorError);
    }
  });

  it('is refused by every other query', () => {
    const cursor = writeCursor(query, { sort: 1, id: 'a' });
    const others = [
      { ...query, collection: 'd' },
      { ...query, index: 'j' },
      { ...query, key: ['l'] },
      { ...query, key: [] },
      { ...query, descending: true },
    ];
    for (const other of others) expect(() => readCursor({ ...other, cursor })).toThrow(InvalidCursorError);
    expect(readCursor({ ...query, descending: false, cursor })).toEqual({ sort: 1, id: 'a' });
  });

  it('is refused if it is anything else', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (cursor) => {
        expect(() => readCursor({ ...query, cursor })).toThrow(InvalidCursorError);
      }),
    );
  });
});
