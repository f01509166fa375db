import { useEffect, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import type { LaidRow, LaidSeat, LaidSection } from './layout.ts';
import type { MapTier } from './plan.ts';
import styles from './seat-list.module.css';
import { SeatRow } from './seat-row.tsx';
import type { SeatWords } from './seat-words.ts';
import type { SeatSale } from './use-seat-sale.ts';

interface SeatListProps {
  readonly sale: SeatSale;
  readonly words: SeatWords;
  readonly tiers: readonly MapTier[];
  readonly onlyTier: string | undefined;
  readonly onSeat: (seat: LaidSeat) => void;
}

/** A section or row with more seats than these stays closed until it is wanted, so that large halls open at once. */
const openSectionMax = 300;
const openRowsMax = 900;

/** The plan as words: sections, in them rows, in them seats as buttons. */
export function SeatList({ sale, words, tiers, onlyTier, onSeat }: SeatListProps) {
  const t = useTranslations('show.seatMap');
  const [isOnlyFree, setOnlyFree] = useState(false);
  const choose = useLatest(onSeat);
  const isShown = (seat: LaidSeat) => {
    const status = sale.statusOf(seat);
    const isOwn = status === 'chosen' || status === 'mine';
    return isOwn || ((onlyTier === undefined || seat.tier === onlyTier) && (!isOnlyFree || status === 'free'));
  };
  const [pointed, setPointed] = useState<LaidSeat>();
  const point = ({ target }: { readonly target: EventTarget }) => {
    const place = target instanceof HTMLElement ? target.dataset['seat'] : undefined;
    setPointed(place === undefined ? undefined : sale.layout.seats[Number(place)]);
  };
  const shared = { sale, words, tiers, isShown, onSeat: choose };
  return (
    <div
      className={styles['list']}
      data-rows
      onFocus={point}
      onPointerOver={point}
      onBlur={() => setPointed(undefined)}
    >
      <label className={styles['only']}>
        <input
          type="checkbox"
          checked={isOnlyFree}
          onChange={({ currentTarget }) => setOnlyFree(currentTarget.checked)}
        />
        {t('onlyFree')}
      </label>
      {sale.layout.sections.map((section) => (
        <Section key={section.index} section={section} isOnly={sale.layout.sections.length === 1} {...shared} />
      ))}
      {/* What the buttons say to screen readers, for eyes: colours alone do not tell a tier. */}
      {pointed !== undefined && (
        <p className={styles['facts']} aria-hidden="true">
          {words.full(pointed, sale.statusOf(pointed))}
        </p>
      )}
    </div>
  );
}

interface SharedProps {
  readonly sale: SeatSale;
  readonly words: SeatWords;
  readonly tiers: readonly MapTier[];
  readonly isShown: (seat: LaidSeat) => boolean;
  readonly onSeat: (seat: LaidSeat) => void;
}

interface SectionProps extends SharedProps {
  readonly section: LaidSection;
  readonly isOnly: boolean;
}

function Section({ section, isOnly, ...shared }: SectionProps) {
  const t = useTranslations('show.seatMap');
  const { words, sale, isShown } = shared;
  const count = section.rows.reduce((sum, { seats }) => sum + seats.length, 0);
  const [isOpen, setOpen] = useState(isOnly && count <= openSectionMax);
  const rows = section.rows.filter(({ seats }) => seats.some(isShown));
  return (
    <details className={styles['section']} open={isOpen} onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>
        <b>{section.name === '' ? t('unnamed') : section.name}</b>
        <span>{words.prices(section)}</span>
        <span>{words.free(countFree(section.rows, sale))}</span>
      </summary>
      {isOpen && rows.length === 0 && <p className={styles['none']}>{t('noneLeft')}</p>}
      {isOpen &&
        (count > openRowsMax
          ? rows.map((row) => <ClosedRow key={row.key} row={row} {...shared} />)
          : rows.map((row) => <Row key={row.key} row={row} {...shared} />))}
    </details>
  );
}

interface RowProps extends SharedProps {
  readonly row: LaidRow;
}

function ClosedRow({ row, ...shared }: RowProps) {
  const t = useTranslations('show.seatMap');
  const [isOpen, setOpen] = useState(false);
  return (
    <details className={styles['closed']} open={isOpen} onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>
        <b>{t('row', { row: row.name })}</b>
        <span>{shared.words.free(countFree([row], shared.sale))}</span>
      </summary>
      {isOpen && <Row row={row} {...shared} />}
    </details>
  );
}

/** Gives the row only what it shows, as text: rows in which nothing changed are not drawn again. */
function Row({ row, sale, words, tiers, isShown, onSeat }: RowProps) {
  const statuses = row.seats.map((seat) => sale.statuses[seat.index] ?? 0).join('');
  const shown = row.seats.map((seat) => (isShown(seat) ? '1' : '0')).join('');
  return <SeatRow row={row} statuses={statuses} shown={shown} words={words} tiers={tiers} onSeat={onSeat} />;
}

function countFree(rows: readonly LaidRow[], { statusOf }: SeatSale): number {
  return rows.reduce((sum, { seats }) => sum + seats.filter((seat) => statusOf(seat) === 'free').length, 0);
}

/** One function for good that calls the newest one. */
function useLatest(onSeat: (seat: LaidSeat) => void): (seat: LaidSeat) => void {
  const latest = useRef(onSeat);
  useEffect(() => {
    latest.current = onSeat;
  });
  const [stable] = useState(() => (seat: LaidSeat) => latest.current(seat));
  return stable;
}
