import { useMemo, useState } from 'react';
import { layOut, type SeatLayout } from '../../seat-map/layout.ts';
import { beginHistory, redo, step, undo } from './history.ts';
import { toMapPlan } from './map-plan.ts';
import type { SeatingPlan } from './plan-parts.ts';

/** A plan that is being drawn: always one the API takes, apart from having no section yet. */
export interface PlanDraft {
  readonly plan: SeatingPlan;
  readonly layout: SeatLayout;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  readonly isChanged: boolean;
  /** Changes with the same `mergeKey` in a row are undone together. */
  readonly change: (next: SeatingPlan, mergeKey?: string) => void;
  readonly undo: () => void;
  readonly redo: () => void;
  readonly markSaved: (plan: SeatingPlan) => void;
  /** Forgets all steps. */
  readonly beginWith: (plan: SeatingPlan) => void;
}

export function usePlanDraft(stored: SeatingPlan): PlanDraft {
  const [history, setHistory] = useState(() => beginHistory(stored));
  const [saved, setSaved] = useState(stored);
  const plan = history.present;
  const layout = useMemo(() => layOut(toMapPlan(plan, null)), [plan]);
  const isChanged = useMemo(() => JSON.stringify(plan) !== JSON.stringify(saved), [plan, saved]);
  return {
    plan,
    layout,
    canUndo: history.past.length > 0,
    canRedo: history.future.length > 0,
    isChanged,
    change: (next, mergeKey) => setHistory((before) => step(before, next, mergeKey)),
    undo: () => setHistory(undo),
    redo: () => setHistory(redo),
    markSaved: setSaved,
    beginWith(next) {
      setHistory(beginHistory(next));
      setSaved(next);
    },
  };
}
