import { type CSSProperties, type KeyboardEvent, memo, useState } from 'react';
import { useTranslations } from 'use-intl';
import type { LaidRow, LaidSeat } from './layout.ts';
import { tierVariable } from './palette.ts';
import type { MapTier } from './plan.ts';
import styles from './seat-list.module.css';
import { seatStatuses } from './seat-status.ts';
import type { SeatWords } from './seat-words.ts';

interface SeatRowProps {
  readonly row: LaidRow;
  /** A digit a seat: its place in `seatStatuses`. */
  readonly statuses: string;
  /** `1` for seats that are shown. */
  readonly shown: string;
  readonly words: SeatWords;
  readonly tiers: readonly MapTier[];
  readonly onSeat: (seat: LaidSeat) => void;
}

/** One stop for the Tab key: the arrow keys go from seat to seat, and up and down to the rows beside. */
export const SeatRow = memo(function SeatRow({ row, statuses, shown, words, tiers, onSeat }: SeatRowProps) {
  const t = useTranslations('show.seatMap');
  const [active, setActive] = useState<number>();
  const [hasFocus, setFocus] = useState(false);
  // What one stands on does not vanish under one's feet.
  const isThere = (place: number) => shown[place] === '1' || (hasFocus && place === active);
  const stop = active !== undefined && isThere(active) ? active : row.seats.findIndex((_seat, place) => isThere(place));
  return (
    <div
      className={styles['row']}
      role="group"
      aria-label={t('row', { row: row.name })}
      data-row
      onKeyDown={moveInRow}
      onFocus={() => setFocus(true)}
      onBlur={() => setFocus(false)}
    >
      <span className={styles['name']} aria-hidden="true">
        {row.name}
      </span>
      <div className={styles['seats']}>
        {row.seats.map((seat, place) => {
          if (!isThere(place)) return null;
          const status = seatStatuses[Number(statuses[place])] ?? 'blocked';
          const isOpen = status === 'free' || status === 'chosen';
          const tier = tiers.findIndex(({ id }) => id === seat.tier);
          return (
            <button
              key={seat.id}
              type="button"
              data-seat={seat.index}
              data-status={status}
              data-mark={seat.mark}
              tabIndex={place === stop ? 0 : -1}
              aria-pressed={isOpen ? status === 'chosen' : undefined}
              aria-disabled={!isOpen}
              aria-label={words.full(seat, status)}
              style={tier < 0 ? undefined : ({ '--tier': `var(${tierVariable(tier)})` } as CSSProperties)}
              onFocus={() => setActive(place)}
              onClick={() => onSeat(seat)}
            >
              {seat.label}
            </button>
          );
        })}
      </div>
    </div>
  );
});

/** Works on what is on the page, so that it needs to know nothing of filters and other rows. */
function moveInRow(event: KeyboardEvent<HTMLElement>): void {
  const row = event.currentTarget;
  const seats = seatsOf(row);
  const at = seats.findIndex((seat) => seat === document.activeElement);
  const next = at < 0 ? undefined : targetOf(event.key, { row, seats, at });
  if (next === undefined) return;
  event.preventDefault();
  next.focus();
}

const seatsOf = (row: Element): readonly HTMLElement[] => [...row.querySelectorAll<HTMLElement>('button')];

interface Place {
  readonly row: HTMLElement;
  readonly seats: readonly HTMLElement[];
  readonly at: number;
}

function targetOf(key: string, { row, seats, at }: Place): HTMLElement | undefined {
  const forward = getComputedStyle(row).direction === 'rtl' ? 'ArrowLeft' : 'ArrowRight';
  if (key === 'ArrowLeft' || key === 'ArrowRight') return seats[at + (key === forward ? 1 : -1)];
  if (key === 'Home') return seats[0];
  if (key === 'End') return seats.at(-1);
  if (key !== 'ArrowUp' && key !== 'ArrowDown') return undefined;
  const rows = [...(row.closest('[data-rows]')?.querySelectorAll('[data-row]') ?? [])];
  const beside = rows[rows.indexOf(row) + (key === 'ArrowDown' ? 1 : -1)];
  const others = beside === undefined ? [] : seatsOf(beside);
  return others[Math.min(at, others.length - 1)];
}
