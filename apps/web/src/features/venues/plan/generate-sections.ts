import { type Numbering, nameRows, numberSeats } from './number-seats.ts';
import { bounds, clamp, type Row, round, type Section } from './plan-parts.ts';
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
  const { blocks, firstRow, rows, numbering, firstSeat, runsOn, skipsLookalikes } = recipe;
  const counts = rowCounts(recipe).map((count) => splitRow(count, blocks));
  const names = nameRows(firstRow, rows, { skipsLookalikes });
  const labels = counts.map((ofRow) => {
    const all = numberSeats(
      ofRow.reduce((sum, count) => sum + count, 0),
      numbering,
      firstSeat,
    );
    return ofRow.map((count, block) => {
      const from = ofRow.slice(0, block).reduce((sum, before) => sum + before, 0);
      return runsOn ? all.slice(from, from + count) : numberSeats(count, numbering, firstSeat);
    });
  });
  const widths = Array.from({ length: blocks }, (_, block) => Math.max(...counts.map((ofRow) => ofRow[block] ?? 0)));
  const places = placeBlocks(recipe, widths);
  return widths.map((width, block) => ({
    name: blocks === 1 ? recipe.name : `${recipe.name} ${block + 1}`,
    shape: places[block] ?? { x: recipe.x, y: recipe.y },
    rows: names.map((name, at) => toRow({ name, labels: labels[at]?.[block] ?? [], width, block, recipe })),
  }));
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

interface RowParts {
  readonly name: string;
  readonly labels: readonly string[];
  /** Seats of the block's longest row. */
  readonly width: number;
  readonly block: number;
  readonly recipe: SectionRecipe;
}

/** Blocks beside the middle are even on the side of the aisle that leads to it. */
function toRow({ name, labels, width, block, recipe: { blocks, seatGap } }: RowParts): Row {
  const side = Math.sign((blocks - 1) / 2 - block);
  const offset = round((side * (width - labels.length) * seatGap) / 2);
  return { name, seats: compactLabels(labels), ...(offset === 0 ? {} : { offset }) };
}

/** All blocks lie on one line, or on one circle: each bends as much as the circle does over its longest row. */
function placeBlocks({ x, y, bend, seatGap, rowGap, aisle, blocks }: SectionRecipe, widths: readonly number[]) {
  const lengths = widths.map((width) => width * seatGap);
  const total = lengths.reduce((sum, length) => sum + length, 0) + (blocks - 1) * aisle;
  const radius = bend === 0 ? 0 : (total * 100) / (Math.PI * bend);
  let from = -total / 2;
  return lengths.map((length) => {
    const along = from + length / 2;
    from += length + aisle;
    const angle = radius === 0 ? 0 : along / radius;
    const place =
      radius === 0 ? { x: along, y: 0 } : { x: radius * Math.sin(angle), y: radius * (Math.cos(angle) - 1) };
    const rotate = round((-angle * 180) / Math.PI);
    const own = radius === 0 ? 0 : round(clamp((length * 100) / (Math.PI * radius), bounds.bend));
    return {
      x: round(x + place.x),
      y: round(y + place.y),
      ...(rotate === 0 ? {} : { rotate }),
      ...(own === 0 ? {} : { bend: own }),
      ...(rowGap === 1 ? {} : { rowGap }),
      ...(seatGap === 1 ? {} : { seatGap }),
    };
  });
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
