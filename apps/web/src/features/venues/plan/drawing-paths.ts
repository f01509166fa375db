import type { LaidSeat, LaidSection } from '../../seat-map/layout.ts';
import type { Box, Point } from '../../seat-map/plan.ts';
import { type SeatMark, seatMarks } from './plan-parts.ts';

type SeatLook = SeatMark | 'plain';

/** The outlines of a section's seats by what they are: circles, squares for wheelchairs and companions, rhombs where one sees less. */
export interface SeatPaths {
  readonly byLook: readonly (readonly [SeatLook, string])[];
  /** What is drawn in the squares: a wheel, or two people. */
  readonly signs: string;
  /** Around places that are something else and restricted too. */
  readonly alsoRestricted: string;
}

const radiusOf = ({ row }: LaidSeat): number => row.section.seatSize * 0.42;
const write = (value: number): string => value.toFixed(2);

export function seatPaths({ rows }: LaidSection): SeatPaths {
  const byLook = new Map<SeatLook, string[]>();
  const [signs, alsoRestricted]: [string[], string[]] = [[], []];
  for (const { seats } of rows) {
    for (const seat of seats) {
      const look = seatMarks.find((mark) => seat.marks.includes(mark)) ?? 'plain';
      const paths = byLook.get(look) ?? [];
      byLook.set(look, paths);
      const radius = radiusOf(seat);
      paths.push(draw[look](seat, radius));
      if (look === 'accessible') signs.push(circle(seat, radius * 0.5));
      if (look === 'companion') signs.push(...pair(seat, radius));
      if (look !== 'restricted' && seat.marks.includes('restricted')) alsoRestricted.push(rhomb(seat, radius * 1.55));
    }
  }
  return {
    byLook: [...byLook].map(([look, paths]) => [look, paths.join('')] as const),
    signs: signs.join(''),
    alsoRestricted: alsoRestricted.join(''),
  };
}

const circle = ({ x, y }: Point, radius: number): string =>
  `M${write(x - radius)} ${write(y)}a${write(radius)} ${write(radius)} 0 1 0 ${write(radius * 2)} 0a${write(radius)} ${write(radius)} 0 1 0 ${write(-radius * 2)} 0z`;

const square = ({ x, y }: Point, radius: number): string =>
  `M${write(x - radius)} ${write(y - radius)}h${write(radius * 2)}v${write(radius * 2)}h${write(-radius * 2)}z`;

const rhomb = ({ x, y }: Point, radius: number): string =>
  `M${write(x)} ${write(y - radius)}L${write(x + radius)} ${write(y)}L${write(x)} ${write(y + radius)}L${write(x - radius)} ${write(y)}z`;

const pair = ({ x, y }: Point, radius: number): readonly string[] =>
  [-1, 1].map((side) => circle({ x: x + side * radius * 0.42, y }, radius * 0.3));

const draw: Readonly<Record<SeatLook, (at: Point, radius: number) => string>> = {
  plain: circle,
  accessible: square,
  companion: square,
  restricted: (at, radius) => rhomb(at, radius * 1.15),
};

/** Rings around some seats. */
export const ringPath = (seats: Iterable<LaidSeat>): string =>
  Array.from(seats, (seat) => circle(seat, seat.row.section.seatSize * 0.5)).join('');

export const outlinePath = ({ outline }: LaidSection): string =>
  outline === undefined || outline.length === 0
    ? ''
    : `M${outline.map(({ x, y }) => `${write(x)} ${write(y)}`).join('L')}z`;

/** Where the names of a row can stand: beyond both its ends. */
export function rowEnds(seats: readonly LaidSeat[]): readonly Point[] {
  const [first, last] = [seats[0], seats.at(-1)];
  if (first === undefined || last === undefined) return [];
  const second = seats[1] ?? { x: first.x + 1, y: first.y };
  const before = seats.at(-2) ?? { x: last.x - 1, y: last.y };
  return [
    { x: first.x * 2 - second.x, y: first.y * 2 - second.y },
    { x: last.x * 2 - before.x, y: last.y * 2 - before.y },
  ];
}

export const toBox = (one: Point, other: Point): Box => ({
  left: Math.min(one.x, other.x),
  top: Math.min(one.y, other.y),
  right: Math.max(one.x, other.x),
  bottom: Math.max(one.y, other.y),
});

export const isInside = ({ left, top, right, bottom }: Box, { x, y }: Point): boolean =>
  x >= left && x <= right && y >= top && y <= bottom;
