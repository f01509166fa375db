import { Button, Group, Stack, Text, Title } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { useTranslations } from 'use-intl';
import { Link } from 'wouter';
import { paths, pathTo } from '../../paths.ts';
import type { Booking } from '../bookings/queries.ts';
import type { BookedTickets } from '../bookings/use-booking.ts';
import styles from './booked.module.css';
import { TicketSummary } from './ticket-summary.tsx';

interface BookedProps {
  readonly booking: Booking;
  readonly tickets: BookedTickets;
}

/** Paid: the code, and where the tickets are. */
export function Booked({ booking, tickets }: BookedProps) {
  const t = useTranslations('checkout');
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <Stack gap="lg">
      <div className={styles['banner']}>
        <svg viewBox="0 0 48 48" width="56" height="56" aria-hidden="true">
          <circle cx="24" cy="24" r="23" fill="var(--free)" />
          <path d="m14 25 7 7 14-15" fill="none" stroke="var(--page)" strokeWidth="4.500" strokeLinecap="round" />
        </svg>
        <div>
          <Title order={1} ref={heading} tabIndex={-1} style={{ outline: 'none' }}>
            {t('booked')}
          </Title>
          <Text size="lg" mt={4}>
            {t('bookedText', { count: booking.tickets.length })}
          </Text>
          <Text mt="sm">
            {t('code')} <strong className={styles['code']}>{booking.code}</strong>
          </Text>
        </div>
      </div>
      <Group>
        <Button mih={44} size="md" component={Link} href={pathTo('booking', { bookingId: booking.id })}>
          {t('toTickets', { count: booking.tickets.length })}
        </Button>
        <Button mih={44} size="md" variant="default" component={Link} href={paths.search}>
          {t('findMore')}
        </Button>
      </Group>
      <TicketSummary booking={booking} {...tickets} />
    </Stack>
  );
}
