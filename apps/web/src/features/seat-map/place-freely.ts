import type { Point, SectionRows } from './plan.ts';

/** In seat pitches: between sections beside and behind each other, and between boxes of one section. */
const aisle = 2.5;
const gangway = 3.5;
const boxGap = 1;
/** How wide the hall opens, in radians, and how round it may become. */
const opening = 1.05;
const radiusMin = 14;
const widthToDepth = 1.7;

export interface PlacedSection {
  /** Where the seats are, row by row. */
  readonly rows: readonly (readonly Point[])[];
  /** How many rows are beside each other. */
  readonly columns: number;
}

interface Block {
  readonly section: SectionRows;
  readonly width: number;
  readonly depth: number;
  /** More than one: its rows are so short and many that they are boxes, set beside each other. */
  readonly columns: number;
  readonly columnWidth: number;
}

/**
 * Places sections that have no shape as an amphitheatre: in plan order, beside each other while there is room, then behind; all rows
 * share one centre before the stage. The middle of the first row is at (0, 0). No two seats come closer than a seat's pitch along
 * their row and a row's pitch across.
 */
export function placeFreely(sections: readonly SectionRows[]): readonly PlacedSection[] {
  const lines = toLines(sections.map(toBlock));
  const widest = Math.max(...lines.map(widthOf));
  const radius = Math.max(radiusMin, widest / opening);
  let behind = 0;
  return lines.flatMap((line) => {
    const own = radius + behind;
    behind += Math.max(...line.map(({ depth }) => depth)) + gangway;
    return placeLine(line, { radius: own, centre: -radius });
  });
}

function toBlock(section: SectionRows): Block {
  const { rows } = section;
  const columnWidth = Math.max(...rows.map(({ seats, offset = 0 }) => seats.length + 2 * Math.abs(offset)));
  const isBoxes = rows.length >= 8 && rows.length >= 2.5 * columnWidth;
  const columns = isBoxes ? Math.ceil(Math.sqrt((4 * rows.length) / (columnWidth + boxGap))) : 1;
  return {
    section,
    columns,
    columnWidth,
    width: columns * (columnWidth + boxGap) - boxGap,
    depth: Math.ceil(rows.length / columns) - 1,
  };
}

const widthOf = (line: readonly Block[]) => line.reduce((sum, { width }) => sum + width, 0) + (line.length - 1) * aisle;

function toLines(blocks: readonly Block[]): readonly (readonly Block[])[] {
  const area = blocks.reduce((sum, { width, depth }) => sum + (width + aisle) * (depth + gangway), 0);
  const widthMax = 1.15 * Math.sqrt(area * widthToDepth);
  const lines: Block[][] = [];
  for (const block of blocks) {
    const line = lines.at(-1);
    if (line !== undefined && widthOf([...line, block]) <= widthMax) line.push(block);
    else lines.push([block]);
  }
  return lines;
}

function placeLine(line: readonly Block[], at: { readonly radius: number; readonly centre: number }) {
  let along = -widthOf(line) / 2;
  return line.map((block) => {
    const middle = along + block.width / 2;
    along += block.width + aisle;
    return placeBlock(block, { ...at, middle });
  });
}

function placeBlock(
  { section, columns, columnWidth, width }: Block,
  { radius, centre, middle }: { readonly radius: number; readonly centre: number; readonly middle: number },
): PlacedSection {
  const rows = section.rows.map(({ seats, offset = 0 }, row) => {
    const column = (row % columns) * (columnWidth + boxGap) + columnWidth / 2 - width / 2;
    const own = radius + Math.floor(row / columns);
    const turn = (middle + column) / radius;
    return seats.map((_seat, index) => {
      const angle = turn + (index - (seats.length - 1) / 2 + offset) / own;
      return { x: own * Math.sin(angle), y: centre + own * Math.cos(angle) };
    });
  });
  return { rows, columns };
}
