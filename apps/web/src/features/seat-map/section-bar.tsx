import { Button, NativeSelect } from '@mantine/core';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { bestTogether } from './best-together.ts';
import type { LaidSeat, LaidSection } from './layout.ts';
import styles from './seat-map.module.css';
import type { SeatWords } from './seat-words.ts';
import type { SeatSale } from './use-seat-sale.ts';

interface SectionBarProps {
  readonly sale: SeatSale;
  readonly words: SeatWords;
  /** The one in the middle of the map. */
  readonly section: LaidSection | undefined;
  readonly onSection: (section: LaidSection) => void;
  readonly onlyTier: string | undefined;
  readonly maxChosen: number;
  readonly onChoose: ((seatIds: readonly string[]) => void) | undefined;
  readonly announce: (text: string) => void;
}

/** Goes to a section, and chooses the best seats side by side in it. */
export function SectionBar({
  sale,
  words,
  section,
  onSection,
  onlyTier,
  maxChosen,
  onChoose,
  announce,
}: SectionBarProps) {
  const t = useTranslations('show.seatMap');
  const [wanted, setWanted] = useState(2);
  const [isMissing, setMissing] = useState(false);
  const { sections } = sale.layout;
  const count = Math.min(wanted, maxChosen);
  const current = section ?? (sections.length === 1 ? sections[0] : undefined);
  const nameOf = ({ name }: LaidSection) => (name === '' ? t('unnamed') : name);

  function chooseBest(): void {
    const isFree = (seat: LaidSeat) => {
      const status = sale.statusOf(seat);
      return (status === 'free' || status === 'chosen') && (onlyTier === undefined || seat.tier === onlyTier);
    };
    const among = current === undefined ? sections : [current];
    const best = among.map((one) => bestTogether(one, { count, isFree })).find((found) => found !== undefined);
    const from = best?.[0]?.row.section;
    setMissing(best === undefined);
    announce(best === undefined ? t('noBest', { count }) : best.map((seat) => words.full(seat, 'chosen')).join('. '));
    if (best === undefined || from === undefined) return;
    onChoose?.(best.map(({ id }) => id));
    onSection(from);
  }

  return (
    <div className={styles['bar']}>
      <NativeSelect
        className={styles['section'] ?? ''}
        aria-label={t('goTo')}
        size="md"
        value={current?.index ?? ''}
        onChange={({ currentTarget }) => {
          const to = sections[Number(currentTarget.value)];
          if (to !== undefined && currentTarget.value !== '') onSection(to);
        }}
      >
        {current === undefined && <option value="">{t('goTo')}</option>}
        {sections.map((one) => (
          <option key={one.index} value={one.index}>
            {nameOf(one)}
          </option>
        ))}
      </NativeSelect>
      {onChoose !== undefined && maxChosen > 0 && (
        <>
          <NativeSelect
            aria-label={t('bestCount')}
            size="md"
            value={count}
            onChange={({ currentTarget }) => setWanted(Number(currentTarget.value))}
            data={Array.from({ length: maxChosen }, (_, index) => String(index + 1))}
          />
          <Button variant="light" size="md" onClick={chooseBest}>
            {t('best', { count })}
          </Button>
        </>
      )}
      {isMissing && <p className={styles['missing']}>{t('noBest', { count })}</p>}
    </div>
  );
}
