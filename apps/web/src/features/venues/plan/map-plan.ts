import type { LaidSection } from '../../seat-map/layout.ts';
import type { MapPlan } from '../../seat-map/plan.ts';
import { seatId } from './mark-seats.ts';
import { bounds, clamp, round, type SeatingPlan, type Section, type SectionShape } from './plan-parts.ts';
import { marksByLabel, seatsOf } from './seat-labels.ts';

/** A hall's plan as a show with one tier has it: what the seat map of buyers draws. */
export function toMapPlan({ stage, sections }: SeatingPlan, tier: string | null): MapPlan {
  return {
    ...(stage === undefined ? {} : { stage }),
    sections: sections.map(({ name, shape }) => (shape === undefined ? { name } : { name, shape })),
    rows: sections.flatMap((section) =>
      section.rows.map((row) => {
        const marks = marksByLabel(row.marks);
        return {
          key: `${section.name}/${row.name}`,
          section: section.name,
          ...(row.offset === undefined ? {} : { offset: row.offset }),
          seats: seatsOf(row).map((label) => {
            const own = marks.get(label);
            return { id: seatId(section, row, label), label, tier, ...(own === undefined ? {} : { marks: [...own] }) };
          }),
        };
      }),
    ),
  };
}

/** The shape a section was given by being drawn: for one that had none and is to be moved. */
export function shapeOf(section: Section, laid: LaidSection | undefined): SectionShape {
  const first = laid?.rows[0]?.seats ?? [];
  const [left, right] = [first[0], first.at(-1)];
  if (section.shape !== undefined || left === undefined || right === undefined) return section.shape ?? { x: 0, y: 0 };
  const middle = first[Math.floor(first.length / 2)] ?? left;
  const before = first[Math.floor((first.length - 1) / 2)] ?? left;
  const [start, end] = [directionOf(left, first[1]), directionOf(first.at(-2), right)];
  const rotate = round(directionOf(left, right));
  const widest = Math.max(...section.rows.map((row) => seatsOf(row).length));
  // The ends of a row that comes forward point away from each other: left rises, right falls.
  const turn = first.length < 3 ? 0 : ((((start - end) % 360) + 540) % 360) - 180;
  const bend = round(clamp((turn / 180) * 100 * (widest / Math.max(1, first.length - 2)), bounds.bend));
  return {
    x: round((middle.x + before.x) / 2),
    y: round((middle.y + before.y) / 2),
    ...(rotate === 0 ? {} : { rotate }),
    ...(Math.abs(bend) < 1 ? {} : { bend }),
  };
}

interface Place {
  readonly x: number;
  readonly y: number;
}

/** In degrees; y grows downwards, so that clockwise is above 0. */
function directionOf(from: Place | undefined, to: Place | undefined): number {
  if (from === undefined || to === undefined) return 0;
  return (Math.atan2(to.y - from.y, to.x - from.x) * 180) / Math.PI;
}
