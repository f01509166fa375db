import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { useApi } from '../../api/api-context.ts';
import { useFormat } from '../../i18n/format.ts';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { tierName } from '../checkout/ticket-summary.tsx';
import styles from './history.module.css';
import { historyTextOf } from './history-text.ts';
import { type HistoryItem, historyQuery, type Show } from './queries.ts';

interface BookingHistoryProps {
  readonly bookingId: string;
  readonly show: Show | undefined;
}

/** Why a booking is as it is: read when it is asked for. */
export function BookingHistory({ bookingId, show }: BookingHistoryProps) {
  const api = useApi();
  const [isOpen, setOpen] = useState(false);
  const { data, error, refetch } = useQuery({ ...historyQuery(api, bookingId), enabled: isOpen });
  return (
    <Why onToggle={setOpen}>
      {data === undefined ? (
        <ProblemAlert error={error} onRetry={() => void refetch()} />
      ) : (
        <HistoryList items={data.items} show={show} />
      )}
    </Why>
  );
}

interface WhyProps {
  readonly onToggle: (isOpen: boolean) => void;
  readonly children: React.ReactNode;
}

export function Why({ onToggle, children }: WhyProps) {
  const t = useTranslations('bookings');
  return (
    <details className={`${styles['why']} no-print`} onToggle={({ currentTarget: { open } }) => onToggle(open)}>
      <summary className={styles['summary']}>{t('why')}</summary>
      {children}
    </details>
  );
}

/** What happened, in the order it did, in plain words. */
export function HistoryList({
  items,
  show,
}: {
  readonly items: readonly HistoryItem[];
  readonly show: Show | undefined;
}) {
  const t = useTranslations('bookings.history');
  const format = useFormat();
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  const words = {
    time: (instant: number) => format.time(instant, 'time', timeZone),
    list: format.list,
    tierName: (tier: string) => tierName(tier, show),
  };
  return (
    <ol className={styles['list']}>
      {items.map((item, index) => {
        const { type, values } = historyTextOf(item, words);
        return (
          <li key={`${item.version}.${index}`} className={styles['item']}>
            <Text component="time" size="sm" c="var(--ink-soft)" dateTime={item.at}>
              {format.time(item.at, 'full', timeZone)}
            </Text>
            <div>{t(type, { ...values })}</div>
          </li>
        );
      })}
    </ol>
  );
}
