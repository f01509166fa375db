import { useTranslations } from 'use-intl';
import { toSeatName } from './seat-name.ts';

/** A seat as people call it. */
export function useSeatText(): (seatId: string) => string {
  const t = useTranslations('show');
  return (seatId) => {
    const { section, row, seat } = toSeatName(seatId);
    return section === undefined ? t('seatInRow', { row, seat }) : t('seatInSection', { section, row, seat });
  };
}
