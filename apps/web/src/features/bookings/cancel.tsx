import { Button, Stack, Text } from '@mantine/core';
import { lazy, Suspense, useState } from 'react';
import { useTranslations } from 'use-intl';
import { useFormat } from '../../i18n/format.ts';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { useEndBooking } from '../checkout/use-hold.ts';
import { cancellableUntil, isCancellable } from './cancellable.ts';
import type { Booking, Show } from './queries.ts';

const Confirm = lazy(() => import('./confirm.tsx'));

interface CancelProps {
  readonly booking: Booking;
  readonly show: Show | undefined;
  readonly isOffline: boolean;
}

/** Cancelling what is booked: until when, and what comes back. */
export function Cancel({ booking, show, isOffline }: CancelProps) {
  const t = useTranslations('bookings');
  const format = useFormat();
  if (booking.status !== 'confirmed' || show === undefined || show.status === 'cancelled') return null;
  const until = cancellableUntil(show);
  const time = `${format.time(until, 'full', show.timeZone)} ${format.zone(until, show.timeZone)}`;
  if (!isCancellable(booking, show, Date.now()))
    return <Text c="var(--ink-soft)">{t('notCancellable', { time })}</Text>;
  return (
    <Stack gap="xs" align="flex-start">
      <Text c="var(--ink-soft)">{t('cancellableUntil', { time })}</Text>
      <CancelButton booking={booking} isOffline={isOffline} />
    </Stack>
  );
}

function CancelButton({ booking, isOffline }: Omit<CancelProps, 'show'>) {
  const t = useTranslations('bookings');
  const format = useFormat();
  const [question, setQuestion] = useState<'none' | 'open' | 'closed'>('none');
  const cancel = useEndBooking(booking.id);
  const count = booking.tickets.length;
  const price = format.price(booking.total);
  return (
    <>
      <Button mih={44} variant="default" disabled={isOffline} onClick={() => setQuestion('open')}>
        {t('cancel')}
      </Button>
      <ProblemAlert error={cancel.error} />
      {question !== 'none' && (
        <Suspense>
          <Confirm
            isOpen={question === 'open'}
            title={t('cancelTitle')}
            yes={t('cancelYes')}
            no={t('cancelNo')}
            isBusy={cancel.isPending}
            onYes={() => cancel.mutate(undefined, { onSettled: () => setQuestion('closed') })}
            onClose={() => setQuestion('closed')}
          >
            {booking.total.amount === 0 ? t('cancelFree', { count }) : t('cancelPaid', { count, price })}
          </Confirm>
        </Suspense>
      )}
    </>
  );
}
