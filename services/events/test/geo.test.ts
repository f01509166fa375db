import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { boxesAround, coverageOf, distanceKm, distanceKmMax } from '../src/search/geo.ts';

const berlin = { latitude: 52.52, longitude: 13.405 };
const point = fc.record({
  latitude: fc.double({ min: -90, max: 90, noNaN: true }),
  longitude: fc.double({ min: -180, max: 180, noNaN: true }),
});

describe('distanceKm', () => {
  it.each([
    ['Berlin to Paris', berlin, { latitude: 48.8566, longitude: 2.3522 }, 877.5],
    ['over the date line', { latitude: -16.5, longitude: 179.9 }, { latitude: -16.5, longitude: -179.9 }, 21.3],
    ['over the pole', { latitude: 89, longitude: 0 }, { latitude: 89, longitude: 180 }, 222.4],
    ['half around the world', { latitude: 0, longitude: 0 }, { latitude: 0, longitude: 180 }, 20_015.1],
    ['nowhere', berlin, berlin, 0],
  ])('%s', (_what, a, b, km) => {
    expect(distanceKm(a, b)).toBeCloseTo(km, 0);
  });

  it('is the same there and back, and never more than half around', () => {
    fc.assert(
      fc.property(point, point, (a, b) => {
        expect(distanceKm(a, b)).toBeCloseTo(distanceKm(b, a), 6);
        expect(distanceKm(a, b)).toBeLessThanOrEqual(distanceKmMax + 1e-6);
      }),
    );
  });
});

describe('boxesAround', () => {
  it('holds everything within the radius, also at the poles and over the date line', () => {
    const radius = fc.oneof(
      fc.double({ min: 0, max: 300, noNaN: true }),
      fc.double({ min: 0, max: 20_038, noNaN: true }),
    );
    const near = fc.tuple(
      point,
      radius,
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.double({ min: 0, max: 2 * Math.PI, noNaN: true }),
    );
    fc.assert(
      fc.property(near, ([centre, radiusKm, part, bearing]) => {
        const other = travel(centre, radiusKm * part, bearing);
        if (distanceKm(centre, other) > radiusKm) return;
        const isInside = boxesAround(centre, radiusKm).some(
          ({ south, north, west, east }) =>
            other.latitude >= south && other.latitude <= north && other.longitude >= west && other.longitude <= east,
        );
        expect(isInside).toBe(true);
      }),
      { numRuns: 1_000 },
    );
  });

  it('makes two of one that crosses the date line, and all longitudes of one that holds a pole', () => {
    expect(boxesAround({ latitude: 0, longitude: 179.9 }, 50)).toMatchObject([{ east: 180 }, { west: -180 }]);
    expect(boxesAround({ latitude: 0, longitude: -179.9 }, 50)).toMatchObject([{ east: 180 }, { west: -180 }]);
    expect(boxesAround({ latitude: 89.9, longitude: 20 }, 50)).toMatchObject([{ north: 90, west: -180, east: 180 }]);
    expect(boxesAround(berlin, 25)).toHaveLength(1);
  });

  it('covers little of the map for a town, and all of it for the world', () => {
    expect(coverageOf(boxesAround(berlin, 25))).toBeLessThan(0.0001);
    expect(coverageOf(boxesAround(berlin, 20_038))).toBeCloseTo(1);
  });
});

/** Where one comes to, going straight on. */
function travel(from: typeof berlin, km: number, bearing: number): typeof berlin {
  const angle = km / 6371.0088;
  const latitude = (from.latitude * Math.PI) / 180;
  const sine = Math.sin(latitude) * Math.cos(angle) + Math.cos(latitude) * Math.sin(angle) * Math.cos(bearing);
  const next = Math.asin(Math.max(-1, Math.min(1, sine)));
  const turn = Math.atan2(
    Math.sin(bearing) * Math.sin(angle) * Math.cos(latitude),
    Math.cos(angle) - Math.sin(latitude) * Math.sin(next),
  );
  const longitude = from.longitude + (turn * 180) / Math.PI;
  return { latitude: (next * 180) / Math.PI, longitude: ((((longitude + 180) % 360) + 360) % 360) - 180 };
}
