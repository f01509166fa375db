import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { betweenViews, fitView, limitView, scaleMax, toPlan, toScreen, zoomAt } from './viewport.ts';

const size = { width: 400, height: 300 };
const box = { left: -20, right: 60, top: -10, bottom: 30 };
const coordinate = fc.double({ min: -500, max: 500, noNaN: true });
const views = fc.record({ x: coordinate, y: coordinate, scale: fc.double({ min: 0.5, max: 60, noNaN: true }) });
const points = fc.record({ x: coordinate, y: coordinate });

describe('a view', () => {
  it('shows all of a box when it fits, in the middle', () => {
    const view = fitView(box, size);
    expect(view).toMatchObject({ x: 20, y: 10 });
    for (const corner of [
      { x: -20, y: -10 },
      { x: 60, y: 30 },
    ]) {
      const { x, y } = toScreen(view, size, corner);
      expect(x >= 0 && x <= size.width && y >= 0 && y <= size.height).toBe(true);
    }
  });

  it('finds the point of the plan under one of the screen', () => {
    fc.assert(
      fc.property(views, points, (view, point) => {
        const { x, y } = toPlan(view, size, toScreen(view, size, point));
        expect(x).toBeCloseTo(point.x, 6);
        expect(y).toBeCloseTo(point.y, 6);
      }),
    );
  });

  it('keeps the point under the fingers where it is when it zooms', () => {
    fc.assert(
      fc.property(views, points, fc.double({ min: 0.5, max: 60, noNaN: true }), (view, point, scale) => {
        const before = toPlan(view, size, point);
        const after = toPlan(zoomAt(view, size, point, scale), size, point);
        expect(after.x).toBeCloseTo(before.x, 6);
        expect(after.y).toBeCloseTo(before.y, 6);
      }),
    );
  });

  it('never loses the plan, and limiting it once more changes nothing', () => {
    fc.assert(
      fc.property(views, (view) => {
        const limited = limitView(view, box, size);
        expect(limited.scale).toBeGreaterThanOrEqual(fitView(box, size).scale);
        expect(limited.scale).toBeLessThanOrEqual(scaleMax);
        expect(limited.x >= box.left && limited.x <= box.right && limited.y >= box.top && limited.y <= box.bottom).toBe(
          true,
        );
        expect(limitView(limited, box, size)).toEqual(limited);
      }),
    );
  });

  it('begins and ends where a movement does', () => {
    const [from, to] = [
      { x: 0, y: 0, scale: 2 },
      { x: 30, y: -8, scale: 16 },
    ] as const;
    expect(betweenViews(from, to, 0)).toEqual(from);
    const end = betweenViews(from, to, 1);
    expect(end.x).toBeCloseTo(30);
    expect(end.scale).toBeCloseTo(16);
    expect(betweenViews(from, to, 0.5).scale).toBeCloseTo(Math.sqrt(32));
    expect(betweenViews(from, { ...to, scale: 2 }, 0.5)).toEqual({ x: 15, y: -4, scale: 2 });
  });
});
