import type { Palette } from './palette.ts';
import type { SeatMark } from './plan.ts';
import type { SeatStatus } from './seat-status.ts';

export interface SeatLook {
  readonly status: SeatStatus;
  readonly mark: SeatMark | undefined;
  readonly tier: number;
}

export interface SeatPlace {
  readonly x: number;
  readonly y: number;
  readonly radius: number;
}

type Context = CanvasRenderingContext2D;

/**
 * Draws a seat so that its shape alone tells what it is: free is full (round; a rhomb where one sees less; a square with a sign for
 * wheelchairs and companions), held half full, booked a cross, not for sale a dash, chosen a large square with a tick, mine one with a star.
 */
export function drawSeat(context: Context, place: SeatPlace, look: SeatLook, palette: Palette): void {
  context.lineJoin = 'round';
  context.lineCap = 'round';
  drawers[look.status](context, place, look, palette);
}

type Drawer = (context: Context, place: SeatPlace, look: SeatLook, palette: Palette) => void;

const drawers: Readonly<Record<SeatStatus, Drawer>> = {
  free(context, place, look, palette) {
    context.fillStyle = palette.tiers[look.tier % palette.tiers.length] ?? palette.ink;
    tracePlace(context, place, look.mark);
    context.fill();
    drawSign(context, place, look.mark, palette.onTier);
  },
  held(context, place, { mark }, palette) {
    context.strokeStyle = palette.held;
    context.fillStyle = palette.held;
    context.lineWidth = Math.max(1, place.radius * 0.16);
    const inner = { ...place, radius: place.radius * 0.88 };
    tracePlace(context, inner, mark);
    context.stroke();
    context.save();
    context.clip();
    context.fillRect(place.x - place.radius, place.y, place.radius * 2, place.radius);
    context.restore();
  },
  booked(context, { x, y, radius }, _look, palette) {
    const arm = radius * 0.5;
    context.strokeStyle = palette.taken;
    context.lineWidth = Math.max(0.8, radius * 0.24);
    context.beginPath();
    context.moveTo(x - arm, y - arm);
    context.lineTo(x + arm, y + arm);
    context.moveTo(x + arm, y - arm);
    context.lineTo(x - arm, y + arm);
    context.stroke();
  },
  blocked(context, { x, y, radius }, _look, palette) {
    context.strokeStyle = palette.taken;
    context.lineWidth = Math.max(0.6, radius * 0.2);
    context.beginPath();
    context.moveTo(x - radius * 0.4, y);
    context.lineTo(x + radius * 0.4, y);
    context.stroke();
  },
  chosen(context, place, _look, palette) {
    drawOwn(context, place, palette);
    const { x, y, radius } = place;
    context.lineWidth = Math.max(1.2, radius * 0.24);
    context.beginPath();
    context.moveTo(x - radius * 0.45, y + radius * 0.05);
    context.lineTo(x - radius * 0.12, y + radius * 0.4);
    context.lineTo(x + radius * 0.48, y - radius * 0.38);
    context.stroke();
  },
  mine(context, place, _look, palette) {
    drawOwn(context, place, palette);
    traceStar(context, place);
    context.fill();
  },
};

function drawOwn(context: Context, place: SeatPlace, { act, onAct }: Palette): void {
  traceSquare(context, { ...place, radius: place.radius * 1.12 });
  context.fillStyle = act;
  context.fill();
  context.strokeStyle = onAct;
  context.fillStyle = onAct;
}

function tracePlace(context: Context, place: SeatPlace, mark: SeatMark | undefined): void {
  const { x, y, radius } = place;
  if (mark === 'accessible' || mark === 'companion') {
    traceSquare(context, place);
    return;
  }
  context.beginPath();
  if (mark === undefined) {
    context.arc(x, y, radius, 0, Math.PI * 2);
    return;
  }
  const arm = radius * 1.12;
  context.moveTo(x, y - arm);
  context.lineTo(x + arm, y);
  context.lineTo(x, y + arm);
  context.lineTo(x - arm, y);
  context.closePath();
}

function traceSquare(context: Context, { x, y, radius }: SeatPlace): void {
  const half = radius * 0.94;
  context.beginPath();
  context.roundRect(x - half, y - half, half * 2, half * 2, radius * 0.32);
}

function traceStar(context: Context, { x, y, radius }: SeatPlace): void {
  context.beginPath();
  for (let point = 0; point < 10; point += 1) {
    const reach = radius * (point % 2 === 0 ? 0.72 : 0.32);
    const angle = (point * Math.PI) / 5;
    context.lineTo(x + reach * Math.sin(angle), y - reach * Math.cos(angle));
  }
  context.closePath();
}

/** A wheelchair, or a second person, from strokes. */
function drawSign(context: Context, { x, y, radius }: SeatPlace, mark: SeatMark | undefined, colour: string): void {
  if (mark === undefined || mark === 'restricted' || radius < 3) return;
  context.strokeStyle = colour;
  context.fillStyle = colour;
  context.lineWidth = Math.max(0.8, radius * 0.15);
  if (mark === 'accessible') drawWheelchair(context, { x, y, radius });
  else drawPair(context, { x, y, radius });
}

function drawWheelchair(context: Context, { x, y, radius }: SeatPlace): void {
  dot(context, x - radius * 0.12, y - radius * 0.58, radius * 0.15);
  context.beginPath();
  context.moveTo(x - radius * 0.12, y - radius * 0.34);
  context.lineTo(x - radius * 0.12, y + radius * 0.08);
  context.lineTo(x + radius * 0.3, y + radius * 0.08);
  context.lineTo(x + radius * 0.48, y + radius * 0.56);
  context.stroke();
  context.beginPath();
  context.arc(x - radius * 0.06, y + radius * 0.24, radius * 0.4, Math.PI * 0.12, Math.PI * 1.28);
  context.stroke();
}

function drawPair(context: Context, { x, y, radius }: SeatPlace): void {
  for (const side of [-1, 1]) {
    const middle = x + side * radius * 0.34;
    dot(context, middle, y - radius * 0.36, radius * 0.2);
    context.beginPath();
    context.arc(middle, y + radius * 0.46, radius * 0.28, Math.PI, 0);
    context.fill();
  }
}

function dot(context: Context, x: number, y: number, radius: number): void {
  context.beginPath();
  context.arc(x, y, radius, 0, Math.PI * 2);
  context.fill();
}
