import { type PlacedSection, placeFreely } from './place-freely.ts';
import { placeShaped } from './place-shaped.ts';
import {
  type Box,
  type MapPlan,
  type PlanSeat,
  type Point,
  type SeatMark,
  type SectionRows,
  type SectionShape,
  toRowName,
  toSectionRows,
} from './plan.ts';
import { createSeatIndex, type SeatIndex } from './seat-index.ts';

/** A seat in seat pitches; y grows away from the stage. */
export interface LaidSeat extends Point {
  /** Its place in `SeatLayout.seats`. */
  readonly index: number;
  readonly id: string;
  readonly label: string;
  readonly tier: string | null;
  readonly marks: NonNullable<PlanSeat['marks']>;
  /** The one that decides its shape: what one must know before booking comes first. */
  readonly mark: SeatMark | undefined;
  readonly row: LaidRow;
}

export interface LaidRow {
  readonly key: string;
  readonly name: string;
  readonly section: LaidSection;
  readonly seats: readonly LaidSeat[];
  readonly bounds: Box;
}

export interface LaidSection {
  /** Its place in `SeatLayout.sections`. */
  readonly index: number;
  readonly name: string;
  readonly rows: readonly LaidRow[];
  /** Its rows are boxes, beside each other. */
  readonly hasBoxes: boolean;
  /** The width a seat has: less than 1 where seats are closer than a pitch. */
  readonly seatSize: number;
  readonly bounds: Box;
  /** From row to row. */
  readonly rowGap: number;
  /** Around the middles of its outer seats; left out where its rows do not lie behind each other. */
  readonly outline?: readonly Point[];
  /** Before the middle of its first row: where its name can stand. */
  readonly front: Point;
}

export interface SeatLayout {
  readonly seats: readonly LaidSeat[];
  readonly byId: ReadonlyMap<string, LaidSeat>;
  readonly rows: ReadonlyMap<string, LaidRow>;
  readonly sections: readonly LaidSection[];
  readonly stage?: Box & { readonly label?: string };
  readonly bounds: Box;
  readonly index: SeatIndex;
}

const laidOut = new WeakMap<MapPlan, SeatLayout>();

/** Places every seat: sections with a shape as it says, the others by themselves below those. The same plan is laid out once. */
export function layOut(plan: MapPlan): SeatLayout {
  const layout = laidOut.get(plan) ?? makeLayout(plan);
  laidOut.set(plan, layout);
  return layout;
}

function makeLayout(plan: MapPlan): SeatLayout {
  const groups = toSectionRows(plan);
  const points = placeAll(groups);
  const seats: LaidSeat[] = [];
  const sections = groups.map((group, index) => toSection({ group, index, placed: points[index] ?? nowhere, seats }));
  const around = boxOf(seats);
  const hasShapes = groups.some(({ shape }) => shape !== undefined);
  const stage = plan.stage === undefined ? (hasShapes ? undefined : stageFor(around, seats)) : toStage(plan.stage);
  return {
    seats,
    sections,
    byId: new Map(seats.map((seat) => [seat.id, seat])),
    rows: new Map(sections.flatMap(({ rows }) => rows.map((row) => [row.key, row]))),
    bounds: stage === undefined ? around : enclose(around, stage),
    index: createSeatIndex(seats),
    ...(stage === undefined ? {} : { stage }),
  };
}

function placeAll(groups: readonly SectionRows[]): readonly PlacedSection[] {
  const placed = new Map<SectionRows, PlacedSection>();
  for (const group of groups) if (group.shape !== undefined) placed.set(group, placeShaped(group, group.shape));
  const shaped = [...placed.values()].flatMap(({ rows }) => rows.flat());
  const free = groups.filter((group) => !placed.has(group));
  if (free.length > 0) {
    const places = placeFreely(free);
    const shift = shaped.length === 0 ? 0 : boxOf(shaped).bottom + 4 - boxOf(places.flatMap((p) => p.rows.flat())).top;
    for (const [at, group] of free.entries()) placed.set(group, lowered(places[at] ?? nowhere, shift));
  }
  return groups.map((group) => placed.get(group) ?? nowhere);
}

const nowhere: PlacedSection = { rows: [], columns: 1 };

function lowered({ rows, columns }: PlacedSection, shift: number): PlacedSection {
  return { columns, rows: rows.map((row) => row.map(({ x, y }) => ({ x, y: y + shift }))) };
}

interface SectionParts {
  readonly group: SectionRows;
  readonly index: number;
  readonly placed: PlacedSection;
  /** All so far: those of this section are added. */
  readonly seats: LaidSeat[];
}

function toSection({ group, index, placed, seats }: SectionParts): LaidSection {
  const rows: LaidRow[] = [];
  const section: LaidSection = {
    index,
    name: group.name,
    rows,
    hasBoxes: placed.columns > 1,
    seatSize: seatSizeOf(group.shape),
    bounds: boxOf(placed.rows.flat()),
    rowGap: group.shape?.rowGap ?? 1,
    ...outlineOf(toLines(placed), group.shape?.rowGap ?? 1),
    front: frontOf(toLines(placed)),
  };
  for (const [at, planRow] of group.rows.entries()) {
    const ofRow: LaidSeat[] = [];
    const bounds = boxOf(placed.rows[at] ?? []);
    const row: LaidRow = { key: planRow.key, name: toRowName(planRow), section, seats: ofRow, bounds };
    for (const [place, { id, label, tier, marks = [] }] of planRow.seats.entries()) {
      const { x, y } = placed.rows[at]?.[place] ?? { x: 0, y: 0 };
      const mark = byWeight.find((one) => marks.includes(one));
      const seat = { index: seats.length, id, label, tier, marks, mark, x, y, row };
      seats.push(seat);
      ofRow.push(seat);
    }
    rows.push(row);
  }
  return section;
}

const byWeight: readonly SeatMark[] = ['accessible', 'companion', 'restricted'];

const seatSizeOf = (shape: SectionShape | undefined) => Math.min(1, shape?.seatGap ?? 1, shape?.rowGap ?? 1);

/** Rows beside each other are one line. */
function toLines({ rows, columns }: PlacedSection): readonly (readonly Point[])[] {
  const lines = Array.from({ length: Math.ceil(rows.length / columns) }, (_, line) => line * columns);
  return lines.map((from) => rows.slice(from, from + columns).flat());
}

/** Along the first row, down the right ends, back along the last row, up the left ends. */
function outlineOf(lines: readonly (readonly Point[])[], rowGap: number): Pick<LaidSection, 'outline'> {
  const [lefts, rights] = [lines.flatMap((line) => line[0] ?? []), lines.flatMap((line) => line.at(-1) ?? [])];
  if (lines.length < 2 || !isSteady(lefts, rowGap) || !isSteady(rights, rowGap)) return {};
  const [first = [], last = []] = [lines[0], lines.at(-1)];
  return { outline: [...first, ...rights.slice(1, -1), ...last.toReversed(), ...lefts.slice(1, -1).toReversed()] };
}

/** No row begins or ends far from the one before it. */
function isSteady(ends: readonly Point[], rowGap: number): boolean {
  return ends.every(({ x, y }, row) => {
    const before = ends[row - 1];
    return before === undefined || Math.hypot(x - before.x, y - before.y) <= rowGap + 3;
  });
}

/** Straight before the middle of the first row, whatever the rows behind are shifted by. */
function frontOf(points: readonly (readonly Point[])[]): Point {
  const first = points[0] ?? [];
  const middle = middleOf(first);
  const back = points.length > 1 ? middleOf(points.at(-1) ?? []) : { x: middle.x, y: middle.y + 1 };
  const behind = { x: back.x - middle.x, y: back.y - middle.y };
  const [left, right] = [first[0] ?? middle, first.at(-1) ?? middle];
  const across = { x: right.x - left.x, y: right.y - left.y };
  const isOneSeat = across.x === 0 && across.y === 0;
  const side = behind.y * across.x - behind.x * across.y < 0 ? -1 : 1;
  const normal = isOneSeat ? behind : { x: -across.y * side, y: across.x * side };
  const length = Math.hypot(normal.x, normal.y) || 1;
  const before = 1.5;
  return { x: middle.x - (normal.x / length) * before, y: middle.y - (normal.y / length) * before };
}

function middleOf(row: readonly Point[]): Point {
  const left = row[Math.floor((row.length - 1) / 2)] ?? { x: 0, y: 0 };
  const right = row[Math.ceil((row.length - 1) / 2)] ?? left;
  return { x: (left.x + right.x) / 2, y: (left.y + right.y) / 2 };
}

/** The smallest box around points; a point's own size is the caller's to add. */
export function boxOf(points: Iterable<Point>): Box {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const { x, y } of points) {
    left = Math.min(left, x);
    top = Math.min(top, y);
    right = Math.max(right, x);
    bottom = Math.max(bottom, y);
  }
  return left === Infinity ? { left: 0, top: 0, right: 0, bottom: 0 } : { left, top, right, bottom };
}

function enclose(one: Box, other: Box): Box {
  return {
    left: Math.min(one.left, other.left),
    top: Math.min(one.top, other.top),
    right: Math.max(one.right, other.right),
    bottom: Math.max(one.bottom, other.bottom),
  };
}

function toStage({ x, y, width, height, label }: NonNullable<MapPlan['stage']>) {
  const box = { left: x - width / 2, right: x + width / 2, top: y - height / 2, bottom: y + height / 2 };
  return label === undefined ? box : { ...box, label };
}

/** Before the seats, wide enough for the eye, and clear of the ends of a round first row. */
function stageFor({ left, right }: Box, seats: readonly LaidSeat[]): Box {
  const width = Math.min(110, Math.max(6, (right - left) * 0.45));
  const height = Math.min(12, Math.max(2.2, width * 0.16));
  const nearest = seats.reduce((top, { x, y }) => (Math.abs(x) <= width / 2 + 1 ? Math.min(top, y) : top), 0);
  const bottom = nearest - 3;
  return { left: -width / 2, right: width / 2, top: bottom - height, bottom };
}
