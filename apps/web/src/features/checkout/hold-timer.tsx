import { Button } from '@mantine/core';
import { useTranslations } from 'use-intl';
import { useFormat } from '../../i18n/format.ts';
import { urgencyOf, warningAt } from './countdown.ts';
import styles from './hold-timer.module.css';

interface HoldTimerProps {
  readonly secondsLeft: number;
  /** How long the whole of it is, for the picture. */
  readonly secondsMax: number;
  /** Absent where no more time can be had. */
  readonly onExtend?: (() => void) | undefined;
  readonly isExtending?: boolean;
}

/** How long the tickets are still held: always to be seen, spoken only when it matters. */
export function HoldTimer({ secondsLeft, secondsMax, onExtend, isExtending = false }: HoldTimerProps) {
  const t = useTranslations('checkout');
  const share = Math.min(1, secondsLeft / Math.max(1, secondsMax));
  return (
    <section className={styles['timer']} data-urgency={urgencyOf(secondsLeft)} aria-label={t('timer')}>
      <div className={styles['words']}>
        <span className={styles['label']}>{t('heldFor')}</span>
        <Clock secondsLeft={secondsLeft} />
      </div>
      {onExtend !== undefined && (
        <Button mih={44} variant="default" onClick={onExtend} loading={isExtending}>
          {t('extend')}
        </Button>
      )}
      <span className={styles['track']} aria-hidden="true">
        <span className={styles['rest']} style={{ inlineSize: `${share * 100}%` }} />
      </span>
    </section>
  );
}

export function Clock({ secondsLeft }: { readonly secondsLeft: number }) {
  const format = useFormat();
  const minutes = format.number(Math.floor(secondsLeft / 60), { minimumIntegerDigits: 2 });
  const seconds = format.number(secondsLeft % 60, { minimumIntegerDigits: 2 });
  return (
    <span role="timer" aria-live="off" dir="ltr" className={styles['clock']}>
      {minutes}:{seconds}
    </span>
  );
}

/** Says at 5, 2 and 1 minutes and at 30 seconds how much is left, to those who do not watch the clock. */
export function HoldWarnings({ secondsLeft }: { readonly secondsLeft: number }) {
  const t = useTranslations('checkout');
  const warning = warningAt(secondsLeft);
  if (warning === undefined) return <span className="spoken" role="status" />;
  const text =
    warning < 60 ? t('secondsLeft', { seconds: warning }) : t('minutesLeft', { minutes: Math.round(warning / 60) });
  return (
    <span className="spoken" role={warning <= 60 ? 'alert' : 'status'}>
      {text}
    </span>
  );
}
