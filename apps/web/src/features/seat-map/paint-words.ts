import type { LaidRow, LaidSeat, LaidSection } from './layout.ts';
import type { Box, Point } from './plan.ts';
import type { Picture, Scene } from './scene.ts';
import type { SeatIndex } from './seat-index.ts';
import { toScreen, type View } from './viewport.ts';

export function paintStage({ context, view, size }: Picture, { layout, palette, stageLabel, font }: Scene): void {
  const { stage } = layout;
  if (stage === undefined) return;
  const from = toScreen(view, size, { x: stage.left, y: stage.top });
  const to = toScreen(view, size, { x: stage.right, y: stage.bottom });
  context.beginPath();
  context.roundRect(from.x, from.y, to.x - from.x, to.y - from.y, Math.min(10, (to.y - from.y) * 0.3));
  context.fillStyle = palette.stage;
  context.fill();
  context.strokeStyle = palette.line;
  context.lineWidth = 1;
  context.stroke();
  context.fillStyle = palette.ink;
  const height = Math.min(18, (to.y - from.y) * 0.55);
  if (height < 7) return;
  context.font = `650 ${height}px ${font}`;
  write(context, stage.label ?? stageLabel, { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 });
}

function write(context: CanvasRenderingContext2D, text: string, { x, y }: Point): void {
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.fillText(text, x, y);
}

/** In CSS pixels a seat: above, rows have their names at both ends. */
const rowNamesFrom = 10.5;

/** The section's name before its first row, the rows' beside them, where nothing else is. */
export function paintNames(picture: Picture, scene: Scene, section: LaidSection, near: Box): void {
  const { context, view, size, named } = picture;
  const { palette, font, layout } = scene;
  context.fillStyle = palette.soft;
  if (named.has(section)) {
    context.font = nameFont(view, font);
    write(context, section.name, toScreen(view, size, section.front));
  }
  if (view.scale * section.seatSize < rowNamesFrom) return;
  context.font = `500 ${Math.min(13, Math.max(9, view.scale * 0.5))}px ${font}`;
  for (const row of section.rows) {
    for (const at of endsOf(row)) {
      const isFree = isIn(near, at) && layout.index.near(at, section.seatSize * 0.8).length === 0;
      if (isFree) write(context, row.name, toScreen(view, size, at));
    }
  }
}

const nameHeightAt = ({ scale }: Pick<View, 'scale'>) => Math.min(15, Math.max(9, scale * 0.8));
const nameFont = (view: Pick<View, 'scale'>, font: string) => `650 ${nameHeightAt(view)}px ${font}`;

/** The sections whose names have room before their first rows at a scale: not on seats, nor on another name. */
export function namesWithRoom(
  context: CanvasRenderingContext2D,
  { layout, font }: Pick<Scene, 'layout' | 'font'>,
  scale: number,
): ReadonlySet<LaidSection> {
  const taken: Box[] = [];
  const named = layout.sections.filter(({ name, front }) => {
    context.font = nameFont({ scale }, font);
    const half = {
      x: context.measureText(name).width / 2 / scale + 0.3,
      y: (nameHeightAt({ scale }) / 2 / scale) * 0.9,
    };
    const box = { left: front.x - half.x, right: front.x + half.x, top: front.y - half.y, bottom: front.y + half.y };
    const isFree =
      name !== '' && !taken.some((other) => overlaps(box, other)) && !hasSeats(layout.index, layout.seats, box);
    if (isFree) taken.push(box);
    return isFree;
  });
  // A few names among many would look as if they alone meant something.
  return new Set(named.length * 2 < layout.sections.length ? [] : named);
}

function hasSeats({ near }: SeatIndex, seats: readonly LaidSeat[], { left, right, top, bottom }: Box): boolean {
  const middle = { x: (left + right) / 2, y: (top + bottom) / 2 };
  const [across, down] = [(right - left) / 2 + 0.42, (bottom - top) / 2 + 0.42];
  return near(middle, Math.hypot(across, down)).some((index) => {
    const seat = seats[index];
    return seat !== undefined && Math.abs(seat.x - middle.x) < across && Math.abs(seat.y - middle.y) < down;
  });
}

const overlaps = (one: Box, other: Box) =>
  one.left <= other.right && one.right >= other.left && one.top <= other.bottom && one.bottom >= other.top;

const isIn = ({ left, top, right, bottom }: Box, { x, y }: Point) => x >= left && x <= right && y >= top && y <= bottom;

/** Where a row's name stands: a seat further at both ends, at boxes only before the first seat. */
function endsOf({ seats, section }: LaidRow): readonly Point[] {
  const [first, last] = [seats[0], seats.at(-1)];
  if (first === undefined || last === undefined) return [];
  const start = beyond(first, seats[1] ?? { x: first.x + 1, y: first.y });
  return section.hasBoxes ? [start] : [start, beyond(last, seats.at(-2) ?? { x: last.x - 1, y: last.y })];
}

const beyond = (end: Point, inner: Point): Point => ({ x: 2 * end.x - inner.x, y: 2 * end.y - inner.y });

const nameHeight = { most: 16, least: 9 } as const;
const lineHeight = 11;
const leading = 1.25;

/** Those of a section's lines that its block has room for, the name as large as it fits. */
export function paintLines(
  { context, view, size }: Picture,
  { palette, font, lines }: Scene,
  section: LaidSection,
): void {
  const { middle, width, height } = roomOf(section, view.scale);
  const widthOf = (text: string, style: string) => {
    context.font = style;
    return context.measureText(text).width;
  };
  const [name = '', ...others] = lines[section.index] ?? [];
  const atMost = Math.min(nameHeight.most, height * 0.45);
  const large = Math.min(atMost, (atMost * width) / Math.max(1, widthOf(name, `700 ${atMost}px ${font}`)));
  const shown =
    large < nameHeight.least ? [] : [{ text: name, style: `700 ${large}px ${font}`, height: large * leading }];
  let used = shown.length === 0 ? 0 : large * leading;
  const style = `500 ${lineHeight}px ${font}`;
  for (const text of others) {
    if (used + lineHeight * leading > height || widthOf(text, style) > width) continue;
    shown.push({ text, style, height: lineHeight * leading });
    used += lineHeight * leading;
  }
  context.fillStyle = palette.ink;
  const at = toScreen(view, size, middle);
  let y = at.y - used / 2;
  for (const line of shown) {
    context.font = line.style;
    write(context, line.text, { x: at.x, y: y + line.height / 2 });
    y += line.height;
  }
}

/** How wide and high an upright text may be in the middle of a section that may be turned, in CSS pixels. */
function roomOf({ rows, bounds, hasBoxes }: LaidSection, scale: number) {
  const row = rows[Math.floor((rows.length - 1) / 2)];
  const [first, last] = [row?.seats[0], row?.seats.at(-1)];
  const inRow = row?.seats[Math.floor((row.seats.length - 1) / 2)];
  if (hasBoxes || first === undefined || last === undefined || inRow === undefined) {
    return {
      middle: { x: (bounds.left + bounds.right) / 2, y: (bounds.top + bounds.bottom) / 2 },
      width: (bounds.right - bounds.left + 1) * scale,
      height: (bounds.bottom - bounds.top + 1) * scale,
    };
  }
  const width = Math.hypot(last.x - first.x, last.y - first.y) + 1;
  const back = rows.at(-1)?.seats[0] ?? first;
  const front = rows[0]?.seats[0] ?? first;
  const depth = Math.hypot(back.x - front.x, back.y - front.y) + 1;
  const angle = Math.atan2(last.y - first.y, last.x - first.x);
  const [cos, sin] = [Math.max(0.001, Math.abs(Math.cos(angle))), Math.max(0.001, Math.abs(Math.sin(angle)))];
  return {
    middle: inRow,
    width: Math.min(width / cos, depth / sin) * scale * 0.86,
    height: Math.min(depth / cos, width / sin) * scale,
  };
}
