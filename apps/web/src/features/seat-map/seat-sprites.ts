import { drawSeat, type SeatLook } from './draw-seat.ts';
import type { Palette } from './palette.ts';
import { seatStatuses } from './seat-status.ts';

/** Pictures of seats, each drawn once: a frame with thousands of seats only copies. */
export interface SpriteSheet {
  /** Half a picture's width, in device pixels. */
  readonly half: number;
  readonly get: (look: SeatLook) => HTMLCanvasElement;
}

export interface SpriteSheets {
  readonly palette: Palette;
  /** For seats of one size: `radius` in device pixels. */
  readonly of: (radius: number) => SpriteSheet;
}

const marks = [undefined, 'accessible', 'companion', 'restricted'] as const;

export function createSpriteSheets(palette: Palette): SpriteSheets {
  const sheets = new Map<number, SpriteSheet>();
  return {
    palette,
    of(radius) {
      const sheet = sheets.get(radius) ?? createSheet(radius, palette);
      sheets.set(radius, sheet);
      return sheet;
    },
  };
}

function createSheet(radius: number, palette: Palette): SpriteSheet {
  const half = Math.ceil(radius * 1.2) + 1;
  const pictures = new Map<number, HTMLCanvasElement>();
  return {
    half,
    get(look) {
      const key = (look.tier * marks.length + marks.indexOf(look.mark)) * 8 + seatStatuses.indexOf(look.status);
      const known = pictures.get(key);
      if (known !== undefined) return known;
      const picture = drawPicture(look, { half, radius, palette });
      pictures.set(key, picture);
      return picture;
    },
  };
}

function drawPicture(
  look: SeatLook,
  { half, radius, palette }: { readonly half: number; readonly radius: number; readonly palette: Palette },
): HTMLCanvasElement {
  const picture = document.createElement('canvas');
  picture.width = half * 2;
  picture.height = half * 2;
  const context = picture.getContext('2d');
  if (context !== null) drawSeat(context, { x: half, y: half, radius }, look, palette);
  return picture;
}
