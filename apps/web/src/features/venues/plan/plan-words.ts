import { bounds } from './plan-parts.ts';

/** What may follow a section's name, and what it takes. */
export const shapeWords = {
  rotate: { field: 'rotate', range: bounds.rotate },
  bend: { field: 'bend', range: bounds.bend },
  'row-gap': { field: 'rowGap', range: bounds.gap },
  'seat-gap': { field: 'seatGap', range: bounds.gap },
} as const;

export const sectionWords: readonly string[] = ['at', ...Object.keys(shapeWords)];
export const rowWords: readonly string[] = ['offset', 'accessible', 'companion', 'restricted'];
export const stageWords: readonly string[] = ['at', 'size'];

/** A seat or row by numbers or letters, from one to another. */
export const looksLikeRange = (word: string): boolean => word.includes('..');
