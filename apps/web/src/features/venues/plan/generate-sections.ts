import { reshape } from './edit-plan.ts';
import { type Numbering, nameRows, numberSeats } from './number-seats.ts';
import { bounds, clamp, type Row, round, type Section, type SectionShape } from './plan-parts.ts';
import { compactLabels } from './seat-labels.ts';

/** A block of seats in a few numbers. */
export interface SectionRecipe {
  readonly name: string;
  readonly rows: number;
  readonly firstRow: string;
  /** Without rows I and O. */
  readonly skipsLookalikes: boolean;
  /** In the first row, and how many more (or fewer) in each one behind. */
  readonly seats: number;
  readonly growth: number;
  readonly numbering: Numbering;
  readonly firstSeat: number;
  /** Aisles cut it from front to back into so many blocks, each a section of its own. */
  readonly blocks: number;
  readonly aisle: number;
  /** Numbers run on across the aisles; otherwise each block begins anew. */
  readonly runsOn: boolean;
  readonly x: number;
  readonly y: number;
  readonly bend: number;
  readonly rowGap: number;
  readonly seatGap: number;
}

export const blocksMax = 9;

/** The seats of each row, front to back. */
export const rowCounts = ({ rows, seats, growth }: Pick<SectionRecipe, 'rows' | 'seats' | 'growth'>) =>
  Array.from({ length: rows }, (_, at) => seats + at * growth);

/** The sections of a recipe, from left to right. Every row must have a seat for each block. */
export function generateSections(recipe: SectionRecipe): readonly Section[] {
  const { blocks, firstRow, rows, skipsLookalikes } = recipe;
  const counts = rowCounts(recipe).map((count) => splitRow(count, blocks));
  const names = nameRows(firstRow, rows, { skipsLookalikes });
  const labels = counts.map((ofRow) => labelRow(ofRow, recipe));
  const middles = counts.map((ofRow) => blockMiddles(ofRow, recipe));
  const radius = radiusOf(recipe, counts);
  return Array.from({ length: blocks }, (_, block) => {
    const longest = Math.max(...counts.map((ofRow) => ofRow[block] ?? 0));
    const along = middles[0]?.[block] ?? 0;
    return {
      name: blocks === 1 ? recipe.name : `${recipe.name} ${block + 1}`,
      shape: shapeOf({ along, longest, radius, recipe }),
      rows: names.map((name, at): Row => {
        // On a circle the rows behind are longer for the same angle.
        const growth = radius === 0 ? 1 : (radius + at * recipe.rowGap) / radius;
        const offset = round((middles[at]?.[block] ?? 0) - along * growth);
        return { name, seats: compactLabels(labels[at]?.[block] ?? []), ...(offset === 0 ? {} : { offset }) };
      }),
    };
  });
}

/** The labels of a row, block by block. */
function labelRow(
  counts: readonly number[],
  { numbering, firstSeat, runsOn }: SectionRecipe,
): readonly (readonly string[])[] {
  if (!runsOn) return counts.map((count) => numberSeats(count, numbering, firstSeat));
  const all = numberSeats(sum(counts), numbering, firstSeat);
  return counts.map((count, block) => {
    const from = sum(counts.slice(0, block));
    return all.slice(from, from + count);
  });
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

/** How far along the row the middle of each block is from the middle of the row: aisles are as wide in every row. */
function blockMiddles(counts: readonly number[], { seatGap, aisle }: SectionRecipe): readonly number[] {
  const total = sum(counts) * seatGap + (counts.length - 1) * aisle;
  return counts.map((count, block) => {
    const before = sum(counts.slice(0, block)) * seatGap + block * aisle;
    return before + (count * seatGap) / 2 - total / 2;
  });
}

/** Of the circle the first row lies on, so that the longest row with its aisles would bend as asked; 0 where rows are straight. */
function radiusOf({ bend, seatGap, aisle, blocks }: SectionRecipe, counts: readonly (readonly number[])[]): number {
  const longest = Math.max(...counts.map(sum)) * seatGap + (blocks - 1) * aisle;
  return bend === 0 ? 0 : (longest * 100) / (Math.PI * bend);
}

/** As evenly as it goes, the same left and right; what is left over goes to the middle. */
export function splitRow(count: number, blocks: number): readonly number[] {
  const each = Math.floor(count / blocks);
  const parts = Array.from({ length: blocks }, () => each);
  const middle = (blocks - 1) / 2;
  const byDistance = parts
    .map((_part, at) => at)
    .toSorted((a, b) => Math.abs(a - middle) - Math.abs(b - middle) || a - b);
  for (const at of byDistance.slice(0, count - each * blocks)) parts[at] = each + 1;
  return parts;
}

interface BlockParts {
  /** Of the middle of its first row from the middle of the whole. */
  readonly along: number;
  /** Seats of its longest row. */
  readonly longest: number;
  readonly radius: number;
  readonly recipe: SectionRecipe;
}

/** A block bends as much as the circle does over its longest row. */
function shapeOf({ along, longest, radius, recipe: { x, y, rowGap, seatGap } }: BlockParts): SectionShape {
  const angle = radius === 0 ? 0 : along / radius;
  const place = radius === 0 ? { x: along, y: 0 } : { x: radius * Math.sin(angle), y: radius * (Math.cos(angle) - 1) };
  const bend = radius === 0 ? 0 : clamp((longest * seatGap * 100) / (Math.PI * radius), bounds.bend);
  return reshape(
    { x: round(x + place.x), y: round(y + place.y) },
    { rotate: round((-angle * 180) / Math.PI), bend: round(bend), rowGap, seatGap },
  );
}

export type RecipeMistake = 'name' | 'rows' | 'firstRow' | 'seats' | 'blocks' | 'lastRow';

/** By field, why a recipe makes no section. */
export function recipeMistakes(recipe: SectionRecipe): Partial<Record<keyof SectionRecipe, RecipeMistake>> {
  const { name, rows, firstRow, seats, growth, blocks } = recipe;
  const [first, last] = [seats, seats + (rows - 1) * growth];
  const isCount = (value: number, most: number) => Number.isInteger(value) && value >= 1 && value <= most;
  const nameMost = 40 - (blocks > 1 ? 2 : 0);
  return {
    ...(!isName(name.trim(), nameMost) && { name: 'name' as const }),
    ...(!isCount(rows, 500) && { rows: 'rows' as const }),
    ...(!isName(firstRow.trim(), 16) && { firstRow: 'firstRow' as const }),
    ...(!isCount(blocks, blocksMax) && { blocks: 'blocks' as const }),
    ...(!(isCount(first, 5000) && first >= blocks) && { seats: 'seats' as const }),
    ...(!(Number.isInteger(growth) && last >= Math.max(1, blocks) && last <= 5000) && { growth: 'lastRow' as const }),
  };
}

const isName = (name: string, most: number) => name.length >= 1 && name.length <= most && /^[^/\p{C}]+$/u.test(name);
