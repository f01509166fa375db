import type { Point } from './plan.ts';

/** Finds things by where they are, without looking at all of them. */
export interface SeatIndex {
  /** Places in the list the index was made of, of those within `reach` of a point, the nearest first. */
  readonly near: (at: Point, reach: number) => readonly number[];
}

const cell = 2;
const keyOf = (column: number, row: number) => column * 65_536 + row;

export function createSeatIndex(points: readonly Point[]): SeatIndex {
  const cells = new Map<number, number[]>();
  for (const [index, { x, y }] of points.entries()) {
    const key = keyOf(Math.floor(x / cell), Math.floor(y / cell));
    const inCell = cells.get(key);
    if (inCell === undefined) cells.set(key, [index]);
    else inCell.push(index);
  }
  return { near: (at, reach) => findNear({ cells, points }, at, reach) };
}

interface Cells {
  readonly cells: ReadonlyMap<number, readonly number[]>;
  readonly points: readonly Point[];
}

function findNear({ cells, points }: Cells, { x, y }: Point, reach: number): readonly number[] {
  const found: { readonly index: number; readonly distance: number }[] = [];
  for (let column = Math.floor((x - reach) / cell); column <= Math.floor((x + reach) / cell); column += 1) {
    for (let row = Math.floor((y - reach) / cell); row <= Math.floor((y + reach) / cell); row += 1) {
      for (const index of cells.get(keyOf(column, row)) ?? []) {
        const point = points[index];
        const distance = point === undefined ? Infinity : Math.hypot(point.x - x, point.y - y);
        if (distance <= reach) found.push({ index, distance });
      }
    }
  }
  return found.sort((one, other) => one.distance - other.distance).map(({ index }) => index);
}
