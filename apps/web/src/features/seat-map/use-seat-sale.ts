import { useCallback, useMemo, useState } from 'react';
import { type LaidSeat, layOut, type SeatLayout } from './layout.ts';
import type { Letters, MapPlan } from './plan.ts';
import {
  type SeatStatus,
  type SeatStatuses,
  type Statuses,
  type StatusSources,
  statusAt,
  toStatuses,
} from './seat-status.ts';

export interface SeatSale {
  readonly layout: SeatLayout;
  readonly statuses: SeatStatuses;
  readonly statusOf: (seat: LaidSeat) => SeatStatus;
}

interface Sources {
  readonly plan: MapPlan;
  readonly letters: Letters | undefined;
  readonly chosen: readonly string[];
  readonly mine: readonly string[];
}

/** Where the seats are and what they are to this buyer; made anew only where something differs. */
export function useSeatSale({ plan, letters, chosen, mine }: Sources): SeatSale {
  const layout = useMemo(() => layOut(plan), [plan]);
  const [chosenSet, mineSet] = [useIdSet(chosen), useIdSet(mine)];
  const [cache] = useState(createStatusCache);
  const statuses = useMemo(
    () => cache(layout, { letters, chosen: chosenSet, mine: mineSet }),
    [cache, layout, letters, chosenSet, mineSet],
  );
  const statusOf = useCallback((seat: LaidSeat) => statusAt(statuses, seat.index), [statuses]);
  return { layout, statuses, statusOf };
}

/** The same set as long as its members are the same. */
function useIdSet(ids: readonly string[]): ReadonlySet<string> {
  const key = ids.join('\n');
  return useMemo(() => new Set(key === '' ? [] : key.split('\n')), [key]);
}

/** Remembers the last answer, so that live changes cost no more than their rows. */
function createStatusCache(): (layout: SeatLayout, sources: StatusSources) => SeatStatuses {
  let last: Statuses | undefined;
  return (layout, sources) => {
    const statuses = toStatuses(layout, sources, last);
    last = { layout, sources, statuses };
    return statuses;
  };
}
