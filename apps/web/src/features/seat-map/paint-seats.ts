import type { LaidRow, LaidSeat } from './layout.ts';
import { type Picture, type Scene, seatRadius } from './scene.ts';
import { statusAt } from './seat-status.ts';

/** In CSS pixels a seat: above, seats have their labels. */
const labelsFrom = 19;

/** All of one section. Seats are copied to whole pixels, which is quickest; their labels come after them, one colour at a time. */
export function paintSeats(picture: Picture, scene: Scene, rows: readonly LaidRow[]): void {
  const seatSize = rows[0]?.section.seatSize ?? 1;
  copySprites(picture, scene, rows, seatSize);
  const height = picture.view.scale * seatSize;
  if (height < labelsFrom) return;
  const seats = rows.flatMap((row) => row.seats);
  paintLabels(picture, scene, { seats, height, status: 'free' });
  paintLabels(picture, scene, { seats, height, status: 'held' });
}

function copySprites(picture: Picture, scene: Scene, rows: readonly LaidRow[], seatSize: number): void {
  const { context, view, size, ratio, sheets } = picture;
  const { statuses, tierNumbers, onlyTier } = scene;
  const sheet = sheets.of(seatRadius(view, seatSize) * ratio);
  const scale = view.scale * ratio;
  const left = (size.width / 2) * ratio - view.x * scale - sheet.half;
  const top = (size.height / 2) * ratio - view.y * scale - sheet.half;
  context.setTransform(1, 0, 0, 1, 0, 0);
  for (const { seats } of rows) {
    for (const { index, x, y, tier, mark } of seats) {
      const status = statusAt(statuses, index);
      if (onlyTier !== undefined) context.globalAlpha = tier === onlyTier || status === 'chosen' ? 1 : 0.2;
      const sprite = sheet.get({ status, mark, tier: tierNumbers.get(tier ?? '') ?? 0 });
      context.drawImage(sprite, Math.round(left + x * scale), Math.round(top + y * scale));
    }
  }
  context.globalAlpha = 1;
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
}

interface Labels {
  readonly seats: readonly LaidSeat[];
  readonly height: number;
  readonly status: 'free' | 'held';
}

function paintLabels({ context, view, size }: Picture, scene: Scene, { seats, height, status }: Labels): void {
  const { statuses, palette, font, onlyTier } = scene;
  context.fillStyle = status === 'free' ? palette.onTier : palette.ink;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  // Beside the half that is full.
  const lift = status === 'held' ? height * 0.14 : 0;
  const isLabelled = ({ index, mark, tier }: LaidSeat) =>
    statusAt(statuses, index) === status &&
    (mark === undefined || mark === 'restricted') &&
    (onlyTier === undefined || tier === onlyTier);
  for (const isLong of [false, true]) {
    context.font = `600 ${height * (isLong ? 0.28 : 0.36)}px ${font}`;
    for (const seat of seats) {
      if (seat.label.length > 2 !== isLong || !isLabelled(seat)) continue;
      const x = (seat.x - view.x) * view.scale + size.width / 2;
      const y = (seat.y - view.y) * view.scale + size.height / 2;
      context.fillText(seat.label, x, y - lift);
    }
  }
}
