import { paintPlan, repaintSeats, type Scene, seatRadius, showsSeats } from './paint.ts';
import type { Point } from './plan.ts';
import { changedSeats } from './seat-status.ts';
import { type Size, toScreen, type View } from './viewport.ts';

/** Draws a scene on a canvas, once a frame at most and only after something changed. */
export interface MapRenderer {
  readonly setScene: (scene: Scene, options: { readonly isPulsing: boolean }) => void;
  /** `isMoving`: more views follow at once, so that a rough picture is enough. */
  readonly setView: (view: View, options: { readonly isMoving: boolean }) => void;
  readonly setSize: (size: Size) => void;
  /** Seats with a ring around them, by their place in the layout. */
  readonly setRings: (rings: { readonly focus?: number | undefined; readonly hover?: number | undefined }) => void;
  readonly stop: () => void;
}

/** Around what is seen this share of it is drawn too, so that a move shows it at once. */
const margin = 0.25;
const ratioMax = 2.5;
/** While moving, a picture is shown up to so much larger or smaller than it was drawn. */
const stretchMax = 1.35;
const pulseMs = 1100;
const pulsesMax = 400;
/** More changes at once are drawn anew as a whole. */
const repaintMax = 1500;

interface Buffer {
  readonly canvas: HTMLCanvasElement;
  readonly context: CanvasRenderingContext2D;
  view: View | undefined;
  size: Size;
}

export function createMapRenderer(canvas: HTMLCanvasElement): MapRenderer {
  const context = contextOf(canvas);
  const bufferCanvas = document.createElement('canvas');
  const buffer: Buffer = {
    canvas: bufferCanvas,
    context: contextOf(bufferCanvas),
    view: undefined,
    size: { width: 0, height: 0 },
  };
  const pulses = new Map<number, number>();
  let scene: Scene | undefined;
  let view: View | undefined;
  let size: Size = { width: 0, height: 0 };
  let isMoving = false;
  let rings: Parameters<MapRenderer['setRings']>[0] = {};
  let request = 0;
  const ratioOf = () => Math.min(globalThis.devicePixelRatio || 1, ratioMax);

  return {
    setScene(next, { isPulsing }) {
      const changed = changesTo(next);
      scene = next;
      if (changed === undefined) buffer.view = undefined;
      else if (changed.length > 0) applyChanges(next, changed, isPulsing);
      schedule();
    },
    setView(next, options) {
      view = next;
      isMoving = options.isMoving;
      schedule();
    },
    setSize(next) {
      if (next.width === size.width && next.height === size.height) return;
      size = next;
      buffer.view = undefined;
      schedule();
    },
    setRings(next) {
      if (next.focus === rings.focus && next.hover === rings.hover) return;
      rings = next;
      schedule();
    },
    stop: () => cancelAnimationFrame(request),
  };

  /** Seats that alone changed, or undefined where all has to be drawn. */
  function changesTo(next: Scene): readonly number[] | undefined {
    if (scene === undefined || buffer.view === undefined) return undefined;
    const { statuses, lines, ...others } = next;
    const before: Readonly<Record<string, unknown>> = { ...scene };
    if (Object.entries(others).some(([name, value]) => before[name] !== value)) return undefined;
    const changed = changedSeats(scene.statuses, statuses);
    if (!showsSeats(buffer.view) && (changed.length > 0 || lines !== scene.lines)) return undefined;
    return changed.length > repaintMax ? undefined : changed;
  }

  function applyChanges(next: Scene, changed: readonly number[], isPulsing: boolean): void {
    if (buffer.view === undefined) return;
    repaintSeats({ ...buffer, view: buffer.view, ratio: ratioOf() }, next, changed);
    if (!isPulsing || changed.length > pulsesMax) return;
    const now = performance.now();
    for (const index of changed) pulses.set(index, now);
  }

  function schedule(): void {
    if (request === 0) request = requestAnimationFrame(drawFrame);
  }

  function drawFrame(now: number): void {
    request = 0;
    if (scene === undefined || view === undefined || size.width === 0) return;
    const ratio = ratioOf();
    resizeCanvas(canvas, size, ratio);
    if (!isUsable(view)) fillBuffer(scene, view, ratio);
    copyBuffer(view, ratio);
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    drawPulses(scene, view, now);
    if (rings.hover !== undefined && rings.hover !== rings.focus)
      drawRing(scene, view, { index: rings.hover, width: 2 });
    if (rings.focus !== undefined) drawRing(scene, view, { index: rings.focus, width: 3 });
    if (pulses.size > 0) schedule();
  }

  function isUsable(wanted: View): boolean {
    const drawn = buffer.view;
    if (drawn === undefined) return false;
    const stretch = wanted.scale / drawn.scale;
    if (isMoving ? stretch > stretchMax || stretch < 1 / stretchMax : stretch !== 1) return false;
    const at = toScreen(drawn, buffer.size, wanted);
    const half = { x: size.width / 2 / stretch, y: size.height / 2 / stretch };
    return (
      at.x - half.x >= 0 &&
      at.y - half.y >= 0 &&
      at.x + half.x <= buffer.size.width &&
      at.y + half.y <= buffer.size.height
    );
  }

  function fillBuffer(drawn: Scene, at: View, ratio: number): void {
    buffer.size = { width: size.width * (1 + 2 * margin), height: size.height * (1 + 2 * margin) };
    resizeCanvas(buffer.canvas, buffer.size, ratio);
    buffer.view = at;
    paintPlan({ ...buffer, view: at, ratio }, drawn);
  }

  function copyBuffer(at: View, ratio: number): void {
    if (buffer.view === undefined) return;
    const stretch = at.scale / buffer.view.scale;
    const middle = toScreen(buffer.view, buffer.size, at);
    const left = (size.width / 2 - middle.x * stretch) * ratio;
    const top = (size.height / 2 - middle.y * stretch) * ratio;
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, canvas.width, canvas.height);
    const { width, height } = buffer.canvas;
    if (stretch === 1) context.drawImage(buffer.canvas, Math.round(left), Math.round(top));
    else context.drawImage(buffer.canvas, left, top, width * stretch, height * stretch);
  }

  function drawPulses({ layout, palette }: Scene, at: View, now: number): void {
    for (const [index, startedAt] of pulses) {
      const share = (now - startedAt) / pulseMs;
      const seat = layout.seats[index];
      if (share >= 1 || seat === undefined) pulses.delete(index);
      else {
        context.globalAlpha = 1 - Math.max(0, share);
        const radius = seatRadius(at, seat.row.section.seatSize) * (1 + Math.max(0, share) * 0.9);
        ring(toScreen(at, size, seat), { radius, width: 2, colour: palette.held });
      }
    }
    context.globalAlpha = 1;
  }

  function drawRing(
    { layout, palette }: Scene,
    at: View,
    { index, width }: { readonly index: number; readonly width: number },
  ): void {
    const seat = layout.seats[index];
    if (seat === undefined) return;
    const radius = Math.max(6, seatRadius(at, seat.row.section.seatSize) * 1.35);
    ring(toScreen(at, size, seat), { radius, width: width + 2, colour: palette.panel });
    ring(toScreen(at, size, seat), { radius, width, colour: palette.ink });
  }

  function ring(
    { x, y }: Point,
    { radius, width, colour }: { readonly radius: number; readonly width: number; readonly colour: string },
  ): void {
    context.beginPath();
    context.arc(x, y, radius, 0, Math.PI * 2);
    context.lineWidth = width;
    context.strokeStyle = colour;
    context.stroke();
  }
}

function resizeCanvas(canvas: HTMLCanvasElement, { width, height }: Size, ratio: number): void {
  const [across, down] = [Math.round(width * ratio), Math.round(height * ratio)];
  if (canvas.width !== across) canvas.width = across;
  if (canvas.height !== down) canvas.height = down;
}

function contextOf(canvas: HTMLCanvasElement): CanvasRenderingContext2D {
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('the browser has no 2D canvas');
  return context;
}
