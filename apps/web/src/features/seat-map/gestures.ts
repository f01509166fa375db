import type { Point } from './plan.ts';

/** What hands do on the map; points are CSS pixels from its top left corner. */
export interface Gestures {
  readonly onPan: (by: Point) => void;
  readonly onZoom: (at: Point, factor: number) => void;
  /** The hand has left, or the wheel stands still. */
  readonly onSettle: () => void;
  readonly onTap: (at: Point, options: { readonly isTouch: boolean }) => void;
  /** Undefined when the mouse has left. */
  readonly onHover: (at: Point | undefined) => void;
  /** The wheel was turned, but it is the page's. */
  readonly onUnusedWheel: () => void;
}

const tapReach = 8;
const settleMs = 140;

/** Follows mouse, pen, fingers and wheel on an element. The wheel zooms once the element has the focus, or with Ctrl, so that it never traps a page. */
export function followGestures(element: HTMLElement, gestures: Gestures): () => void {
  const stopping = new AbortController();
  const { signal } = stopping;
  const down = new Map<number, Point>();
  let startedAt: Point | undefined;
  let isTap = false;
  let settling: ReturnType<typeof setTimeout> | undefined;

  const pointOf = ({ clientX, clientY }: MouseEvent): Point => {
    const { left, top } = element.getBoundingClientRect();
    return { x: clientX - left, y: clientY - top };
  };

  function start(event: PointerEvent): void {
    if (event.button !== 0) return;
    element.setPointerCapture(event.pointerId);
    const point = pointOf(event);
    down.set(event.pointerId, point);
    isTap = down.size === 1;
    startedAt = point;
  }

  function move(event: PointerEvent): void {
    const point = pointOf(event);
    const before = down.get(event.pointerId);
    if (before === undefined) {
      if (event.pointerType !== 'touch') gestures.onHover(point);
      return;
    }
    if (startedAt !== undefined && distance(startedAt, point) > tapReach) isTap = false;
    if (isTap) return;
    const other = [...down].find(([id]) => id !== event.pointerId)?.[1];
    if (other !== undefined) pinch(before, point, other);
    else gestures.onPan({ x: point.x - before.x, y: point.y - before.y });
    down.set(event.pointerId, point);
  }

  function pinch(before: Point, point: Point, other: Point): void {
    gestures.onPan({ x: (point.x - before.x) / 2, y: (point.y - before.y) / 2 });
    const factor = distance(point, other) / Math.max(1, distance(before, other));
    gestures.onZoom({ x: (point.x + other.x) / 2, y: (point.y + other.y) / 2 }, factor);
  }

  function end(event: PointerEvent): void {
    if (!down.delete(event.pointerId)) return;
    if (down.size > 0) return;
    if (isTap && event.type === 'pointerup') gestures.onTap(pointOf(event), { isTouch: event.pointerType === 'touch' });
    else gestures.onSettle();
    isTap = false;
  }

  function turn(event: WheelEvent): void {
    if (!event.ctrlKey && !event.metaKey && !element.contains(document.activeElement)) {
      gestures.onUnusedWheel();
      return;
    }
    event.preventDefault();
    const pixels = event.deltaY * (event.deltaMode === WheelEvent.DOM_DELTA_PIXEL ? 1 : 30);
    const step = event.ctrlKey && Math.abs(pixels) < 50 ? 0.01 : 0.0018;
    gestures.onZoom(pointOf(event), Math.exp(-Math.max(-250, Math.min(250, pixels)) * step));
    clearTimeout(settling);
    settling = setTimeout(gestures.onSettle, settleMs);
  }

  element.addEventListener('pointerdown', start, { signal });
  element.addEventListener('pointermove', move, { signal });
  element.addEventListener('pointerup', end, { signal });
  element.addEventListener('pointercancel', end, { signal });
  element.addEventListener('pointerleave', () => gestures.onHover(undefined), { signal });
  element.addEventListener('wheel', turn, { signal, passive: false });
  return () => {
    clearTimeout(settling);
    stopping.abort();
  };
}

const distance = (one: Point, other: Point) => Math.hypot(one.x - other.x, one.y - other.y);
