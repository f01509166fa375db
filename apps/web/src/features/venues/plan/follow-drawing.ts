import type { Point } from '../../seat-map/plan.ts';

export interface Keys {
  readonly shift: boolean;
  readonly ctrl: boolean;
}

/** What hands do on a drawing; points are CSS pixels from its top left corner. */
export interface DrawingGestures {
  /** A mouse, pen or first finger came down: is what follows moving the picture, or the drawing's own? */
  readonly onDown: (at: Point, keys: Keys) => 'pan' | 'own';
  readonly onPan: (by: Point) => void;
  readonly onZoom: (at: Point, factor: number) => void;
  readonly onDrag: (from: Point, to: Point) => void;
  readonly onDrop: (from: Point, to: Point, keys: Keys) => void;
  /** Down and up at one place. */
  readonly onTap: (at: Point, keys: Keys) => void;
  /** A second finger came: it is no drag after all. */
  readonly onCancel: () => void;
}

const tapReach = 5;

/** Follows mouse, pen, fingers and wheel. The wheel zooms once the element has the focus, or with Ctrl, so that it never traps a page. */
export function followDrawing(element: HTMLElement, gestures: DrawingGestures): () => void {
  const stopping = new AbortController();
  const { signal } = stopping;
  const down = new Map<number, Point>();
  let from: Point = { x: 0, y: 0 };
  let kind: 'pan' | 'own' = 'pan';
  let isTap = false;
  let isDragging = false;

  const pointOf = ({ clientX, clientY }: MouseEvent): Point => {
    const { left, top } = element.getBoundingClientRect();
    return { x: clientX - left, y: clientY - top };
  };
  const keysOf = (event: MouseEvent): Keys => ({ shift: event.shiftKey, ctrl: event.ctrlKey || event.metaKey });

  function start(event: PointerEvent): void {
    if (event.button > 1) return;
    if (event.button === 1) event.preventDefault();
    element.setPointerCapture(event.pointerId);
    const point = pointOf(event);
    down.set(event.pointerId, point);
    isTap = down.size === 1 && event.button === 0;
    if (down.size === 1) {
      from = point;
      kind = event.button === 1 ? 'pan' : gestures.onDown(point, keysOf(event));
    } else if (isDragging) {
      isDragging = false;
      gestures.onCancel();
    }
  }

  function move(event: PointerEvent): void {
    const before = down.get(event.pointerId);
    if (before === undefined) return;
    const point = pointOf(event);
    if (distance(from, point) > tapReach) isTap = false;
    if (isTap) return;
    const other = [...down].find(([id]) => id !== event.pointerId)?.[1];
    const by = { x: point.x - before.x, y: point.y - before.y };
    if (other !== undefined) pinch(before, point, other);
    else if (kind === 'pan') gestures.onPan(by);
    else {
      isDragging = true;
      gestures.onDrag(from, point);
    }
    down.set(event.pointerId, point);
  }

  function pinch(before: Point, point: Point, other: Point): void {
    kind = 'pan';
    gestures.onPan({ x: (point.x - before.x) / 2, y: (point.y - before.y) / 2 });
    const factor = distance(point, other) / Math.max(1, distance(before, other));
    gestures.onZoom({ x: (point.x + other.x) / 2, y: (point.y + other.y) / 2 }, factor);
  }

  function end(event: PointerEvent): void {
    if (!down.delete(event.pointerId) || down.size > 0) return;
    const point = pointOf(event);
    if (isDragging && event.type === 'pointerup') gestures.onDrop(from, point, keysOf(event));
    else if (isDragging) gestures.onCancel();
    else if (isTap && event.type === 'pointerup') gestures.onTap(point, keysOf(event));
    isTap = false;
    isDragging = false;
  }

  function turn(event: WheelEvent): void {
    if (!event.ctrlKey && !event.metaKey && !element.contains(document.activeElement)) return;
    event.preventDefault();
    const pixels = event.deltaY * (event.deltaMode === WheelEvent.DOM_DELTA_PIXEL ? 1 : 30);
    const perPixel = event.ctrlKey && Math.abs(pixels) < 50 ? 0.01 : 0.0018;
    gestures.onZoom(pointOf(event), Math.exp(-Math.max(-250, Math.min(250, pixels)) * perPixel));
  }

  element.addEventListener('pointerdown', start, { signal });
  element.addEventListener('pointermove', move, { signal });
  element.addEventListener('pointerup', end, { signal });
  element.addEventListener('pointercancel', end, { signal });
  element.addEventListener('wheel', turn, { signal, passive: false });
  return () => stopping.abort();
}

const distance = (one: Point, other: Point): number => Math.hypot(one.x - other.x, one.y - other.y);
