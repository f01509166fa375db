import { describe, expect, it } from 'vitest';
import { attentionOf } from './attention.ts';

const sale = { capacity: 100, booked: 0, held: 0, waiting: 0 };

describe('what needs attention', () => {
  it('is nothing while there is room and nobody waits', () => {
    expect(attentionOf({ ...sale, booked: 60, held: 29, waiting: 9 })).toEqual([]);
  });

  it('is a show that is nearly full, or full', () => {
    expect(attentionOf({ ...sale, booked: 80, held: 10 })).toEqual(['nearlySoldOut']);
    expect(attentionOf({ ...sale, booked: 100 })).toEqual(['soldOut']);
  });

  it('is a line that is long for the size of the show', () => {
    expect(attentionOf({ ...sale, booked: 100, waiting: 10 })).toEqual(['soldOut', 'longLine']);
    expect(attentionOf({ ...sale, capacity: 1000, waiting: 49 })).toEqual([]);
    expect(attentionOf({ ...sale, capacity: 1000, waiting: 50 })).toEqual(['longLine']);
  });

  it('is nothing of a sale that is not there yet', () => {
    expect(attentionOf({ ...sale, capacity: 0 })).toEqual([]);
  });
});
