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

const stepRange = /^(0|[1-9]\d{0,6})\.\.(0|[1-9]\d{0,6})\/([1-9]\d{0,6})$/;

/** `59..1/2` → every second number; undefined where it is no such range, or does not come out. */
export function expandSteps(word: string, most: number): readonly string[] | undefined {
  const [first, last, step] = (stepRange.exec(word) ?? []).slice(1).map(Number);
  if (first === undefined || last === undefined || step === undefined) return undefined;
  const [length, direction] = [Math.abs(last - first), last < first ? -1 : 1];
  if (length % step !== 0 || length / step >= most) return undefined;
  return Array.from({ length: length / step + 1 }, (_, at) => String(first + at * step * direction));
}

/** Numbers in a list that are the same step apart, three or more, as one word. */
export function writeSteps(labels: readonly string[]): readonly string[] {
  const words: string[] = [];
  for (let from = 0; from < labels.length; ) {
    const { length, step } = stepsFrom(labels, from);
    const isRun = length >= 3 && Math.abs(step) > 1;
    const first = labels[from] ?? '';
    words.push(isRun ? `${first}..${labels[from + length - 1]}/${Math.abs(step)}` : first);
    from += isRun ? length : 1;
  }
  return words;
}

function stepsFrom(labels: readonly string[], from: number): { readonly length: number; readonly step: number } {
  const numberAt = (at: number) => (/^(0|[1-9]\d{0,6})$/.test(labels[at] ?? '') ? Number(labels[at]) : Number.NaN);
  const step = numberAt(from + 1) - numberAt(from);
  let length = 1;
  while (numberAt(from + length) - numberAt(from + length - 1) === step) length += 1;
  return { length, step };
}
