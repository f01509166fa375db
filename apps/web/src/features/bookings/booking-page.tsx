import { Alert, Button, Container, Group, Stack, Text, Title } from '@mantine/core';
import { useEffect } from 'react';
import { useTranslations } from 'use-intl';
import { Link } from 'wouter';
import { PageHead } from '../../head.tsx';
import { useFormat } from '../../i18n/format.ts';
import type { Params } from '../../page.ts';
import { pathTo, pathToShow } from '../../paths.ts';
import { rememberMine } from '../../session/buyer.ts';
import { NotFound } from '../../ui/not-found.tsx';
import { PageLoading } from '../../ui/page-loading.tsx';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { ShowPlace, ShowTime } from '../checkout/ticket-summary.tsx';
import { AsOf } from './as-of.tsx';
import styles from './booking.module.css';
import { BookingActions } from './booking-actions.tsx';
import { Cancel } from './cancel.tsx';
import { BookingHistory } from './history.tsx';
import { PrintedTickets } from './printed-tickets.tsx';
import type { Booking, BookingRead } from './queries.ts';
import { StatusMark } from './status-mark.tsx';
import { TicketList } from './ticket-list.tsx';
import { type BookedTickets, useBooking } from './use-booking.ts';
import { useKeptOffline } from './use-kept-offline.ts';

/** One booking by its own link. */
export function Page({ params }: { readonly params: Params }) {
  const t = useTranslations('bookings');
  const tickets = useBooking(params['bookingId'] ?? '');
  useKeptOffline(tickets);
  const { read, problem, readAgain } = tickets;
  if (problem?.status === 404 || problem?.status === 400) return <NotFound />;
  return (
    <Container size="md" py="xl">
      <PageHead title={read === undefined ? t('title') : t('bookingTitle', { code: read.booking.code })} isPrivate />
      {read !== undefined && <BookingView tickets={tickets} read={read} />}
      {read === undefined && problem === undefined && <PageLoading />}
      {read === undefined && problem !== undefined && (
        <Stack>
          <h1>{t('title')}</h1>
          <ProblemAlert error={problem} onRetry={readAgain} />
        </Stack>
      )}
    </Container>
  );
}

interface BookingViewProps {
  readonly tickets: BookedTickets;
  readonly read: BookingRead;
}

function BookingView({ tickets, read: { booking, asOf } }: BookingViewProps) {
  const t = useTranslations('bookings');
  const { show, event, venue } = tickets;
  const { id, showId, heldAt } = booking;
  useEffect(() => rememberMine({ kind: 'booking', id, showId, at: heldAt }), [id, showId, heldAt]);
  return (
    <>
      <Stack gap="lg" className="no-print">
        {asOf !== undefined && <AsOf instant={asOf} />}
        <header>
          <StatusMark status={booking.status} />
          <Title order={1}>
            {event === undefined ? (
              t('bookingTitle', { code: booking.code })
            ) : (
              <Link href={pathToShow(event, showId)} className={styles['event'] ?? ''}>
                <bdi>{event.name}</bdi>
              </Link>
            )}
          </Title>
          <ShowTime show={show} />
          <ShowPlace {...{ show, event, venue }} />
        </header>
        <Standing booking={booking} isCancelledShow={show?.status === 'cancelled'} />
        <dl className={styles['facts']}>
          <dt>{t('code')}</dt>
          <dd className={styles['code']}>{booking.code}</dd>
          {booking.name !== undefined && (
            <>
              <dt>{t('ticketFor')}</dt>
              <dd>
                <bdi>{booking.name}</bdi>
              </dd>
            </>
          )}
        </dl>
        <TicketList booking={booking} show={show} isOffline={asOf !== undefined} />
        {booking.status === 'confirmed' && <BookingActions {...{ booking, show, event, venue }} />}
        <Cancel booking={booking} show={show} isOffline={asOf !== undefined} />
        <BookingHistory bookingId={id} show={show} />
      </Stack>
      {booking.status === 'confirmed' && <PrintedTickets {...{ booking, show, event, venue }} />}
    </>
  );
}

function Standing({ booking, isCancelledShow }: { readonly booking: Booking; readonly isCancelledShow: boolean }) {
  const t = useTranslations('bookings');
  const format = useFormat();
  const { status, payment } = booking;
  return (
    <Alert color={status === 'confirmed' && !isCancelledShow ? 'green' : 'gray'} role="status">
      <Text>{isCancelledShow ? t('showCancelledText') : t(`${status}Text`)}</Text>
      {payment?.refunded !== undefined && <Text>{t('refunded', { price: format.price(payment.refunded) })}</Text>}
      {status === 'held' && !isCancelledShow && (
        <Group mt="sm">
          <Button mih={44} component={Link} href={pathTo('checkout', { bookingId: booking.id })}>
            {t('payNow')}
          </Button>
        </Group>
      )}
    </Alert>
  );
}
