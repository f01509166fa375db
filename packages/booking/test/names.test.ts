import { array, assert, integer, oneof, property } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { expandLabels, normaliseName } from '../src/index.ts';

describe('the same name', () => {
  test.each([
    ['Ann Lee', ' ann\u00a0\t LEE '],
    ['Ann Lee', 'ANN\u2003Lee'],
    ['Ann', 'A\u200bn\u00adn\ufeff'],
    ['José', 'Jose\u0301'],
    ['José', 'Jose\u200d\u0301'],
    ['Straße', 'STRASSE'],
    ['ﬁona', 'Fiona'],
    ['Ａｎｎ', 'Ann'],
    ['Οδυσσεύς', 'ΟΔΥΣΣΕΎΣ'],
  ])('%j is %j', (one, other) => {
    expect(normaliseName(one)).toBe(normaliseName(other));
  });

  test('other names stay apart', () => {
    expect(new Set(['Ann', 'Anne', 'An n', 'Änn', ''].map(normaliseName)).size).toBe(5);
  });

  test('nothing visible is nothing', () => {
    expect(normaliseName(' \u200b\u2060\t\u00ad ')).toBe('');
  });

  test('normalising twice changes nothing', () => {
    const letters = array(oneof(integer({ min: 0, max: 0x24ff }), integer({ min: 0xe000, max: 0x10ffff })), {
      maxLength: 12,
    });
    assert(
      property(letters, (codes) => {
        const name = String.fromCodePoint(...codes);
        return normaliseName(normaliseName(name)) === normaliseName(name);
      }),
    );
  });
});

test('labels are written out, in either direction', () => {
  expect(expandLabels(['1..3', 'A', '6..4', '9..9', '1..x', '1..999999'])).toEqual([
    '1',
    '2',
    '3',
    'A',
    '6',
    '5',
    '4',
    '9',
    '1..x',
    '1..999999',
  ]);
});
