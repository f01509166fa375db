import { Container, Stack } from '@mantine/core';
import { useEffect } from 'react';
import { useTranslations } from 'use-intl';
import { PageHead } from '../../head.tsx';
import type { Params } from '../../page.ts';
import { rememberMine } from '../../session/buyer.ts';
import { NotFound } from '../../ui/not-found.tsx';
import { PageLoading } from '../../ui/page-loading.tsx';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { type BookedTickets, useBooking } from '../bookings/use-booking.ts';
import { useKeptOffline } from '../bookings/use-kept-offline.ts';
import { Booked } from './booked.tsx';
import { HoldEnded } from './hold-ended.tsx';
import { PayHold } from './pay-hold.tsx';
import { stageOf } from './stage.ts';
import { useCountdown } from './use-countdown.ts';
import { useReadNearEnd } from './use-hold.ts';

/** From the hold to the booking. Its state is the server's: after a reload or in another tab it is the same. */
export function Page({ params }: { readonly params: Params }) {
  const t = useTranslations('checkout');
  const bookingId = params['bookingId'] ?? '';
  const tickets = useBooking(bookingId);
  if (tickets.problem?.status === 404 || tickets.problem?.status === 400) return <NotFound />;
  return (
    <Container size="lg" py="xl">
      <PageHead title={t('title')} isPrivate />
      {tickets.read === undefined ? (
        <Missing tickets={tickets} />
      ) : (
        <Checkout key={bookingId} tickets={tickets} read={tickets.read} />
      )}
    </Container>
  );
}

function Missing({ tickets: { problem, readAgain } }: { readonly tickets: BookedTickets }) {
  const t = useTranslations('checkout');
  if (problem === undefined) return <PageLoading />;
  return (
    <Stack>
      <h1>{t('title')}</h1>
      <ProblemAlert error={problem} onRetry={readAgain} />
    </Stack>
  );
}

interface CheckoutProps {
  readonly tickets: BookedTickets;
  readonly read: NonNullable<BookedTickets['read']>;
}

function Checkout({ tickets, read: { booking, deadline } }: CheckoutProps) {
  useKeptOffline(tickets);
  const secondsLeft = useCountdown(deadline);
  const stage = stageOf(booking, tickets.show, secondsLeft);
  useReadNearEnd(deadline, booking.status === 'held', tickets.readAgain);
  const { id, showId, heldAt } = booking;
  useEffect(() => rememberMine({ kind: 'booking', id, showId, at: heldAt }), [id, showId, heldAt]);

  if (stage === 'confirmed') return <Booked {...{ booking, tickets }} />;
  if (stage === 'pay' || stage === 'settling' || stage === 'checking') {
    return <PayHold {...{ booking, tickets, secondsLeft, stage }} />;
  }
  return <HoldEnded {...{ booking, tickets, stage }} />;
}
