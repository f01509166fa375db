import type { PlacedSection } from './place-freely.ts';
import type { Point, SectionRows, SectionShape } from './plan.ts';

/** Where the seats of a section are, row by row, as its shape says. */
export function placeShaped({ rows }: SectionRows, shape: SectionShape): PlacedSection {
  const { seatGap = 1, rowGap = 1, bend = 0 } = shape;
  const longest = Math.max(...rows.map(({ seats }) => seats.length)) * seatGap;
  const depth = (rows.length - 1) * rowGap;
  const toPlace = bend === 0 ? straight : bent(radiusOf({ longest, depth, bend }));
  const placed = rows.map(({ seats, offset = 0 }, row) =>
    seats.map((_seat, index) => {
      const along = (index - (seats.length - 1) / 2) * seatGap + offset;
      return turned(toPlace(along, row * rowGap), shape);
    }),
  );
  return { rows: placed, columns: 1 };
}

type Place = (along: number, behind: number) => Point;

const straight: Place = (along, behind) => ({ x: along, y: behind });

/** Above 0 the centre lies in front of the first row, below 0 behind the last one: there it keeps the last row apart from itself. */
function radiusOf({
  longest,
  depth,
  bend,
}: {
  readonly longest: number;
  readonly depth: number;
  readonly bend: number;
}) {
  const radius = longest / ((Math.abs(bend) / 100) * Math.PI);
  return bend > 0 ? radius : -Math.max(radius, depth + longest / Math.PI);
}

function bent(radius: number): Place {
  return (along, behind) => {
    const own = radius + behind;
    const angle = along / own;
    return { x: own * Math.sin(angle), y: own * Math.cos(angle) - radius };
  };
}

function turned({ x, y }: Point, shape: SectionShape): Point {
  const angle = ((shape.rotate ?? 0) * Math.PI) / 180;
  const [sin, cos] = [Math.sin(angle), Math.cos(angle)];
  return { x: shape.x + x * cos - y * sin, y: shape.y + x * sin + y * cos };
}
