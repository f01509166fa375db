import type { SeatingPlan } from '@myevents/contracts';

/** Where a seat's middle is, in seat pitches. */
export interface Place {
  readonly seat: string;
  readonly x: number;
  readonly y: number;
}

type Section = SeatingPlan['sections'][number];
type Point = Omit<Place, 'seat'>;

/** A seat, or a range of them, one by one: `Stalls/A-1..3` are three. */
export function seatsOf(written: string): string[] {
  const [, row, first, last] = /^(.*-)(\d+)\.\.(\d+)$/.exec(written) ?? [];
  if (row === undefined) return [written];
  const length = Number(last) - Number(first) + 1;
  return Array.from({ length }, (_, index) => `${row}${Number(first) + index}`);
}

/** Draws a plan as the decision record on its geometry says. Throws where a section has no shape. */
export function placesOf({ sections }: SeatingPlan): Place[] {
  return sections.flatMap((section) => {
    const { name, shape, rows } = section;
    if (shape === undefined) throw new Error(`Section ${name} has no shape`);
    const { seatGap = 1, rowGap = 1 } = shape;
    return rows.flatMap(({ name: row, seats, offset = 0 }, index) => {
      const all = seats.flatMap((written) => seatsOf(`${name}/${row}-${written}`));
      return all.map((seat, n) => {
        const along = (n - (all.length - 1) / 2) * seatGap + offset;
        return { seat, ...turn(bend({ x: along, y: index * rowGap }, section), shape) };
      });
    });
  });
}

function bend({ x, y }: Point, { shape, rows }: Section): Point {
  const { bend: percent = 0, seatGap = 1 } = shape ?? {};
  if (percent === 0) return { x, y };
  const longest = Math.max(...rows.map(({ seats }) => seats.flatMap((written) => seatsOf(`-${written}`)).length));
  const radius = (longest * seatGap * 100) / (Math.PI * Math.abs(percent));
  const side = Math.sign(percent);
  const own = radius + side * y;
  return { x: own * Math.sin(x / own), y: side * (own * Math.cos(x / own) - radius) };
}

function turn({ x, y }: Point, shape: NonNullable<Section['shape']>): Point {
  const radians = ((shape.rotate ?? 0) * Math.PI) / 180;
  return {
    x: shape.x + x * Math.cos(radians) - y * Math.sin(radians),
    y: shape.y + x * Math.sin(radians) + y * Math.cos(radians),
  };
}

/** Seats that are nearer to another one than `distance`, each with the other. */
export function tooClose(places: readonly Place[], distance: number): [string, string][] {
  const cells = Map.groupBy(places, ({ x, y }) => `${Math.floor(x / distance)},${Math.floor(y / distance)}`);
  return places.flatMap((place) => {
    const around = [-1, 0, 1].flatMap((dx) =>
      [-1, 0, 1].flatMap(
        (dy) => cells.get(`${Math.floor(place.x / distance) + dx},${Math.floor(place.y / distance) + dy}`) ?? [],
      ),
    );
    return around
      .filter((other) => other.seat > place.seat && Math.hypot(other.x - place.x, other.y - place.y) < distance)
      .map((other): [string, string] => [place.seat, other.seat]);
  });
}
