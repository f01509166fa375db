import type { WorldPoint } from './geometry.ts';

export interface Placed extends WorldPoint {
  readonly id: string;
}

/** Places that would lie on each other, as one. */
export interface Cluster<Of extends Placed> extends WorldPoint {
  readonly members: readonly Of[];
}

/**
 * Joins what is nearer than `nearPx` at this scale. Each place goes to the first cluster it is near to; clusters are looked up in a
 * grid, so that many places cost little more than few.
 */
export function toClusters<Of extends Placed>(places: readonly Of[], worldPx: number, nearPx: number): Cluster<Of>[] {
  const reach = nearPx / worldPx;
  const grid = new Map<string, { x: number; y: number; members: Of[] }[]>();
  const clusters: { x: number; y: number; members: Of[] }[] = [];
  const cell = (value: number) => Math.floor(value / reach);
  for (const place of places) {
    const near = [-1, 0, 1]
      .flatMap((byX) => [-1, 0, 1].flatMap((byY) => grid.get(`${cell(place.x) + byX} ${cell(place.y) + byY}`) ?? []))
      .find(({ x, y }) => Math.hypot(x - place.x, y - place.y) < reach);
    if (near !== undefined) {
      near.members.push(place);
      continue;
    }
    const made = { x: place.x, y: place.y, members: [place] };
    clusters.push(made);
    const key = `${cell(place.x)} ${cell(place.y)}`;
    grid.set(key, [...(grid.get(key) ?? []), made]);
  }
  return clusters.map(({ members }) => ({ x: mean(members, 'x'), y: mean(members, 'y'), members }));
}

const mean = (places: readonly WorldPoint[], axis: 'x' | 'y'): number =>
  places.reduce((sum, place) => sum + place[axis], 0) / places.length;

/** Whether zooming in can tell the members from each other. */
export const isSplittable = ({ members }: Cluster<Placed>): boolean =>
  members.some(({ x, y }) => Math.hypot(x - (members[0]?.x ?? x), y - (members[0]?.y ?? y)) > 0.000_02);
