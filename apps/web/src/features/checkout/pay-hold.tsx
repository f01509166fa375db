import { Alert, Button, Group, Loader, Stack, Text, Title, VisuallyHidden } from '@mantine/core';
import { lazy, Suspense, useEffect, useState } from 'react';
import { useTranslations } from 'use-intl';
import { useFormat } from '../../i18n/format.ts';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import type { Booking } from '../bookings/queries.ts';
import type { BookedTickets } from '../bookings/use-booking.ts';
import { endAttempt } from './attempt.ts';
import { HoldTimer, HoldWarnings } from './hold-timer.tsx';
import { MoreTime } from './more-time.tsx';
import styles from './pay-hold.module.css';
import { methodFor } from './payment/payment-methods.ts';
import { canExtend, type Stage } from './stage.ts';
import { TicketSummary } from './ticket-summary.tsx';
import { useEndBooking, useExtendHold } from './use-hold.ts';
import { usePayment } from './use-payment.ts';

const Confirm = lazy(() => import('../bookings/confirm.tsx'));

interface PayHoldProps {
  readonly booking: Booking;
  readonly tickets: BookedTickets;
  readonly secondsLeft: number;
  readonly stage: Stage;
}

/** Tickets that are held: how long still, what they are, and how to pay. */
export function PayHold({ booking, tickets, secondsLeft, stage }: PayHoldProps) {
  const t = useTranslations('checkout');
  const { show } = tickets;
  const payment = usePayment(booking.id);
  const extension = useExtendHold(booking.id);
  const isPaying = payment.isPending || stage === 'settling';
  const isOpen = stage === 'pay' && !isPaying;
  const mayExtend = isOpen && show !== undefined && canExtend(booking, show.policy) && !extension.isError;
  const extend = mayExtend ? () => extension.mutate() : undefined;
  const secondsMax = (Date.parse(booking.expiresAt) - Date.parse(booking.heldAt)) / 1000;
  return (
    <Stack gap="lg">
      <div>
        <Title order={1}>{t('heading')}</Title>
        <Text c="var(--ink-soft)" mt={4}>
          {t('atEnd')}
        </Text>
      </div>
      <HoldTimer {...{ secondsLeft, secondsMax, onExtend: extend, isExtending: extension.isPending }} />
      <VisuallyHidden>
        <HoldWarnings secondsLeft={isPaying ? 0 : secondsLeft} />
      </VisuallyHidden>
      {mayExtend && <MoreTime {...{ secondsLeft, policy: show.policy, onExtend: () => extension.mutate() }} />}
      <div className={styles['columns']}>
        <TicketSummary booking={booking} {...tickets} />
        <section className={styles['payment']} aria-label={t('payment')}>
          <PaymentPart {...{ booking, stage, payment, isPaying }} />
          <Release booking={booking} isDisabled={isPaying} />
        </section>
      </div>
    </Stack>
  );
}

interface PaymentPartProps extends Pick<PayHoldProps, 'booking' | 'stage'> {
  readonly payment: ReturnType<typeof usePayment>;
  readonly isPaying: boolean;
}

function PaymentPart({ booking, stage, payment, isPaying }: PaymentPartProps) {
  const t = useTranslations('checkout');
  const format = useFormat();
  const method = methodFor(booking.total.amount);
  const { status, reason } = booking.payment ?? {};
  const isSettled = status !== undefined && status !== 'pending' && !payment.isPending;
  useEffect(() => {
    if (isSettled) endAttempt(sessionStorage, booking.id);
  }, [isSettled, booking.id]);
  return (
    <Stack>
      <Title order={2} size="h3">
        {t('payment')}
      </Title>
      {isPaying ? (
        <PaymentUnderWay isSlow={stage === 'settling'} isLost={payment.failureCount > 0} />
      ) : (
        <Unpaid {...{ error: payment.error, status, reason }} />
      )}
      {method !== undefined && (
        <method.Form
          price={format.price(booking.total)}
          isBusy={isPaying || stage === 'checking'}
          onPay={(body) => payment.mutate(body)}
        />
      )}
      <Text size="sm" c="var(--ink-soft)">
        {t('neverTwice')}
      </Text>
    </Stack>
  );
}

function PaymentUnderWay({ isSlow, isLost }: { readonly isSlow: boolean; readonly isLost: boolean }) {
  const t = useTranslations('checkout');
  const text = isSlow ? t('settling') : t('sending');
  return (
    <Alert color="gray" role="status" icon={<Loader size="sm" />} title={t('underWay')}>
      {isLost ? t('answerLost') : text}
    </Alert>
  );
}

interface UnpaidProps {
  readonly error: unknown;
  readonly status: string | undefined;
  readonly reason: string | undefined;
}

/** What became of the last try to pay, after a reload too. */
function Unpaid({ error, status, reason }: UnpaidProps) {
  const t = useTranslations('checkout');
  if (status === 'declined') {
    return (
      <Alert color="velvet" role="alert" title={t('declined')}>
        {t('declinedText')}
        {reason !== undefined && <bdi className={styles['reason']}>{t('reason', { reason })}</bdi>}
      </Alert>
    );
  }
  if (status !== undefined && status !== 'pending') {
    return (
      <Alert color="velvet" role="alert" title={t('givenUp')}>
        {t('givenUpText')}
      </Alert>
    );
  }
  return <ProblemAlert error={error} />;
}

function Release({ booking, isDisabled }: { readonly booking: Booking; readonly isDisabled: boolean }) {
  const t = useTranslations('checkout');
  const [isAsked, setAsked] = useState(false);
  const [wasAsked, setWasAsked] = useState(false);
  const end = useEndBooking(booking.id);
  const ask = () => {
    setWasAsked(true);
    setAsked(true);
  };
  return (
    <Group mt="lg">
      <Button mih={44} ms={-18} variant="subtle" onClick={ask} disabled={isDisabled}>
        {t('release')}
      </Button>
      <ProblemAlert error={end.error} />
      {wasAsked && (
        <Suspense>
          <Confirm
            isOpen={isAsked}
            title={t('releaseTitle')}
            yes={t('releaseYes')}
            no={t('releaseNo')}
            isBusy={end.isPending}
            onYes={() => end.mutate(undefined, { onSettled: () => setAsked(false) })}
            onClose={() => setAsked(false)}
          >
            {t('releaseText', { count: booking.tickets.length })}
          </Confirm>
        </Suspense>
      )}
    </Group>
  );
}
