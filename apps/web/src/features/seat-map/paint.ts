import type { LaidSeat, LaidSection, SeatLayout } from './layout.ts';
import type { Palette } from './palette.ts';
import type { Box, Point } from './plan.ts';
import { createSprites, type SeatSprites } from './seat-sprites.ts';
import { markOf, type SeatStatuses, statusAt } from './seat-status.ts';
import { type Size, toPlan, toScreen, type View } from './viewport.ts';

/** What a section says of itself from afar: its name first, then by importance. */
export type SectionLines = readonly string[];

/** Everything a picture of the plan depends on beside what of it is seen. */
export interface Scene {
  readonly layout: SeatLayout;
  readonly statuses: SeatStatuses;
  readonly palette: Palette;
  /** A tier's number, for its colour. */
  readonly tierNumbers: ReadonlyMap<string, number>;
  /** If given, seats of other tiers step back. */
  readonly onlyTier: string | undefined;
  /** By the section's place in the layout. */
  readonly lines: readonly SectionLines[];
  readonly stageLabel: string;
  readonly font: string;
  readonly direction: 'ltr' | 'rtl';
}

/** In CSS pixels a seat pitch: below, sections are blocks; above, seats have their labels. */
const seatsFrom = 4.6;
const labelsFrom = 19;
const blockInk = 0.16;

export const showsSeats = ({ scale }: View): boolean => scale >= seatsFrom;

export interface Picture {
  readonly context: CanvasRenderingContext2D;
  readonly view: View;
  readonly size: Size;
  /** Device pixels a CSS pixel. */
  readonly ratio: number;
}

/** Draws all that is in the picture, anew. */
export function paintPlan(picture: Picture, scene: Scene): void {
  const { context, size, ratio } = picture;
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.globalAlpha = 1;
  context.fillStyle = scene.palette.panel;
  context.fillRect(0, 0, size.width, size.height);
  context.direction = scene.direction;
  paintStage(picture, scene);
  const seen = seenBox(picture, 2);
  const sections = scene.layout.sections.filter(({ bounds }) => overlaps(bounds, seen));
  for (const section of sections) paintFloor(picture, scene, section);
  if (showsSeats(picture.view)) {
    for (const section of sections) paintSeats(picture, scene, section, seen);
    for (const section of sections) paintNames(picture, scene, section, seen);
  } else for (const section of sections) paintLines(picture, scene, section);
}

/** Draws some seats over what was there. */
export function repaintSeats(picture: Picture, scene: Scene, indices: readonly number[]): void {
  const { context, view, size, ratio } = picture;
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  const seen = seenBox(picture, 1);
  const sprites = spritesFor(picture, scene);
  for (const index of indices) {
    const seat = scene.layout.seats[index];
    if (seat === undefined || !contains(seen, seat)) continue;
    const at = toScreen(view, size, seat);
    // A chosen seat's corners are covered, the neighbours are not touched.
    const reach = seat.row.section.seatSize * view.scale * 0.57;
    context.globalAlpha = 1;
    context.fillStyle = scene.palette.floor;
    context.beginPath();
    context.arc(at.x, at.y, reach, 0, Math.PI * 2);
    context.fill();
    paintSeat(picture, scene, seat, sprites(seat.row.section));
  }
}

function seenBox({ view, size }: Picture, margin: number): Box {
  const { x: left, y: top } = toPlan(view, size, { x: 0, y: 0 });
  const { x: right, y: bottom } = toPlan(view, size, { x: size.width, y: size.height });
  return { left: left - margin, top: top - margin, right: right + margin, bottom: bottom + margin };
}

const overlaps = (one: Box, other: Box) =>
  one.left <= other.right && one.right >= other.left && one.top <= other.bottom && one.bottom >= other.top;

const contains = ({ left, top, right, bottom }: Box, { x, y }: Point) =>
  x >= left && x <= right && y >= top && y <= bottom;

function paintStage({ context, view, size }: Picture, { layout, palette, stageLabel, font }: Scene): void {
  const { stage } = layout;
  if (stage === undefined) return;
  const from = toScreen(view, size, { x: stage.left, y: stage.top });
  const to = toScreen(view, size, { x: stage.right, y: stage.bottom });
  const radius = Math.min(10, (to.y - from.y) * 0.3);
  context.beginPath();
  context.roundRect(from.x, from.y, to.x - from.x, to.y - from.y, radius);
  context.fillStyle = palette.line;
  context.fill();
  context.fillStyle = palette.ink;
  const height = Math.min(18, (to.y - from.y) * 0.55);
  if (height < 7) return;
  context.font = `650 ${height}px ${font}`;
  centreText(context, stage.label ?? stageLabel, { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 });
}

function centreText(context: CanvasRenderingContext2D, text: string, { x, y }: Point): void {
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.fillText(text, x, y);
}

function paintFloor(picture: Picture, scene: Scene, section: LaidSection): void {
  const { context, view, size } = picture;
  const isBlock = !showsSeats(view);
  context.beginPath();
  for (const point of section.outline) {
    const { x, y } = toScreen(view, size, point);
    context.lineTo(x, y);
  }
  context.closePath();
  context.lineJoin = 'round';
  context.lineCap = 'round';
  context.lineWidth = view.scale * 1.5;
  context.fillStyle = scene.palette.floor;
  context.strokeStyle = scene.palette.floor;
  context.stroke();
  context.fill();
  if (!isBlock) return;
  context.save();
  context.globalAlpha = blockInk + 0.4 * freeShare(scene, section);
  context.fillStyle = mainColour(scene, section);
  context.strokeStyle = context.fillStyle;
  context.fill();
  context.restore();
}

function freeShare({ statuses, onlyTier }: Scene, { rows }: LaidSection): number {
  let [free, all] = [0, 0];
  for (const { seats } of rows) {
    for (const { index, tier } of seats) {
      all += 1;
      if ((onlyTier === undefined || tier === onlyTier) && statusAt(statuses, index) === 'free') free += 1;
    }
  }
  return all === 0 ? 0 : free / all;
}

/** The colour of the tier that most of its first seats have. */
function mainColour({ tierNumbers, palette, onlyTier }: Scene, { rows }: LaidSection): string {
  const tiers = rows.flatMap(({ seats }) => seats.map(({ tier }) => tier));
  const tier = onlyTier !== undefined && tiers.includes(onlyTier) ? onlyTier : tiers.find((one) => one !== null);
  const number = tierNumbers.get(tier ?? '');
  return number === undefined ? palette.taken : (palette.tiers[number % palette.tiers.length] ?? palette.taken);
}

function paintSeats(picture: Picture, scene: Scene, section: LaidSection, seen: Box): void {
  const sprites = spritesFor(picture, scene)(section);
  for (const { seats } of section.rows) {
    for (const seat of seats) if (contains(seen, seat)) paintSeat(picture, scene, seat, sprites);
  }
  picture.context.globalAlpha = 1;
}

/** Sizes differ where a section's seats are closer. */
function spritesFor({ view, ratio }: Picture, { palette }: Scene): (section: LaidSection) => SeatSprites {
  const bySize = new Map<number, SeatSprites>();
  return ({ seatSize }) => {
    const sprites = bySize.get(seatSize) ?? createSprites(seatRadius(view, seatSize) * ratio, palette);
    bySize.set(seatSize, sprites);
    return sprites;
  };
}

/** In CSS pixels. */
export const seatRadius = ({ scale }: View, seatSize: number): number => scale * seatSize * 0.42;

function paintSeat(picture: Picture, scene: Scene, seat: LaidSeat, sprites: SeatSprites): void {
  const { context, view, size, ratio } = picture;
  const status = statusAt(scene.statuses, seat.index);
  const mark = markOf(seat);
  const { picture: sprite, pixels } = sprites.get({ status, mark, tier: scene.tierNumbers.get(seat.tier ?? '') ?? 0 });
  const { x, y } = toScreen(view, size, seat);
  context.globalAlpha = scene.onlyTier === undefined || seat.tier === scene.onlyTier || status === 'chosen' ? 1 : 0.2;
  const half = pixels / ratio;
  context.drawImage(sprite, x - half, y - half, half * 2, half * 2);
  const height = view.scale * seat.row.section.seatSize;
  const hasSign = mark === 'accessible' || mark === 'companion';
  if (height < labelsFrom || hasSign || (status !== 'free' && status !== 'held')) return;
  context.fillStyle = status === 'free' ? scene.palette.onTier : scene.palette.ink;
  context.font = `600 ${height * (seat.label.length > 2 ? 0.28 : 0.36)}px ${scene.font}`;
  centreText(context, seat.label, { x, y: y + (status === 'held' ? -height * 0.14 : 0) });
}

/** The section's name before its first row, the rows' at both ends. */
function paintNames({ context, view, size }: Picture, { palette, font }: Scene, section: LaidSection, seen: Box): void {
  context.fillStyle = palette.soft;
  const height = Math.min(15, Math.max(9, view.scale * 0.8));
  if (contains(seen, section.front) && section.name !== '') {
    context.font = `650 ${height}px ${font}`;
    centreText(context, section.name, toScreen(view, size, section.front));
  }
  if (view.scale * section.seatSize < 9) return;
  context.font = `500 ${Math.min(13, view.scale * 0.5)}px ${font}`;
  for (const { name, seats } of section.rows) {
    for (const [seat, beside] of ends(seats)) {
      const at = { x: seat.x + (seat.x - beside.x), y: seat.y + (seat.y - beside.y) };
      if (contains(seen, at)) centreText(context, name, toScreen(view, size, at));
    }
  }
}

function ends(seats: readonly LaidSeat[]): readonly (readonly [LaidSeat, Point])[] {
  const [first, last] = [seats[0], seats.at(-1)];
  if (first === undefined || last === undefined) return [];
  const second = seats[1] ?? { x: first.x + 1, y: first.y };
  const before = seats.at(-2) ?? { x: last.x - 1, y: last.y };
  return [
    [first, second],
    [last, before],
  ];
}

/** As many of a section's lines as its block has room for. */
function paintLines({ context, view, size }: Picture, { palette, font, lines }: Scene, section: LaidSection): void {
  const { left, top, right, bottom } = section.bounds;
  const from = toScreen(view, size, { x: left, y: top });
  const to = toScreen(view, size, { x: right, y: bottom });
  const middle = toScreen(view, size, middleOf(section));
  const room = { width: to.x - from.x + view.scale, height: to.y - from.y + view.scale };
  const [name = '', ...others] = lines[section.index] ?? [];
  const heights = [Math.min(16, Math.max(10, room.height * 0.3)), 11, 11];
  const shown: { readonly text: string; readonly height: number }[] = [];
  let used = 4;
  for (const [at, text] of [name, ...others].entries()) {
    const height = heights[at] ?? 11;
    context.font = `${at === 0 ? 700 : 500} ${height}px ${font}`;
    if (used + height * 1.25 > room.height * 1.3 || context.measureText(text).width > room.width + 6) break;
    used += height * 1.25;
    shown.push({ text, height });
  }
  context.fillStyle = palette.ink;
  let y = middle.y - (used - 4) / 2;
  for (const [at, { text, height }] of shown.entries()) {
    context.font = `${at === 0 ? 700 : 500} ${height}px ${font}`;
    centreText(context, text, { x: middle.x, y: y + height * 0.62 });
    y += height * 1.25;
  }
}

/** The middle of its middle row: inside a bent section, where the middle of its bounds may not be. */
function middleOf({ rows, bounds }: LaidSection): Point {
  const row = rows[Math.floor((rows.length - 1) / 2)];
  const seat = row?.seats[Math.floor((row.seats.length - 1) / 2)];
  return seat ?? { x: (bounds.left + bounds.right) / 2, y: (bounds.top + bounds.bottom) / 2 };
}
