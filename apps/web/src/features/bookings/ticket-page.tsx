import { Alert, Button, Container, Group, Stack, Text, Title } from '@mantine/core';
import { useTranslations } from 'use-intl';
import { Link } from 'wouter';
import { PageHead } from '../../head.tsx';
import type { Params } from '../../page.ts';
import { pathTo } from '../../paths.ts';
import { NotFound } from '../../ui/not-found.tsx';
import { PageLoading } from '../../ui/page-loading.tsx';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { AsOf } from './as-of.tsx';
import type { Booking, BookingRead } from './queries.ts';
import { TicketCard } from './ticket-card.tsx';
import { type BookedTickets, useBooking } from './use-booking.ts';
import { useKeptOffline } from './use-kept-offline.ts';
import { useScreenAwake } from './use-screen-awake.ts';

/** The ticket of one person, to be shown at the door; also without a connection. */
export function Page({ params }: { readonly params: Params }) {
  const t = useTranslations('bookings');
  const tickets = useBooking(params['bookingId'] ?? '');
  useKeptOffline(tickets);
  useScreenAwake();
  const { read, problem, readAgain } = tickets;
  if (problem?.status === 404 || problem?.status === 400) return <NotFound />;
  if (read !== undefined) {
    const index = read.booking.tickets.findIndex(({ id }) => id === params['ticketId']);
    return index === -1 ? <NotFound /> : <TicketView {...{ tickets, read, index }} />;
  }
  return (
    <Container size="xs" py="xl">
      <PageHead title={t('title')} isPrivate />
      {problem === undefined ? (
        <PageLoading />
      ) : (
        <Stack>
          <h1>{t('title')}</h1>
          <ProblemAlert error={problem} onRetry={readAgain} />
        </Stack>
      )}
    </Container>
  );
}

interface TicketViewProps {
  readonly tickets: BookedTickets;
  readonly read: BookingRead;
  readonly index: number;
}

function TicketView({ tickets: { show, event, venue }, read: { booking, asOf }, index }: TicketViewProps) {
  const t = useTranslations('bookings');
  const title = t('ticketTitle', { number: index + 1, count: booking.tickets.length });
  const ticket = booking.tickets[index];
  const isValid = booking.status === 'confirmed' && show?.status !== 'cancelled';
  return (
    <Container size="xs" py="lg">
      <PageHead title={title} isPrivate />
      <Stack>
        <Title order={1} size="h2">
          {title}
        </Title>
        {asOf !== undefined && <AsOf instant={asOf} />}
        {isValid && ticket !== undefined ? (
          <>
            <TicketCard {...{ booking, ticket, show, event, venue }} />
            <Text c="var(--ink-soft)" className="no-print">
              {t('qrHint')}
            </Text>
          </>
        ) : (
          <Alert color="velvet" title={t('notValid')}>
            {t('notValidText')}
          </Alert>
        )}
        <Ways booking={booking} index={index} />
      </Stack>
    </Container>
  );
}

function Ways({ booking, index }: { readonly booking: Booking; readonly index: number }) {
  const t = useTranslations('bookings');
  const { id: bookingId, tickets } = booking;
  const toTicket = (other: number) => pathTo('ticket', { bookingId, ticketId: tickets[other]?.id ?? '' });
  return (
    <Group className="no-print">
      {index > 0 && (
        <Button mih={44} variant="default" component={Link} href={toTicket(index - 1)}>
          {t('previousTicket')}
        </Button>
      )}
      {index < tickets.length - 1 && (
        <Button mih={44} component={Link} href={toTicket(index + 1)}>
          {t('nextTicket')}
        </Button>
      )}
      <Button mih={44} variant="default" component={Link} href={pathTo('booking', { bookingId })}>
        {t('toBooking')}
      </Button>
      <Button mih={44} variant="default" onClick={() => print()}>
        {t('print')}
      </Button>
    </Group>
  );
}
