import { Button, Group, Title } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { useTranslations } from 'use-intl';
import { Link } from 'wouter';
import { useApi } from '../../api/api-context.ts';
import { dataOf } from '../../api/client.ts';
import { useFormat } from '../../i18n/format.ts';
import { pathTo } from '../../paths.ts';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { tierName } from '../checkout/ticket-summary.tsx';
import { useSeatText } from '../show/seat-text.ts';
import styles from './booking.module.css';
import { isCancellable } from './cancellable.ts';
import { type Booking, bookingQuery, type Show, type Ticket, toBookingRead } from './queries.ts';

const Confirm = lazy(() => import('./confirm.tsx'));

interface TicketListProps {
  readonly booking: Booking;
  readonly show: Show | undefined;
  readonly isOffline: boolean;
}

/** Every ticket with the way to its code, and back where that is still possible. */
export function TicketList({ booking, show, isOffline }: TicketListProps) {
  const t = useTranslations('bookings');
  const toSeatText = useSeatText();
  const format = useFormat();
  const isValid = booking.status === 'confirmed' && show?.status !== 'cancelled';
  const canReturn = isValid && !isOffline && booking.tickets.length > 1 && isCancellable(booking, show, Date.now());
  return (
    <section aria-label={t('tickets')}>
      <Title order={2} size="h3" mb="sm">
        {t('tickets')}
      </Title>
      <ol className={styles['tickets']}>
        {booking.tickets.map((ticket, index) => (
          <li key={ticket.id} className={styles['ticket']}>
            <span>
              <strong>
                <bdi>{tierName(ticket.tier, show)}</bdi>
              </strong>
              {ticket.seat !== undefined && <bdi> · {toSeatText(ticket.seat)}</bdi>}
              {' · '}
              {format.price(ticket.price)}
              {ticket.name !== undefined && (
                <span className={styles['person']}>
                  <bdi>{ticket.name}</bdi>
                </span>
              )}
            </span>
            {isValid && (
              <Group gap="xs">
                {canReturn && <GiveBack booking={booking} ticket={ticket} number={index + 1} />}
                <Button
                  mih={44}
                  component={Link}
                  href={pathTo('ticket', { bookingId: booking.id, ticketId: ticket.id })}
                >
                  {t('showTicketOf', { number: index + 1 })}
                </Button>
              </Group>
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}

interface GiveBackProps {
  readonly booking: Booking;
  readonly ticket: Ticket;
  readonly number: number;
}

function GiveBack({ booking, ticket, number }: GiveBackProps) {
  const t = useTranslations('bookings');
  const format = useFormat();
  const [question, setQuestion] = useState<'none' | 'open' | 'closed'>('none');
  const giveBack = useGiveBack(booking.id, ticket.id);
  return (
    <>
      <Button mih={44} variant="subtle" onClick={() => setQuestion('open')} aria-label={t('giveBackOf', { number })}>
        {t('giveBack')}
      </Button>
      <ProblemAlert error={giveBack.error} />
      {question !== 'none' && (
        <Suspense>
          <Confirm
            isOpen={question === 'open'}
            title={t('giveBackTitle')}
            yes={t('giveBackYes')}
            no={t('giveBackNo')}
            isBusy={giveBack.isPending}
            onYes={() => giveBack.mutate(undefined, { onSettled: () => setQuestion('closed') })}
            onClose={() => setQuestion('closed')}
          >
            {ticket.price.amount === 0 ? t('giveBackFree') : t('giveBackPaid', { price: format.price(ticket.price) })}
          </Confirm>
        </Suspense>
      )}
    </>
  );
}

function useGiveBack(bookingId: string, ticketId: string) {
  const api = useApi();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async () => {
      const askedAt = performance.now();
      const params = { path: { bookingId, ticketId } };
      return toBookingRead(
        await dataOf(api.DELETE('/v1/bookings/{bookingId}/tickets/{ticketId}', { params })),
        askedAt,
      );
    },
    onSuccess: (read) => queries.setQueryData(bookingQuery(api, bookingId).queryKey, read),
    onSettled: () => queries.invalidateQueries({ queryKey: ['bookings'] }),
  });
}
