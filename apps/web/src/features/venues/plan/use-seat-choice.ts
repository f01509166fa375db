import { useMemo, useState } from 'react';
import type { LaidSeat, SeatLayout } from '../../seat-map/layout.ts';
import { seatsBetween } from './builder-keys.ts';
import type { Keys } from './follow-drawing.ts';

/** Which seats are chosen to be marked, and the one the keyboard is at. */
export interface SeatChoice {
  /** Those of them that the plan still has. */
  readonly seats: ReadonlySet<string>;
  readonly focus: LaidSeat | undefined;
  readonly choose: (seats: ReadonlySet<string>) => void;
  /** A click: alone; with Ctrl added or taken away; with Shift from the seat before to this one. */
  readonly click: (seat: LaidSeat | undefined, keys: Keys) => void;
  readonly box: (seats: readonly LaidSeat[], keys: Keys) => void;
  readonly goTo: (seat: LaidSeat, grows: boolean) => void;
  readonly toggleFocus: () => void;
}

export function useSeatChoice(layout: SeatLayout): SeatChoice {
  const [chosen, choose] = useState<ReadonlySet<string>>(new Set());
  const [focusId, setFocusId] = useState<string>();
  const seats = useMemo(() => new Set([...chosen].filter((id) => layout.byId.has(id))), [chosen, layout]);
  const focus = layout.byId.get(focusId ?? '');
  const idsOf = (list: readonly LaidSeat[]) => list.map(({ id }) => id);

  function toggle(id: string): void {
    const next = new Set(seats);
    if (!next.delete(id)) next.add(id);
    choose(next);
  }

  return {
    seats,
    focus,
    choose,
    click(seat, { shift, ctrl }) {
      if (seat === undefined) {
        if (!shift && !ctrl) choose(new Set());
        return;
      }
      if (shift && focus !== undefined) choose(new Set([...seats, ...idsOf(seatsBetween(focus, seat))]));
      else if (ctrl || seats.has(seat.id)) toggle(seat.id);
      else choose(new Set([seat.id]));
      setFocusId(seat.id);
    },
    box(list, { shift, ctrl }) {
      choose(new Set([...(shift || ctrl ? seats : []), ...idsOf(list)]));
      setFocusId(list.at(-1)?.id);
    },
    goTo(seat, grows) {
      if (grows && focus !== undefined) choose(new Set([...seats, focus.id, seat.id]));
      setFocusId(seat.id);
    },
    toggleFocus() {
      if (focus !== undefined) toggle(focus.id);
    },
  };
}
