import type { SeatingPlan, Stage } from '../../../../generated/api.ts';

export type { SeatingPlan, Stage };
export type Section = SeatingPlan['sections'][number];
export type Row = Section['rows'][number];
export type SectionShape = NonNullable<Section['shape']>;
export type RowMarks = NonNullable<Row['marks']>;

export const seatMarks = ['accessible', 'companion', 'restricted'] as const;
export type SeatMark = (typeof seatMarks)[number];

/** What the API takes at most. */
export const limits = {
  sections: 200,
  rows: 500,
  rowSeats: 5000,
  /** Labels and ranges in one list. */
  listed: 1000,
  seats: 200_000,
  sectionName: 40,
  rowName: 20,
  label: 20,
} as const;

/** What numbers a shape, a row's offset and a stage may have. */
export const bounds = {
  place: [-10_000, 10_000],
  rotate: [-180, 180],
  bend: [-100, 100],
  gap: [0.25, 50],
  offset: [-1000, 1000],
  length: [0.1, 10_000],
} as const;

/** To hundredths of a seat pitch, or of a degree; never -0. */
export const round = (value: number): number => Math.round(value * 100) / 100 + 0;

export const clamp = (value: number, [least, most]: readonly [number, number]): number =>
  Math.min(most, Math.max(least, value));
