import { drawSeat, type SeatLook } from './draw-seat.ts';
import type { Palette } from './palette.ts';
import { seatStatuses } from './seat-status.ts';

/** Pictures of seats, each drawn once: a frame with thousands of seats only copies. */
export interface SeatSprites {
  /** `pixels`: half the picture's width, in device pixels. */
  readonly get: (look: SeatLook) => { readonly picture: HTMLCanvasElement; readonly pixels: number };
}

const marks = [undefined, 'accessible', 'companion', 'restricted'] as const;

/** For seats of one size: `radius` in device pixels. */
export function createSprites(radius: number, palette: Palette): SeatSprites {
  const pixels = Math.ceil(radius * 1.2) + 1;
  const pictures = new Map<number, HTMLCanvasElement>();
  return {
    get(look) {
      const key = (look.tier * marks.length + marks.indexOf(look.mark)) * 8 + seatStatuses.indexOf(look.status);
      const picture = pictures.get(key) ?? draw(look);
      pictures.set(key, picture);
      return { picture, pixels };
    },
  };

  function draw(look: SeatLook): HTMLCanvasElement {
    const picture = document.createElement('canvas');
    picture.width = pixels * 2;
    picture.height = pixels * 2;
    const context = picture.getContext('2d');
    if (context !== null) drawSeat(context, { x: pixels, y: pixels, radius }, look, palette);
    return picture;
  }
}
