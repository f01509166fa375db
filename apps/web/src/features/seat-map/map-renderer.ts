import type { Box, Point } from './plan.ts';
import { type Scene, seatRadius, showsSeats } from './scene.ts';
import { changedSeats } from './seat-status.ts';
import { createTileLayer, type TileLayer } from './tile-layer.ts';
import { type Size, toPlan, toScreen, type View } from './viewport.ts';

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

const ratioMax = 2.5;
/** While moving, a picture is shown up to so much larger or smaller than it was drawn. */
const stretchMax = 1.7;
/** Of a frame, for drawing tiles. */
const fillMs = 7;
const pulseMs = 1100;
const pulsesMax = 400;
/** More changes at once are drawn anew as a whole. */
const repaintMax = 1500;

export function createMapRenderer(canvas: HTMLCanvasElement): MapRenderer {
  const context = contextOf(canvas);
  const pulses = new Map<number, number>();
  let scene: Scene | undefined;
  let view: View | undefined;
  let size: Size = { width: 0, height: 0 };
  let isMoving = false;
  let rings: Parameters<MapRenderer['setRings']>[0] = {};
  let request = 0;
  let ratio = 0;
  let layer: TileLayer | undefined;
  /** Shown beneath as long as the layer is not complete. */
  let under: TileLayer | undefined;

  return {
    setScene(next, { isPulsing }) {
      const changed = changesTo(next);
      scene = next;
      if (changed === undefined) {
        layer?.outdate();
        under = undefined;
      } else if (changed.length > 0) applyChanges(next, changed, isPulsing);
      schedule();
    },
    setView(next, options) {
      view = next;
      isMoving = options.isMoving;
      schedule();
    },
    setSize(next) {
      size = next;
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
    if (scene === undefined || layer === undefined) return undefined;
    const { statuses, lines, ...others } = next;
    const before: Readonly<Record<string, unknown>> = { ...scene };
    if (Object.entries(others).some(([name, value]) => before[name] !== value)) return undefined;
    const changed = changedSeats(scene.statuses, statuses);
    if (!showsSeats(layer, next.layout) && (changed.length > 0 || lines !== scene.lines)) return undefined;
    return changed.length > repaintMax ? undefined : changed;
  }

  function applyChanges(next: Scene, changed: readonly number[], isPulsing: boolean): void {
    layer?.repaint(next, changed);
    under = undefined;
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
    useRatio(Math.min(globalThis.devicePixelRatio || 1, ratioMax));
    const { current, isDone } = fillTiles(scene, view);
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.globalAlpha = 1;
    context.fillStyle = scene.palette.panel;
    context.fillRect(0, 0, canvas.width, canvas.height);
    under?.copy(context, view);
    current.copy(context, view);
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    if (showsSeats(view, scene.layout)) drawPulses(scene, view, now);
    if (rings.hover !== undefined && rings.hover !== rings.focus) drawRing(scene, view, rings.hover, 2);
    if (rings.focus !== undefined) drawRing(scene, view, rings.focus, 3);
    if (pulses.size > 0 || !isDone) schedule();
  }

  function useRatio(next: number): void {
    if (next !== ratio) [ratio, layer, under] = [next, undefined, undefined];
    const [across, down] = [Math.round(size.width * ratio), Math.round(size.height * ratio)];
    if (canvas.width !== across) canvas.width = across;
    if (canvas.height !== down) canvas.height = down;
  }

  function fillTiles(shown: Scene, at: View): { readonly current: TileLayer; readonly isDone: boolean } {
    const seen = seenBox(at);
    const stretch = at.scale / (layer?.scale ?? 0);
    const isFitting = isMoving ? stretch < stretchMax && stretch > 1 / stretchMax : stretch === 1;
    if (layer === undefined || !isFitting) {
      if (layer !== undefined && (under === undefined || layer.isComplete(seen))) under = layer;
      layer = createTileLayer(at.scale, ratio);
    }
    const isDone = layer.fill(seen, shown, performance.now() + fillMs);
    if (isDone) under = undefined;
    return { current: layer, isDone };
  }

  function seenBox(at: View): Box {
    const { x: left, y: top } = toPlan(at, size, { x: 0, y: 0 });
    const { x: right, y: bottom } = toPlan(at, size, { x: size.width, y: size.height });
    return { left, top, right, bottom };
  }

  function drawPulses({ layout, palette }: Scene, at: View, now: number): void {
    for (const [index, startedAt] of pulses) {
      const share = Math.max(0, (now - startedAt) / pulseMs);
      const seat = layout.seats[index];
      if (share >= 1 || seat === undefined) pulses.delete(index);
      else {
        context.globalAlpha = 1 - share;
        const radius = seatRadius(at, seat.row.section.seatSize) * (1 + share * 0.9);
        ring(toScreen(at, size, seat), { radius, width: 2, colour: palette.held });
      }
    }
    context.globalAlpha = 1;
  }

  function drawRing({ layout, palette }: Scene, at: View, index: number, width: number): void {
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

function contextOf(canvas: HTMLCanvasElement): CanvasRenderingContext2D {
  const context = canvas.getContext('2d', { alpha: false });
  if (context === null) throw new Error('the browser has no 2D canvas');
  return context;
}
