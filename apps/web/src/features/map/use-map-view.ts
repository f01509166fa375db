import { type KeyboardEvent, type PointerEvent, type RefObject, useEffect, useRef, useState } from 'react';
import { keepInside, pan, type Size, type View, worldView, zoomAt } from './geometry.ts';

const stepPx = 80;
const zoomStep = 2;
const dragFromPx = 5;
const flightMs = 350;

export interface MapView {
  readonly view: View;
  readonly size: Size;
  /** Goes there in a short flight, or at once for who wants less movement. */
  readonly flyTo: (target: View) => void;
  readonly zoom: (factor: number) => void;
  readonly showWorld: () => void;
  readonly handlers: {
    readonly onPointerDown: (event: PointerEvent<HTMLElement>) => void;
    readonly onPointerMove: (event: PointerEvent<HTMLElement>) => void;
    readonly onPointerUp: (event: PointerEvent<HTMLElement>) => void;
    readonly onPointerCancel: (event: PointerEvent<HTMLElement>) => void;
    readonly onKeyDown: (event: KeyboardEvent<HTMLElement>) => void;
  };
}

/** What a map shows, moved by pointer, pinch, wheel and keys. Undefined until its size is known. */
export function useMapView(element: RefObject<HTMLElement | null>): MapView | undefined {
  const [state, setState] = useState<{ readonly view: View; readonly size: Size }>();
  const flight = useRef(0);
  const pointers = useRef(new Map<number, { x: number; y: number }>());
  const dragged = useRef(0);
  const latest = useRef(state);
  latest.current = state;

  useEffect(() => {
    const box = element.current;
    if (box === null) return;
    const observer = new ResizeObserver(() => {
      const size = { width: box.clientWidth, height: box.clientHeight };
      if (size.width === 0 || size.height === 0) return;
      setState((last) => ({ view: keepInside(last?.view ?? worldView(size), size), size }));
    });
    observer.observe(box);
    return () => observer.disconnect();
  }, [element]);

  useEffect(() => {
    const box = element.current;
    if (box === null) return;
    const onWheel = (event: WheelEvent) => {
      const last = latest.current;
      if (last === undefined) return;
      const { left, top } = box.getBoundingClientRect();
      const factor = Math.exp(-event.deltaY * (event.ctrlKey ? 0.01 : 0.0015));
      const view = zoomAt(last.view, factor, { x: event.clientX - left, y: event.clientY - top }, last.size);
      // With the whole world in view the wheel belongs to the page again.
      if (view.worldPx === last.view.worldPx && factor < 1) return;
      event.preventDefault();
      cancelAnimationFrame(flight.current);
      setState({ ...last, view });
    };
    // React's own wheel listeners cannot keep the page from scrolling.
    box.addEventListener('wheel', onWheel, { passive: false });
    return () => box.removeEventListener('wheel', onWheel);
  }, [element]);

  useEffect(() => () => cancelAnimationFrame(flight.current), []);

  if (state === undefined) return undefined;
  const { view, size } = state;
  const middle = { x: size.width / 2, y: size.height / 2 };
  const change = (to: (view: View, size: Size) => View) => {
    cancelAnimationFrame(flight.current);
    setState((last) => last && { ...last, view: to(last.view, last.size) });
  };

  const flyTo = (target: View) => {
    cancelAnimationFrame(flight.current);
    const goal = keepInside(target, size);
    if (matchMedia('(prefers-reduced-motion: reduce)').matches) return change(() => goal);
    const startedAt = performance.now();
    const frame = (now: number) => {
      const share = Math.max(0, Math.min(1, (now - startedAt) / flightMs));
      setState((last) => last && { ...last, view: between(view, goal, 1 - (1 - share) ** 3, last.size) });
      if (share < 1) flight.current = requestAnimationFrame(frame);
    };
    flight.current = requestAnimationFrame(frame);
  };
  const zoom = (factor: number) => flyTo(zoomAt(view, factor, middle, size));
  const showWorld = () => flyTo(worldView(size));

  const end = (event: PointerEvent<HTMLElement>) => {
    pointers.current.delete(event.pointerId);
    if (pointers.current.size === 0) dragged.current = 0;
  };

  return {
    view,
    size,
    flyTo,
    zoom,
    showWorld,
    handlers: {
      onPointerDown(event) {
        if (event.pointerType === 'mouse' && event.button !== 0) return;
        pointers.current.set(event.pointerId, { x: event.clientX, y: event.clientY });
      },
      onPointerMove(event) {
        const last = pointers.current.get(event.pointerId);
        if (last === undefined) return;
        const now = { x: event.clientX, y: event.clientY };
        const other = [...pointers.current].find(([id]) => id !== event.pointerId)?.[1];
        dragged.current += Math.hypot(now.x - last.x, now.y - last.y);
        if (dragged.current < dragFromPx) return;
        pointers.current.set(event.pointerId, now);
        // Only a movement takes the pointer: a press on a place stays a press.
        event.currentTarget.setPointerCapture(event.pointerId);
        if (other === undefined) return change((view, size) => pan(view, now.x - last.x, now.y - last.y, size));
        const { left, top } = event.currentTarget.getBoundingClientRect();
        const factor = distance(now, other) / Math.max(1, distance(last, other));
        const at = { x: (now.x + other.x) / 2 - left, y: (now.y + other.y) / 2 - top };
        change((view, size) => zoomAt(pan(view, (now.x - last.x) / 2, (now.y - last.y) / 2, size), factor, at, size));
      },
      onPointerUp: end,
      onPointerCancel: end,
      onKeyDown(event) {
        const act = keys[event.key];
        if (act === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
        event.preventDefault();
        if (act === 'world') return showWorld();
        if (typeof act === 'number') return zoom(act);
        change((view, size) => pan(view, act[0] * stepPx, act[1] * stepPx, size));
      },
    },
  };
}

const keys: Readonly<Record<string, readonly [number, number] | number | 'world'>> = {
  ArrowLeft: [1, 0],
  ArrowRight: [-1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
  '+': zoomStep,
  '=': zoomStep,
  '-': 1 / zoomStep,
  '0': 'world',
};

const distance = (one: { x: number; y: number }, other: { x: number; y: number }): number =>
  Math.hypot(one.x - other.x, one.y - other.y);

function between(from: View, to: View, share: number, size: Size): View {
  const worldPx = from.worldPx * (to.worldPx / from.worldPx) ** share;
  // The middle moves with the zoom, not with the time: a straight line on the screen.
  const isSame = Math.abs(to.worldPx - from.worldPx) < 1;
  const way = isSame ? share : (1 / from.worldPx - 1 / worldPx) / (1 / from.worldPx - 1 / to.worldPx);
  return keepInside({ x: from.x + (to.x - from.x) * way, y: from.y + (to.y - from.y) * way, worldPx }, size);
}
