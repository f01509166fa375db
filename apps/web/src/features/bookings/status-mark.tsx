import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import type { Booking } from './queries.ts';
import styles from './status-mark.module.css';

type Tone = 'free' | 'waiting' | 'taken' | 'act';

const tones: Readonly<Record<Booking['status'], Tone>> = {
  held: 'waiting',
  confirmed: 'free',
  expired: 'taken',
  released: 'taken',
  cancelled: 'taken',
};

/** How a booking stands, in a word and a colour. */
export function StatusMark({ status }: { readonly status: Booking['status'] }) {
  const t = useTranslations('bookings');
  return <Mark tone={tones[status]}>{t(`status.${status}`)}</Mark>;
}

export function Mark({ tone, children }: { readonly tone: Tone; readonly children: ReactNode }) {
  return (
    <span className={styles['mark']} data-tone={tone}>
      {children}
    </span>
  );
}
