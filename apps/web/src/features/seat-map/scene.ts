import type { LaidSection, SeatLayout } from './layout.ts';
import type { Palette } from './palette.ts';
import type { SpriteSheets } from './seat-sprites.ts';
import type { SeatStatuses } from './seat-status.ts';
import type { Size, View } from './viewport.ts';

/** What a section says of itself from afar: its name first, then by importance. */
export type SectionLines = readonly string[];

/** Everything a picture of the plan depends on beside what of it is seen. */
export interface Scene {
  readonly layout: SeatLayout;
  readonly statuses: SeatStatuses;
  readonly palette: Palette;
  /** A tier's number, for its colour. */
  readonly tierNumbers: ReadonlyMap<string, number>;
  /** If given, seats of other tiers step back. */
  readonly onlyTier: string | undefined;
  /** By the section's place in the layout. */
  readonly lines: readonly SectionLines[];
  readonly stageLabel: string;
  readonly font: string;
  readonly direction: 'ltr' | 'rtl';
}

export interface Picture {
  readonly context: CanvasRenderingContext2D;
  readonly view: View;
  readonly size: Size;
  /** Device pixels a CSS pixel. */
  readonly ratio: number;
  readonly sheets: SpriteSheets;
  /** The sections whose names have room. */
  readonly named: ReadonlySet<LaidSection>;
}

/** In CSS pixels a seat pitch: below, sections are blocks. Where there are many, their names and prices are wanted longer. */
const seatsFrom = { few: 4.6, many: 7 } as const;
const fewSections = 6;

export function showsSeats({ scale }: Pick<View, 'scale'>, { sections }: SeatLayout): boolean {
  return scale >= (sections.length > fewSections ? seatsFrom.many : seatsFrom.few);
}

/** In CSS pixels. */
export const seatRadius = ({ scale }: Pick<View, 'scale'>, seatSize: number): number => scale * seatSize * 0.42;
