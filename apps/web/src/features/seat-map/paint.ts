import type { LaidSeat, LaidSection } from './layout.ts';
import { paintSeats } from './paint-seats.ts';
import { paintLines, paintNames, paintStage } from './paint-words.ts';
import type { Box, Point } from './plan.ts';
import { type Picture, type Scene, showsSeats } from './scene.ts';
import { statusAt } from './seat-status.ts';
import { toPlan, toScreen } from './viewport.ts';

/** Draws all that is in the picture, anew. */
export function paintPlan(picture: Picture, scene: Scene): void {
  const { context, size, ratio, view } = picture;
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.globalAlpha = 1;
  context.fillStyle = scene.palette.panel;
  context.fillRect(0, 0, size.width, size.height);
  context.direction = scene.direction;
  paintStage(picture, scene);
  const seen = seenBox(picture, 2);
  const sections = scene.layout.sections.filter(({ bounds }) => overlaps(bounds, seen));
  for (const section of sections) paintFloor(picture, scene, section);
  if (showsSeats(view, scene.layout)) for (const section of sections) paintSeats(picture, scene, rowsIn(section, seen));
  // Words reach further than what they stand at.
  const near = seenBox(picture, 160 / view.scale);
  for (const section of scene.layout.sections) {
    if (!overlaps(section.bounds, near)) continue;
    if (showsSeats(view, scene.layout)) paintNames(picture, scene, section, near);
    else paintLines(picture, scene, section);
  }
}

/** Draws some seats over what was there. */
export function repaintSeats(picture: Picture, scene: Scene, indices: readonly number[]): void {
  const { context, view, size, ratio } = picture;
  const seen = seenBox(picture, 1);
  const seats = indices.flatMap((index) => scene.layout.seats[index] ?? []).filter((seat) => contains(seen, seat));
  if (seats.length === 0) return;
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.globalAlpha = 1;
  context.fillStyle = scene.palette.floor;
  for (const seat of seats) {
    const { x, y } = toScreen(view, size, seat);
    // A chosen seat's corners are covered, the neighbours are not touched.
    context.beginPath();
    context.arc(x, y, seat.row.section.seatSize * view.scale * 0.57, 0, Math.PI * 2);
    context.fill();
  }
  for (const seat of seats) paintSeats(picture, scene, [{ ...seat.row, seats: [seat] }]);
}

function rowsIn({ rows }: LaidSection, seen: Box): LaidSection['rows'] {
  return rows
    .filter(({ bounds }) => overlaps(bounds, seen))
    .map((row) => ({ ...row, seats: row.seats.filter((seat) => contains(seen, seat)) }));
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

function paintFloor(picture: Picture, scene: Scene, section: LaidSection): void {
  const { context, view } = picture;
  context.lineJoin = 'round';
  context.lineCap = 'round';
  drawFloor(picture, section, scene.palette.floor);
  if (showsSeats(view, scene.layout)) return;
  // A block is the fuller of colour the more of it is free.
  context.globalAlpha = 0.16 + 0.4 * freeShare(scene, section);
  drawFloor(picture, section, mainColour(scene, section));
  context.globalAlpha = 1;
}

function drawFloor(picture: Picture, section: LaidSection, colour: string): void {
  const { context, view } = picture;
  context.strokeStyle = colour;
  context.fillStyle = colour;
  if (section.outline === undefined) {
    traceRows(picture, section);
    // Rows that are near each other run together.
    context.lineWidth = view.scale * (section.rowGap <= 2 ? section.rowGap + 0.5 : 1.5);
    context.stroke();
    return;
  }
  traceOutline(picture, section.outline);
  context.fill();
  // Colour that one sees through must not be laid on twice.
  if (context.globalAlpha < 1) return;
  context.lineWidth = view.scale * 1.5;
  context.stroke();
}

function traceOutline({ context, view, size }: Picture, outline: readonly Point[]): void {
  context.beginPath();
  for (const point of outline) {
    const { x, y } = toScreen(view, size, point);
    context.lineTo(x, y);
  }
  context.closePath();
}

/** A line along every row; a bent one needs no more than each third seat. */
function traceRows({ context, view, size }: Picture, { rows }: LaidSection): void {
  context.beginPath();
  for (const { seats } of rows) {
    for (const [place, seat] of seats.entries()) {
      if (place % 3 !== 0 && place !== seats.length - 1) continue;
      const { x, y } = toScreen(view, size, seat);
      if (place === 0) context.moveTo(x, y);
      // A row of one seat is a dot.
      context.lineTo(place === 0 ? x + 0.01 : x, y);
    }
  }
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

/** The colour of the first tier it has. */
function mainColour({ tierNumbers, palette, onlyTier }: Scene, { rows }: LaidSection): string {
  const isMain = ({ tier }: LaidSeat) => (onlyTier === undefined ? tier !== null : tier === onlyTier);
  const row = rows.find(({ seats }) => seats.some(isMain));
  const number = tierNumbers.get(row?.seats.find(isMain)?.tier ?? '');
  return number === undefined ? palette.taken : (palette.tiers[number % palette.tiers.length] ?? palette.taken);
}
