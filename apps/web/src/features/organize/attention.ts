/** What the tickets of a show are. */
interface Sale {
  readonly capacity: number;
  readonly booked: number;
  readonly held: number;
  readonly waiting: number;
}

/** What an organizer may want to do something about. */
export type Attention = 'soldOut' | 'nearlySoldOut' | 'longLine';

const nearlyShare = 0.9;
const longLineMin = 10;
const longLineShare = 0.05;

/** A line is long by what is wanted in it, be it of one group or many. */
export function attentionOf({ capacity, booked, held, waiting }: Sale): Attention[] {
  if (capacity === 0) return [];
  const found: Attention[] = [];
  if (booked >= capacity) found.push('soldOut');
  else if (booked + held >= capacity * nearlyShare) found.push('nearlySoldOut');
  if (waiting >= Math.max(longLineMin, capacity * longLineShare)) found.push('longLine');
  return found;
}
