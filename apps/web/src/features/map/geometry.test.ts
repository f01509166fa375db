import { describe, expect, it } from 'vitest';
import { isSplittable, toClusters } from './clusters.ts';
import { keepInside, pan, tilesOf, toScreen, toWorld, viewOf, worldView, zoomAt } from './geometry.ts';

const size = { width: 800, height: 500 };
const berlin = toWorld({ latitude: 52.52, longitude: 13.4 });

describe('the map', () => {
  it('has the null island in its middle and the poles at its edges', () => {
    expect(toWorld({ latitude: 0, longitude: 0 })).toEqual({ x: 0.5, y: 0.5 });
    expect(toWorld({ latitude: 90, longitude: 180 }).y).toBeCloseTo(0, 6);
    expect(toWorld({ latitude: -90, longitude: -180 }).y).toBeCloseTo(1, 6);
  });

  it('keeps under the pointer what was there when it zooms', () => {
    const view = viewOf([berlin, toWorld({ latitude: 48.2, longitude: 16.4 })], size);
    const at = toScreen(berlin, view, size);
    const nearer = toScreen(berlin, zoomAt(view, 1.7, at, size), size);
    expect(nearer.x).toBeCloseTo(at.x, 6);
    expect(nearer.y).toBeCloseTo(at.y, 6);
  });

  it('never leaves the world, however far it is pulled', () => {
    const view = worldView(size);
    const far = pan(view, 1e6, -1e6, size);
    expect(toScreen({ x: 0, y: 0 }, far, size).x).toBeLessThanOrEqual(0.001);
    expect(toScreen({ x: 1, y: 1 }, far, size).y).toBeGreaterThanOrEqual(size.height - 0.001);
    expect(keepInside({ ...view, worldPx: 1 }, size).worldPx).toBe(800);
    const high = worldView({ width: 300, height: 600 });
    expect(toScreen(berlin, high, { width: 300, height: 600 }).x).toBeLessThan(300);
    expect(high.worldPx).toBe(300);
  });

  it('shows all of some places with room around them', () => {
    const places = [berlin, toWorld({ latitude: 51.5, longitude: -0.1 })];
    const view = viewOf(places, size);
    for (const place of places) {
      const { x, y } = toScreen(place, view, size);
      expect(x).toBeGreaterThan(50);
      expect(x).toBeLessThan(750);
      expect(y).toBeGreaterThan(50);
      expect(y).toBeLessThan(450);
    }
    expect(viewOf([berlin], size).worldPx).toBeLessThan(Number.POSITIVE_INFINITY);
  });

  it('covers its window with tiles, at the zoom where they are sharpest', () => {
    const view = { ...berlin, worldPx: 256 * 2 ** 5 };
    const tiles = tilesOf('https://tiles.example/{z}/{x}/{y}.png', view, size);
    expect(tiles.every(({ sizePx }) => sizePx === 256)).toBe(true);
    expect(Math.min(...tiles.map(({ x }) => x))).toBeLessThanOrEqual(0);
    expect(Math.max(...tiles.map(({ x }) => x + 256))).toBeGreaterThanOrEqual(size.width);
    expect(tiles.map(({ url }) => url)).toContain('https://tiles.example/5/17/10.png');
  });
});

describe('clusters', () => {
  const place = (id: string, longitude: number) => ({ id, ...toWorld({ latitude: 50, longitude }) });
  const places = [place('a', 10), place('b', 10.5), place('c', 40), place('d', 10.2)];

  it('hold every place once, and fall apart as one comes nearer', () => {
    const far = toClusters(places, 1000, 40);
    expect(far.map(({ members }) => members.length)).toEqual([3, 1]);
    const near = toClusters(places, 1_000_000, 40);
    expect(near.map(({ members }) => members.map(({ id }) => id))).toEqual([['a'], ['b'], ['c'], ['d']]);
  });

  it('know when nothing can part them', () => {
    const twice = toClusters([place('a', 10), place('b', 10)], 1e7, 40);
    expect(twice.map(isSplittable)).toEqual([false]);
    expect(toClusters(places, 1000, 40).map(isSplittable)).toEqual([true, false]);
  });
});
