import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { byteOrderMark, type Cell, neutralise, toCsvLine } from './csv.ts';

/** A reader of RFC 4180, written from the grammar alone. */
function readCsv(text: string): string[][] {
  const records: string[][] = [[]];
  let field = '';
  let isQuoted = false;
  const endField = () => {
    records.at(-1)?.push(field);
    field = '';
  };
  for (let index = 0; index < text.length; index++) {
    const letter = text.charAt(index);
    if (isQuoted) {
      if (letter !== '"') field += letter;
      else if (text[index + 1] === '"') {
        field += '"';
        index += 1;
      } else isQuoted = false;
    } else if (letter === '"') isQuoted = true;
    else if (letter === ',') endField();
    else if (letter === '\r' && text[index + 1] === '\n') {
      endField();
      records.push([]);
      index += 1;
    } else field += letter;
  }
  expect(isQuoted).toBe(false);
  expect(field).toBe('');
  expect(records.pop()).toEqual([]);
  return records;
}

describe('a line of CSV', () => {
  it('quotes text, doubles its quotes, and ends as RFC 4180 wants', () => {
    expect(toCsvLine(['a', 'b "c", d', 'e\nf', 12, undefined, ''])).toBe('"a","b ""c"", d","e\nf",12,,""\r\n');
  });

  it.each(['=HYPERLINK("http://x")', '+49 30 1', '-2+3', '@SUM(A1)', '\tx', '\rx', '\n=1', ' =1', '＝1', '＠x'])(
    'takes the teeth out of %j',
    (text) => {
      expect(neutralise(text)).toBe(`'${text}`);
    },
  );

  it.each(['', 'Ada', 'a=b', '19.50', "'=1", '2026-11-26 19:30'])('leaves %j alone', (text) => {
    expect(neutralise(text)).toBe(text);
  });

  it('leaves numbers of ours alone, below nothing too', () => {
    expect(toCsvLine([-5, 0])).toBe('-5,0\r\n');
  });

  it('begins a file with the mark of UTF-8', () => {
    expect([...new TextEncoder().encode(byteOrderMark)]).toEqual([0xef, 0xbb, 0xbf]);
  });
});

describe('whatever stands in the cells', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string({ unit: fc.constantFrom('"', ',', '\r', '\n', '=', '+', '-', '@', '\t', ' ', 'x', '＝', 'م') }),
  );
  const cell: fc.Arbitrary<Cell> = fc.oneof(text, fc.integer(), fc.constant(undefined));
  const lines = fc.array(fc.array(cell, { minLength: 2, maxLength: 6 }), { maxLength: 5 });

  it('a reader finds the same cells again', () => {
    fc.assert(
      fc.property(lines, (rows) => {
        const written = rows.map((row) =>
          row.map((one) => (typeof one === 'string' ? neutralise(one) : String(one ?? ''))),
        );
        expect(readCsv(rows.map(toCsvLine).join(''))).toEqual(written);
      }),
    );
  });

  it('no text begins as a formula does, and none loses a letter', () => {
    fc.assert(
      fc.property(text, (one) => {
        const safe = neutralise(one);
        expect(safe.trimStart()).not.toMatch(/^[=+\-@＝＋－＠]/u);
        expect(safe).not.toMatch(/^[\t\r\n]/);
        expect([one, `'${one}`]).toContain(safe);
      }),
    );
  });
});
