import { useTranslations } from 'use-intl';
import styles from './event.module.css';

/** Says whether numbers change before one's eyes. Not announced: it comes and goes with the connection. */
export function LiveSign({ isLive }: { readonly isLive: boolean }) {
  const t = useTranslations('event');
  return (
    <span className={styles['live']} data-live={isLive || undefined}>
      <span aria-hidden="true" className={styles['liveDot']} />
      {isLive ? t('live') : t('notLive')}
    </span>
  );
}
