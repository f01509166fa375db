/** The world as Web Mercator sees it: a square from 0 to 1, north-west first. */
export interface WorldPoint {
  readonly x: number;
  readonly y: number;
}

/** What is looked at: the middle, and how many pixels wide the whole world would be. */
export interface View extends WorldPoint {
  readonly worldPx: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

export const tilePx = 256;
const latitudeMax = 85.051_129;
const zoomMax = 14;
/** Beyond these there are no venues: the first view leaves them out. */
const north = toWorld({ latitude: 76, longitude: 0 }).y;
const south = toWorld({ latitude: -56, longitude: 0 }).y;

interface Coordinates {
  readonly latitude: number;
  readonly longitude: number;
}

export function toWorld({ latitude, longitude }: Coordinates): WorldPoint {
  const phi = (Math.max(-latitudeMax, Math.min(latitudeMax, latitude)) * Math.PI) / 180;
  return { x: (longitude + 180) / 360, y: (1 - Math.log(Math.tan(phi) + 1 / Math.cos(phi)) / Math.PI) / 2 };
}

/** Where a point of the world is on the screen, from its top left. */
export const toScreen = (point: WorldPoint, view: View, { width, height }: Size): WorldPoint => ({
  x: width / 2 + (point.x - view.x) * view.worldPx,
  y: height / 2 + (point.y - view.y) * view.worldPx,
});

const inhabitedMiddle = (north + south) / 2;

/** The whole inhabited world. */
export const worldView = (size: Size): View => keepInside({ x: 0.5, y: inhabitedMiddle, worldPx: size.width }, size);

/** Neither narrower than the window nor past the last zoom, and never beside the world. */
export function keepInside(view: View, size: Size): View {
  const worldPx = Math.max(size.width, Math.min(tilePx * 2 ** zoomMax, view.worldPx));
  const halfX = size.width / 2 / worldPx;
  const halfY = size.height / 2 / worldPx;
  return {
    x: Math.max(halfX, Math.min(1 - halfX, view.x)),
    // A window higher than the world has what is inhabited in its middle.
    y: halfY > inhabitedMiddle ? inhabitedMiddle : Math.max(halfY, Math.min(1 - halfY, view.y)),
    worldPx,
  };
}

/** Nearer by `factor`; what lies at `at` on the screen stays there. */
export function zoomAt(view: View, factor: number, at: WorldPoint, size: Size): View {
  const { worldPx } = keepInside({ ...view, worldPx: view.worldPx * factor }, size);
  const shift = 1 / view.worldPx - 1 / worldPx;
  return keepInside(
    { x: view.x + (at.x - size.width / 2) * shift, y: view.y + (at.y - size.height / 2) * shift, worldPx },
    size,
  );
}

export const pan = (view: View, byX: number, byY: number, size: Size): View =>
  keepInside({ ...view, x: view.x - byX / view.worldPx, y: view.y - byY / view.worldPx }, size);

const roomPx = 60;
const nearestWorldPx = tilePx * 2 ** 10;

/** A view of all the points, with room around them. */
export function viewOf(points: readonly WorldPoint[], size: Size): View {
  const xs = points.map(({ x }) => x);
  const ys = points.map(({ y }) => y);
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const fit = Math.min((size.width - roomPx * 2) / (right - left), (size.height - roomPx * 2) / (bottom - top));
  const worldPx = Math.min(nearestWorldPx, fit);
  return keepInside({ x: (left + right) / 2, y: (top + bottom) / 2, worldPx }, size);
}

export interface Tile extends WorldPoint {
  readonly key: string;
  readonly url: string;
  readonly sizePx: number;
}

/** The raster tiles that cover a view, `x` and `y` on the screen. */
export function tilesOf(template: string, view: View, size: Size): readonly Tile[] {
  const zoom = Math.max(0, Math.min(zoomMax, Math.round(Math.log2(view.worldPx / tilePx))));
  const count = 2 ** zoom;
  const sizePx = view.worldPx / count;
  const origin = toScreen({ x: 0, y: 0 }, view, size);
  const range = (start: number, lengthPx: number) => {
    const first = Math.max(0, Math.floor(-start / sizePx));
    const last = Math.min(count - 1, Math.floor((lengthPx - start) / sizePx));
    return Array.from({ length: Math.max(0, last - first + 1) }, (_, at) => first + at);
  };
  const rows = range(origin.y, size.height);
  return range(origin.x, size.width).flatMap((column) =>
    rows.map((row) => ({
      key: `${zoom}/${column}/${row}`,
      url: template.replace('{z}', String(zoom)).replace('{x}', String(column)).replace('{y}', String(row)),
      x: origin.x + column * sizePx,
      y: origin.y + row * sizePx,
      sizePx,
    })),
  );
}
