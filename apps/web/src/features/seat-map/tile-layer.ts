import type { LaidSection, SeatLayout } from './layout.ts';
import { paintPlan, repaintSeats } from './paint.ts';
import { namesWithRoom } from './paint-words.ts';
import type { Box } from './plan.ts';
import type { Scene } from './scene.ts';
import { createSpriteSheets, type SpriteSheets } from './seat-sprites.ts';
import type { View } from './viewport.ts';

/** A piece of the plan's picture at one scale. */
interface Tile {
  readonly column: number;
  readonly row: number;
  readonly canvas: HTMLCanvasElement;
  readonly context: CanvasRenderingContext2D;
  isFresh: boolean;
}

/** The plan's picture at one scale, in square pieces: each is drawn once and moved about, so that no frame has much to draw. */
export interface TileLayer {
  readonly scale: number;
  /** Draws missing and outdated tiles of a box of the plan until the time is up; false if some are left. */
  readonly fill: (seen: Box, scene: Scene, until: number) => boolean;
  readonly isComplete: (seen: Box) => boolean;
  /** Draws seats anew where they have been drawn. */
  readonly repaint: (scene: Scene, seats: readonly number[]) => void;
  /** All tiles are drawn anew by and by; the old ones are shown so long. */
  readonly outdate: () => void;
  /** Copies what there is onto a canvas of that many device pixels. */
  readonly copy: (target: CanvasRenderingContext2D, view: View) => void;
}

/** In CSS pixels. */
const tileSize = 256;
/** Beyond these the ones farthest from what is seen go. */
const tilesMax = 72;

export function createTileLayer(scale: number, ratio: number): TileLayer {
  const pixels = Math.round(tileSize * ratio);
  const size = { width: pixels / ratio, height: pixels / ratio };
  const span = size.width / scale;
  const tiles = new Map<string, Tile>();
  let sheets: SpriteSheets | undefined;
  let names: { readonly layout: SeatLayout; readonly named: ReadonlySet<LaidSection> } | undefined;

  return {
    scale,
    fill(seen, scene, until) {
      const wanted = placesIn(seen).filter(({ key }) => tiles.get(key)?.isFresh !== true);
      for (const [at, { key, column, row }] of wanted.entries()) {
        if (at > 0 && performance.now() > until) return false;
        const tile = tiles.get(key) ?? addTile(key, column, row, seen);
        paintPlan(pictureOf(tile, scene), scene);
        tile.isFresh = true;
      }
      return true;
    },
    isComplete: (seen) => placesIn(seen).every(({ key }) => tiles.has(key)),
    repaint(scene, seats) {
      for (const tile of tiles.values()) if (tile.isFresh) repaintSeats(pictureOf(tile, scene), scene, seats);
    },
    outdate() {
      for (const tile of tiles.values()) tile.isFresh = false;
    },
    copy(target, view) {
      const stretch = view.scale / scale;
      const { width, height } = target.canvas;
      const left = width / 2 - view.x * view.scale * ratio;
      const top = height / 2 - view.y * view.scale * ratio;
      const edge = (start: number, place: number) => Math.round(start + place * pixels * stretch);
      for (const { column, row, canvas } of tiles.values()) {
        const [x, y] = [edge(left, column), edge(top, row)];
        const [across, down] = [edge(left, column + 1) - x, edge(top, row + 1) - y];
        if (x < width && y < height && x + across > 0 && y + down > 0) target.drawImage(canvas, x, y, across, down);
      }
    },
  };

  function placesIn({ left, top, right, bottom }: Box) {
    const places: { readonly key: string; readonly column: number; readonly row: number; readonly far: number }[] = [];
    const middle = { column: (left + right) / 2 / span - 0.5, row: (top + bottom) / 2 / span - 0.5 };
    for (let column = Math.floor(left / span); column <= Math.floor(right / span); column += 1) {
      for (let row = Math.floor(top / span); row <= Math.floor(bottom / span); row += 1) {
        const far = Math.hypot(column - middle.column, row - middle.row);
        places.push({ key: `${column} ${row}`, column, row, far });
      }
    }
    return places.sort((one, other) => one.far - other.far);
  }

  function pictureOf({ context, column, row }: Tile, scene: Scene) {
    const { palette, layout } = scene;
    if (sheets?.palette !== palette) sheets = createSpriteSheets(palette);
    if (names?.layout !== layout) names = { layout, named: namesWithRoom(context, scene, scale) };
    const view = { scale, x: (column + 0.5) * span, y: (row + 0.5) * span };
    return { context, view, size, ratio, sheets, named: names.named };
  }

  function addTile(key: string, column: number, row: number, seen: Box): Tile {
    const canvas = reusable(seen) ?? document.createElement('canvas');
    canvas.width = pixels;
    canvas.height = pixels;
    const context = canvas.getContext('2d', { alpha: false });
    if (context === null) throw new Error('the browser has no 2D canvas');
    const tile = { column, row, canvas, context, isFresh: false };
    tiles.set(key, tile);
    return tile;
  }

  /** The canvas of the tile farthest from what is seen, once there are enough. */
  function reusable({ left, top, right, bottom }: Box): HTMLCanvasElement | undefined {
    if (tiles.size < tilesMax) return undefined;
    const [x, y] = [(left + right) / 2 / span, (top + bottom) / 2 / span];
    const far = ({ column, row }: Tile) => Math.hypot(column + 0.5 - x, row + 0.5 - y);
    const [key, tile] = [...tiles].reduce((one, other) => (far(other[1]) > far(one[1]) ? other : one));
    tiles.delete(key);
    return tile.canvas;
  }
}
