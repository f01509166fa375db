import type { SeatLayout } from '../../seat-map/layout.ts';
import type { Selected } from './drawing.tsx';
import type { SeatingPlan } from './plan-parts.ts';

/** What the parts of the builder share. */
export interface PlanEditor {
  readonly plan: SeatingPlan;
  readonly layout: SeatLayout;
  readonly change: (next: SeatingPlan, mergeKey?: string) => void;
  readonly selected: Selected;
  readonly select: (selected: Selected) => void;
  /** Announced to who does not see the drawing. */
  readonly say: (text: string) => void;
}
