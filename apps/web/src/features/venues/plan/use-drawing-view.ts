import { useEffect, useRef, useState } from 'react';
import type { Box, Point } from '../../seat-map/plan.ts';
import { fitView, type Size, scaleMax, type View, zoomAt } from '../../seat-map/viewport.ts';

/** What of a drawing is seen, and the ways to see another part of it. */
export interface DrawingView {
  readonly element: HTMLDivElement | null;
  readonly setElement: (element: HTMLDivElement | null) => void;
  readonly size: Size;
  readonly view: View;
  readonly panBy: (pixels: Point) => void;
  readonly zoomBy: (factor: number, at?: Point) => void;
  readonly showWhole: () => void;
  /** Moves as little as needed for a point to be seen. */
  readonly reveal: (point: Point) => void;
}

const scaleMin = 0.4;
const edge = 40;

/** `fitKey`: another one, and the whole is shown anew. */
export function useDrawingView(bounds: Box, fitKey: unknown): DrawingView {
  const [element, setElement] = useState<HTMLDivElement | null>(null);
  const [size, setSize] = useState<Size>({ width: 0, height: 0 });
  const [view, setView] = useState<View>({ x: 0, y: 0, scale: 10 });
  const { width, height } = size;
  const isWhole = useRef(true);
  const showWhole = () => {
    isWhole.current = true;
    if (width > 0 && height > 0) setView(fitView(withRoom(bounds), size));
  };
  useEffect(() => {
    if (element === null) return;
    const observer = new ResizeObserver(() => setSize({ width: element.clientWidth, height: element.clientHeight }));
    observer.observe(element);
    return () => observer.disconnect();
  }, [element]);
  useEffect(() => {
    if (isWhole.current) showWhole();
  }, [width, height]);
  useEffect(showWhole, [fitKey]);
  return {
    element,
    setElement,
    size,
    view,
    panBy({ x, y }) {
      isWhole.current = false;
      setView((before) => ({ ...before, x: before.x - x / before.scale, y: before.y - y / before.scale }));
    },
    zoomBy(factor, at = { x: width / 2, y: height / 2 }) {
      isWhole.current = false;
      setView((before) => zoomAt(before, size, at, Math.min(scaleMax, Math.max(scaleMin, before.scale * factor))));
    },
    showWhole,
    reveal: ({ x, y }) =>
      setView((before) => {
        const [half, tall] = [width / 2 - edge, height / 2 - edge].map((room) => Math.max(0, room / before.scale));
        return { ...before, x: within(before.x, x, half ?? 0), y: within(before.y, y, tall ?? 0) };
      }),
  };
}

const within = (middle: number, point: number, room: number): number =>
  Math.min(Math.max(middle, point - room), point + room);

/** Room for the names around the outer seats, and for an empty plan. */
function withRoom({ left, top, right, bottom }: Box): Box {
  return {
    left: Math.min(left - 2, -8),
    top: top - 2,
    right: Math.max(right + 2, 8),
    bottom: Math.max(bottom + 1, top + 12),
  };
}
