import type { Box, Point } from './plan.ts';

/** What of the plan is seen: `scale` CSS pixels a seat pitch, (x, y) of the plan in the middle of the picture. */
export interface View extends Point {
  readonly scale: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

export const scaleMax = 60;
const padding = 1.6;

/** All of a box, as large as it fits. */
export function fitView({ left, top, right, bottom }: Box, { width, height }: Size): View {
  const scale = Math.min(width / (right - left + 2 * padding), height / (bottom - top + 2 * padding), 40);
  return { x: (left + right) / 2, y: (top + bottom) / 2, scale: Math.max(scale, 0.01) };
}

export function toScreen({ x, y, scale }: View, { width, height }: Size, point: Point): Point {
  return { x: (point.x - x) * scale + width / 2, y: (point.y - y) * scale + height / 2 };
}

export function toPlan({ x, y, scale }: View, { width, height }: Size, point: Point): Point {
  return { x: x + (point.x - width / 2) / scale, y: y + (point.y - height / 2) / scale };
}

/** Changes the scale so that what is under a point of the screen stays there. */
export function zoomAt(view: View, size: Size, point: Point, scale: number): View {
  const under = toPlan(view, size, point);
  return {
    x: under.x - (point.x - size.width / 2) / scale,
    y: under.y - (point.y - size.height / 2) / scale,
    scale,
  };
}

/** Keeps the scale in its limits and some of the plan in the picture. */
export function limitView(view: View, box: Box, size: Size): View {
  const smallest = fitView(box, size).scale;
  const scale = Math.min(Math.max(view.scale, smallest), Math.max(scaleMax, smallest));
  return {
    scale,
    x: limitMiddle(view.x, { from: box.left, to: box.right, seen: size.width / scale }),
    y: limitMiddle(view.y, { from: box.top, to: box.bottom, seen: size.height / scale }),
  };
}

/** What is smaller than the picture stays in its middle; what is larger leaves at most a strip of a third empty. */
function limitMiddle(
  value: number,
  { from, to, seen }: { readonly from: number; readonly to: number; readonly seen: number },
): number {
  if (to - from + 2 * padding <= seen * 1.001) return (from + to) / 2;
  const inner = seen / 6;
  return Math.min(Math.max(value, from + inner), to - inner);
}

/** Between two views: the scale grows evenly to the eye. */
export function betweenViews(from: View, to: View, share: number): View {
  const scale = from.scale * (to.scale / from.scale) ** share;
  const isSame = Math.abs(to.scale - from.scale) < 1e-9;
  const part = isSame ? share : (1 / scale - 1 / from.scale) / (1 / to.scale - 1 / from.scale);
  return { scale, x: from.x + (to.x - from.x) * part, y: from.y + (to.y - from.y) * part };
}
