import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compactLabels, expandLabels, splitSeatId } from '../src/index.ts';

describe('expandLabels', () => {
  it.each([
    [['1..4'], ['1', '2', '3', '4']],
    [['4..1'], ['4', '3', '2', '1']],
    [
      ['A', '7..7', 'B'],
      ['A', '7', 'B'],
    ],
    [
      ['0..1', '1a'],
      ['0', '1', '1a'],
    ],
  ])('writes out %j', (labels, expanded) => {
    expect(expandLabels(labels)).toEqual(expanded);
  });

  it.each([[['1..']], [['a..c']], [['01..10']], [['1..2..3']], [['..']]])('knows that %j is no range', (labels) => {
    expect(expandLabels(labels)).toBeUndefined();
  });

  it('stops before a range fills the memory', () => {
    expect(expandLabels(['1..9999999'])).toBeUndefined();
    expect(expandLabels(['1..3', '4..6'], 6)).toHaveLength(6);
    expect(expandLabels(['1..3', '4..7'], 6)).toBeUndefined();
  });
});

describe('compactLabels', () => {
  it.each([
    [['1', '2', '3', '4'], ['1..4']],
    [['9', '8', '7'], ['9..7']],
    [
      ['1', '2'],
      ['1', '2'],
    ],
    [
      ['1', '3', '5'],
      ['1', '3', '5'],
    ],
    [
      ['01', '02', '03'],
      ['01', '02', '03'],
    ],
    [
      ['1', '2', '3', '2', '1'],
      ['1..3', '2', '1'],
    ],
  ])('writes %j as %j', (labels, compact) => {
    expect(compactLabels(labels)).toEqual(compact);
  });

  it('is undone by expandLabels, whatever the labels', () => {
    const label = fc.oneof(fc.nat(30).map(String), fc.stringMatching(/^[A-Za-z0-9]{1,3}$/));
    fc.assert(
      fc.property(fc.array(label, { maxLength: 60 }), (labels) => {
        expect(expandLabels(compactLabels(labels))).toEqual(labels);
      }),
    );
  });
});

it('splits a seat at its last dash', () => {
  expect(splitSeatId('Box-seats/A-12')).toEqual({ row: 'Box-seats/A', label: '12' });
});
