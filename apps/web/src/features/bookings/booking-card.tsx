import { Button, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { Link } from 'wouter';
import { useApi } from '../../api/api-context.ts';
import { pathTo } from '../../paths.ts';
import { ShowPlace, ShowTime } from '../checkout/ticket-summary.tsx';
import type { WithShow } from './group-bookings.ts';
import styles from './list.module.css';
import { bookedEventQuery } from './queries.ts';
import { StatusMark } from './status-mark.tsx';

/** One booking among others: the whole card leads to it. */
export function BookingCard({ booking, show }: WithShow) {
  const t = useTranslations('bookings');
  const api = useApi();
  const { data: event } = useQuery(bookedEventQuery(api, booking.eventId));
  const { id: bookingId } = booking;
  return (
    <li className={styles['card']}>
      <div className={styles['what']}>
        <StatusMark status={booking.status} />
        <h3 className={styles['name']}>
          <Link href={pathTo('booking', { bookingId })} className={styles['whole'] ?? ''}>
            <bdi>{event?.name ?? t('bookingTitle', { code: booking.code })}</bdi>
          </Link>
        </h3>
        <ShowTime show={show} />
        <ShowPlace {...{ show, event, venue: undefined }} />
        <Text size="sm" c="var(--ink-soft)">
          {t('ticketCount', { count: booking.tickets.length })} · {booking.code}
        </Text>
      </div>
      {booking.status === 'held' && (
        <Button mih={44} className={styles['act'] ?? ''} component={Link} href={pathTo('checkout', { bookingId })}>
          {t('payNow')}
        </Button>
      )}
    </li>
  );
}
