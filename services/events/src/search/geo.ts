import type { Coordinates } from './query.ts';

/** Mean radius (IUGG). */
const earthKm = 6371.0088;
/** Half around the earth: nothing is further away. */
export const distanceKmMax = Math.PI * earthKm;

const toRadians = (degrees: number) => (degrees * Math.PI) / 180;
const toDegrees = (radians: number) => (radians * 180) / Math.PI;

/** On the sphere, by the haversine formula; the earth's flattening makes at most 0.6 % of difference. */
export function distanceKm(a: Coordinates, b: Coordinates): number {
  return haversineKm(a.latitude, a.longitude, b.latitude, b.longitude);
}

export function haversineKm(latitudeA: number, longitudeA: number, latitudeB: number, longitudeB: number): number {
  const [a, b] = [toRadians(latitudeA), toRadians(latitudeB)];
  const sinLatitude = Math.sin((b - a) / 2);
  const sinLongitude = Math.sin(toRadians(longitudeB - longitudeA) / 2);
  const square = sinLatitude * sinLatitude + Math.cos(a) * Math.cos(b) * sinLongitude * sinLongitude;
  return 2 * earthKm * Math.asin(Math.sqrt(Math.min(1, square)));
}

export interface Box {
  readonly south: number;
  readonly north: number;
  readonly west: number;
  readonly east: number;
}

/** A little wider than needed, since the R*Tree rounds to 32-bit floats (and rounds its boxes outwards). */
const slackDegrees = 0.0001;

/** Boxes that hold the whole circle: two where it crosses the date line, all longitudes where it holds a pole. */
export function boxesAround({ latitude, longitude }: Coordinates, radiusKm: number): readonly Box[] {
  const angle = radiusKm / earthKm;
  const south = Math.max(-90, latitude - toDegrees(angle) - slackDegrees);
  const north = Math.min(90, latitude + toDegrees(angle) + slackDegrees);
  if (south <= -90 || north >= 90) return [{ south, north, west: -180, east: 180 }];
  // The widest meridians touch the circle nearer to the pole than its centre stands.
  const width = toDegrees(Math.asin(Math.min(1, Math.sin(angle) / Math.cos(toRadians(latitude))))) + slackDegrees;
  const [west, east] = [longitude - width, longitude + width];
  if (east - west >= 360) return [{ south, north, west: -180, east: 180 }];
  if (west < -180)
    return [
      { south, north, west: west + 360, east: 180 },
      { south, north, west: -180, east },
    ];
  if (east > 180)
    return [
      { south, north, west, east: 180 },
      { south, north, west: -180, east: east - 360 },
    ];
  return [{ south, north, west, east }];
}

/** How much of the map the boxes cover, from 0 to 1. */
export function coverageOf(boxes: readonly Box[]): number {
  return boxes.reduce((sum, { south, north, west, east }) => sum + ((north - south) * (east - west)) / (180 * 360), 0);
}
