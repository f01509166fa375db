import { useTranslations } from 'use-intl';
import type { TierAvailability } from '../availability/queries.ts';
import styles from './tier-meter.module.css';

/**
 * What of a tier is available, held and booked: as a bar whose parts differ in texture as well as in colour, and in words.
 */
export function TierMeter({ tier }: { readonly tier: TierAvailability }) {
  const t = useTranslations('event');
  const { available, held, booked, reservedForWaitlist, waiting } = tier;
  const parts = [
    { kind: 'available', count: available },
    { kind: 'held', count: held + reservedForWaitlist },
    { kind: 'booked', count: booked },
  ] as const;
  return (
    <div className={styles['meter']}>
      <div className={styles['bar']} aria-hidden="true">
        {parts.map(
          ({ kind, count }) => count > 0 && <span key={kind} className={styles[kind]} style={{ flexGrow: count }} />,
        )}
      </div>
      <ul className={styles['legend']}>
        {parts.map(({ kind, count }) => (
          <li key={kind} data-kind={kind} data-none={count === 0 || undefined}>
            <span className={`${styles['mark']} ${styles[kind]}`} aria-hidden="true" />
            {t(kind, { count })}
          </li>
        ))}
        {waiting > 0 && <li>{t('waiting', { count: waiting })}</li>}
      </ul>
    </div>
  );
}
