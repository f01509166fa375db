import { Button, Group, Stack, Text, Title } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { useTranslations } from 'use-intl';
import { Link } from 'wouter';
import { paths, pathToShow } from '../../paths.ts';
import { BookingHistory } from '../bookings/history.tsx';
import type { Booking } from '../bookings/queries.ts';
import type { BookedTickets } from '../bookings/use-booking.ts';
import { keepDraft } from '../show/use-choice.ts';
import { choiceOf } from './same-choice.ts';
import type { Stage } from './stage.ts';
import { TicketSummary } from './ticket-summary.tsx';

interface HoldEndedProps {
  readonly booking: Booking;
  readonly tickets: BookedTickets;
  readonly stage: Extract<Stage, 'expired' | 'released' | 'cancelled' | 'showCancelled'>;
}

/** Nothing is lost but the time: what happened, and the way back to the same choice. */
export function HoldEnded({ booking, tickets, stage }: HoldEndedProps) {
  const t = useTranslations('checkout');
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const { event } = tickets;
  const keepChoice = () => keepDraft(booking.showId, { choice: choiceOf(booking), names: {} });
  return (
    <Stack gap="lg">
      <div>
        <Title order={1} ref={heading} tabIndex={-1} style={{ outline: 'none' }}>
          {t(`${stage}Title`)}
        </Title>
        <Text size="lg" mt="xs">
          {t(`${stage}Text`)}
        </Text>
      </div>
      <Group>
        {event !== undefined && stage !== 'showCancelled' && (
          <Button mih={44} size="md" component={Link} href={pathToShow(event, booking.showId)} onClick={keepChoice}>
            {t('chooseAgain')}
          </Button>
        )}
        <Button mih={44} size="md" variant="default" component={Link} href={paths.search}>
          {t('findMore')}
        </Button>
      </Group>
      <TicketSummary booking={booking} {...tickets} />
      <BookingHistory bookingId={booking.id} show={tickets.show} />
    </Stack>
  );
}
