import type { ShowPlan } from '../../../generated/api.ts';
import type { Money } from '../../i18n/format.ts';

/** What a drawing needs of a plan: `GET /v1/shows/{id}/plan` has it. */
export type MapPlan = Pick<ShowPlan, 'stage' | 'sections' | 'rows'>;
export type PlanRow = MapPlan['rows'][number];
export type PlanSeat = PlanRow['seats'][number];
export type SectionShape = NonNullable<MapPlan['sections'][number]['shape']>;
export type SeatMark = NonNullable<PlanSeat['marks']>[number];

/** By row key, a letter a seat in plan order: `a`vailable, `h`eld, `b`ooked, `x` not for sale. */
export type Letters = Readonly<Record<string, string>>;

export interface MapTier {
  readonly id: string;
  readonly name: string;
  readonly price: Money;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Rows of one section, in plan order. */
export interface SectionRows {
  /** Empty for rows that are in no section. */
  readonly name: string;
  readonly shape?: SectionShape;
  readonly rows: readonly PlanRow[];
}

/** Sections in plan order, without those that have no rows; rows in no section come last. */
export function toSectionRows({ sections, rows }: Pick<MapPlan, 'sections' | 'rows'>): readonly SectionRows[] {
  const bySection = new Map<string, PlanRow[]>(sections.map(({ name }) => [name, []]));
  for (const row of rows) {
    const name = row.section ?? '';
    const known = bySection.get(name);
    if (known === undefined) bySection.set(name, [row]);
    else known.push(row);
  }
  const shapes = new Map(sections.map(({ name, shape }) => [name, shape]));
  return [...bySection]
    .filter(([, ofSection]) => ofSection.length > 0)
    .map(([name, ofSection]) => {
      const shape = shapes.get(name);
      return { name, rows: ofSection, ...(shape === undefined ? {} : { shape }) };
    });
}

/** `Stalls/A` → `A`. */
export function toRowName({ key, section }: Pick<PlanRow, 'key' | 'section'>): string {
  return section !== undefined && key.startsWith(`${section}/`) ? key.slice(section.length + 1) : key;
}
