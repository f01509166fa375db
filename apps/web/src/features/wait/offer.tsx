import { Button, Stack, Text, Title, VisuallyHidden } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { useTranslations } from 'use-intl';
import { Link } from 'wouter';
import { PageHead } from '../../head.tsx';
import { useFormat } from '../../i18n/format.ts';
import { pathTo } from '../../paths.ts';
import { rememberMine } from '../../session/buyer.ts';
import type { BookingRead } from '../bookings/queries.ts';
import { useBooking } from '../bookings/use-booking.ts';
import { HoldTimer, HoldWarnings } from '../checkout/hold-timer.tsx';
import { TicketSummary } from '../checkout/ticket-summary.tsx';
import { useCountdown } from '../checkout/use-countdown.ts';
import { useReadNearEnd } from '../checkout/use-hold.ts';
import { AboutShow } from './about-show.tsx';
import { Leave } from './leave.tsx';
import styles from './offer.module.css';
import type { Entry } from './queries.ts';
import { useCall } from './use-call.ts';
import type { About } from './waiting.tsx';

interface OfferProps {
  readonly entry: Entry;
  readonly bookingId: string;
  readonly about: About;
}

/** It is their turn: nothing else is on the screen. */
export function Offer({ entry, bookingId, about }: OfferProps) {
  const t = useTranslations('wait');
  const heading = useRef<HTMLHeadingElement>(null);
  const { read, readAgain } = useBooking(bookingId);
  const isCalling = useCall({ title: t('yourTickets'), body: about.event?.name ?? t('offerText'), tag: entry.id });
  useEffect(() => heading.current?.focus(), []);
  useEffect(coverTheRest, []);
  return (
    <section className={styles['offer']} aria-label={t('yourTickets')}>
      <PageHead title={isCalling ? `🔔 ${t('yourTickets')}` : t('title')} isPrivate />
      <Stack gap="lg" className={styles['inner'] ?? ''}>
        <div role="alert">
          <Title order={1} ref={heading} tabIndex={-1} className={styles['title'] ?? ''}>
            {t('yourTickets')}
          </Title>
          <Text size="lg">{t('offerText')}</Text>
        </div>
        {read === undefined ? <AboutShow about={about} /> : <Held {...{ read, about, readAgain }} />}
        <Leave entry={entry} />
      </Stack>
    </section>
  );
}

interface HeldProps {
  readonly read: BookingRead;
  readonly about: About;
  readonly readAgain: () => void;
}

function Held({ read: { booking, deadline }, about, readAgain }: HeldProps) {
  const t = useTranslations('wait');
  const format = useFormat();
  const secondsLeft = useCountdown(deadline);
  const secondsMax = (Date.parse(booking.expiresAt) - Date.parse(booking.heldAt)) / 1000;
  useReadNearEnd(deadline, booking.status === 'held', readAgain);
  const { id, showId, heldAt } = booking;
  useEffect(() => rememberMine({ kind: 'booking', id, showId, at: heldAt }), [id, showId, heldAt]);
  const isFree = booking.total.amount === 0;
  return (
    <>
      <HoldTimer secondsLeft={secondsLeft} secondsMax={secondsMax} />
      <VisuallyHidden>
        <HoldWarnings secondsLeft={secondsLeft} />
      </VisuallyHidden>
      <Button size="xl" component={Link} href={pathTo('checkout', { bookingId: booking.id })}>
        {isFree ? t('confirmNow') : t('payNow', { price: format.price(booking.total) })}
      </Button>
      <TicketSummary booking={booking} {...about} />
      <Text c="var(--ink-soft)">{t('offerEnd')}</Text>
    </>
  );
}

/** What lies behind can be neither seen nor reached by keys. Answers with the end of it. */
function coverTheRest(): () => void {
  const covered = [...document.querySelectorAll<HTMLElement>('body header, body footer, a.skip')];
  for (const element of covered) element.inert = true;
  return () => {
    for (const element of covered) element.inert = false;
  };
}
