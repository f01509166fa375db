import type { SeatingPlan } from './seating.ts';

/** Lengths in this file are in seat pitches. */
export interface Stage {
  /** Of its centre; `y` grows away from it. */
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly label?: string | undefined;
}

/** Where a section lies and how its rows run: nothing that a sale depends on. */
export interface SectionShape {
  /** Of the middle of the first row. */
  readonly x: number;
  readonly y: number;
  /** Degrees clockwise. */
  readonly rotate?: number | undefined;
  /** Percent of a half circle. */
  readonly bend?: number | undefined;
  readonly rowGap?: number | undefined;
  readonly seatGap?: number | undefined;
}

/** What a show's plan takes from its hall's besides the rows. */
export interface SeatLayout {
  readonly stage?: Stage | undefined;
  readonly sections: readonly { readonly name: string; readonly shape?: SectionShape | undefined }[];
}

/** The same with its fields in one order: what is equal has to be written equally. */
export function readStage({ x, y, width, height, label }: Stage): Stage {
  return { x, y, width, height, ...(label === undefined ? {} : { label }) };
}

/** The same with its fields in one order: what is equal has to be written equally. */
export function readShape({ x, y, rotate, bend, rowGap, seatGap }: SectionShape): SectionShape {
  return {
    x,
    y,
    ...(rotate === undefined ? {} : { rotate }),
    ...(bend === undefined ? {} : { bend }),
    ...(rowGap === undefined ? {} : { rowGap }),
    ...(seatGap === undefined ? {} : { seatGap }),
  };
}

/** Undefined where the hall says nothing of where its seats are. */
export function layoutOf(plan: SeatingPlan | null, stage: Stage | undefined): SeatLayout | undefined {
  if (plan === null || (stage === undefined && plan.every(({ shape }) => shape === undefined))) return undefined;
  const sections = plan.map(({ name, shape }) => (shape === undefined ? { name } : { name, shape }));
  return stage === undefined ? { sections } : { stage, sections };
}

/** The section of a row's key, `<section>/<row>`; undefined where a row is in none. */
export function sectionOf(rowKey: string): string | undefined {
  const end = rowKey.indexOf('/');
  return end < 0 ? undefined : rowKey.slice(0, end);
}
