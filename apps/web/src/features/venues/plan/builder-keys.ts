import type { LaidSeat, SeatLayout } from '../../seat-map/layout.ts';
import { seatToward } from '../../seat-map/seat-toward.ts';

/** What a key means on the drawing. */
export type KeyMeaning =
  | { readonly do: 'move'; readonly x: number; readonly y: number }
  | { readonly do: 'turn'; readonly degrees: number }
  | { readonly do: 'choose'; readonly by: -1 | 1 }
  | { readonly do: 'remove' | 'duplicate' | 'leave' }
  | { readonly do: 'go'; readonly seat: LaidSeat; readonly grows: boolean }
  | { readonly do: 'toggle' | 'all' }
  | { readonly do: 'mark'; readonly mark: 'accessible' | 'companion' | 'restricted' };

export interface KeyPress {
  readonly key: string;
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
}

const arrows: Readonly<Record<string, { readonly x: number; readonly y: number }>> = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
};
const nudge = { usual: 0.5, far: 5, fine: 0.1 } as const;

/** With the tool for sections: arrows move what is chosen, Page Up and Down choose, `[` and `]` turn. */
export function sectionKey(press: KeyPress): KeyMeaning | undefined {
  const { key, shiftKey, altKey } = press;
  const arrow = arrows[key];
  if (arrow !== undefined) {
    const by = shiftKey ? nudge.far : altKey ? nudge.fine : nudge.usual;
    return { do: 'move', x: arrow.x * by, y: arrow.y * by };
  }
  if (isCommand(press)) return key.toLowerCase() === 'd' ? { do: 'duplicate' } : undefined;
  if (key === 'PageDown' || key === 'PageUp') return { do: 'choose', by: key === 'PageDown' ? 1 : -1 };
  if (key === '[' || key === ']') return { do: 'turn', degrees: key === ']' ? 5 : -5 };
  if (key === 'Delete' || key === 'Backspace') return { do: 'remove' };
  return key === 'Escape' ? { do: 'leave' } : undefined;
}

const marks = { a: 'accessible', c: 'companion', r: 'restricted' } as const;

/** With the tool for seats: arrows go from seat to seat, with Shift they choose on the way; space chooses, letters mark. */
export function seatKey(press: KeyPress, layout: SeatLayout, focus: LaidSeat | undefined): KeyMeaning | undefined {
  const { key, shiftKey } = press;
  const letter = key.toLowerCase();
  if (isCommand(press)) return letter === 'a' ? { do: 'all' } : undefined;
  const seat = seatByKey(key, layout, focus);
  if (seat !== undefined) return { do: 'go', seat, grows: shiftKey && focus !== undefined };
  if (key === ' ' || key === 'Enter') return { do: 'toggle' };
  if (letter === 'a' || letter === 'c' || letter === 'r') return { do: 'mark', mark: marks[letter] };
  if (key === 'Delete' || key === 'Backspace') return { do: 'remove' };
  return key === 'Escape' ? { do: 'leave' } : undefined;
}

function seatByKey(key: string, layout: SeatLayout, focus: LaidSeat | undefined): LaidSeat | undefined {
  const arrow = arrows[key];
  if (focus === undefined) return arrow === undefined ? undefined : layout.seats[0];
  if (arrow !== undefined) return seatToward(layout, focus, arrow) ?? focus;
  if (key === 'Home') return focus.row.seats[0];
  return key === 'End' ? focus.row.seats.at(-1) : undefined;
}

const isCommand = ({ ctrlKey, metaKey }: KeyPress): boolean => ctrlKey || metaKey;

/** From one seat to another of its row; both alone where they are in different rows. */
export function seatsBetween(from: LaidSeat, to: LaidSeat): readonly LaidSeat[] {
  if (from.row !== to.row) return [from, to];
  const [one, other] = [from.row.seats.indexOf(from), from.row.seats.indexOf(to)];
  return from.row.seats.slice(Math.min(one, other), Math.max(one, other) + 1);
}
