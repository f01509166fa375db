import { useQueries } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslations } from 'use-intl';
import { Link } from 'wouter';
import { useApi } from '../api/api-context.ts';
import { whileThere } from '../api/connection.ts';
import { type BookingRead, bookingQuery } from '../features/bookings/queries.ts';
import { Clock } from '../features/checkout/hold-timer.tsx';
import { useCountdown } from '../features/checkout/use-countdown.ts';
import { type Entry, entryQuery, isOpen } from '../features/wait/queries.ts';
import { pathTo } from '../paths.ts';
import { type Mine, useMine } from '../session/buyer.ts';
import styles from './open-hold-bar.module.css';

/** No hold lasts longer, extended or not; a line may. */
const sinceMs = { booking: 3 * 3_600_000, waitlistEntry: 90 * 86_400_000 } as const;
const onesMax = 3;
const waitingEveryMs = 20_000;
const heldEveryMs = 30_000;

/** On every page but its own: tickets that are still held, and an offer that has come meanwhile. */
export default function OpenHoldBar() {
  const api = useApi();
  const { bookings, entries } = useRecentMine();
  const holds = useQueries({
    queries: bookings.map(({ id }) => ({
      ...bookingQuery(api, id),
      refetchInterval: ({ state: { data } }: { readonly state: { readonly data?: BookingRead | undefined } }) =>
        data?.booking.status === 'held' && whileThere(heldEveryMs),
    })),
  });
  const waits = useQueries({
    queries: entries.map(({ id }) => ({
      ...entryQuery(api, id),
      refetchInterval: ({ state: { data } }: { readonly state: { readonly data?: Entry | undefined } }) =>
        data !== undefined && isOpen(data) && whileThere(waitingEveryMs),
    })),
  });
  const offer = waits.find(({ data }) => data?.status === 'offered')?.data;
  if (offer !== undefined) return <OfferBar entryId={offer.id} />;
  const hold = holds.find(({ data }) => data?.booking.status === 'held' && data.asOf === undefined)?.data;
  return hold === undefined ? null : <HoldBar key={hold.booking.id} read={hold} />;
}

function useRecentMine(): { readonly bookings: readonly Mine[]; readonly entries: readonly Mine[] } {
  const mine = useMine();
  const [now] = useState(() => Date.now());
  const recent = (kind: Mine['kind']) =>
    mine.filter((one) => one.kind === kind && now - Date.parse(one.at) < sinceMs[kind]).slice(0, onesMax);
  return { bookings: recent('booking'), entries: recent('waitlistEntry') };
}

function HoldBar({ read: { booking, deadline } }: { readonly read: BookingRead }) {
  const t = useTranslations('shell');
  const secondsLeft = useCountdown(deadline);
  if (secondsLeft === 0) return null;
  return (
    <aside className={`${styles['bar']} no-print`} aria-label={t('openHoldLabel')}>
      <span>{t('openHold', { count: booking.tickets.length })}</span>
      <span className={styles['clock']}>
        <Clock secondsLeft={secondsLeft} />
      </span>
      <Link className={styles['way'] ?? ''} href={pathTo('checkout', { bookingId: booking.id })}>
        {t('openHoldPay')}
      </Link>
    </aside>
  );
}

function OfferBar({ entryId }: { readonly entryId: string }) {
  const t = useTranslations('shell');
  const [isSaid, setSaid] = useState(false);
  useEffect(() => setSaid(true), []);
  return (
    <aside className={`${styles['bar']} no-print`} aria-label={t('openHoldLabel')}>
      <strong role="alert">{isSaid && t('openOffer')}</strong>
      <Link className={styles['way'] ?? ''} href={pathTo('wait', { entryId })}>
        {t('openOfferShow')}
      </Link>
    </aside>
  );
}
