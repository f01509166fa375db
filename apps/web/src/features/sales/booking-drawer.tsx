import '@mantine/core/styles/Overlay.css';
import '@mantine/core/styles/ModalBase.css';
import '@mantine/core/styles/Drawer.css';
import { Anchor, Drawer, Skeleton, Stack, Title, useDirection } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { Link } from 'wouter';
import { useApi } from '../../api/api-context.ts';
import { useFormat } from '../../i18n/format.ts';
import { pathTo } from '../../paths.ts';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { bookingQuery, historyQuery } from '../bookings/queries.ts';
import { StatusMark } from '../bookings/status-mark.tsx';
import type { BookingResource } from './bookings-queries.ts';
import { LedgerList } from './ledger-list.tsx';
import type { ShowResource } from './queries.ts';
import styles from './sales.module.css';
import { tierNameIn } from './tier-name.ts';

interface BookingDrawerProps {
  /** Empty while it is closed: it stays in the page, so that the focus finds its way back. */
  readonly bookingId: string;
  readonly show: ShowResource;
  readonly onClose: () => void;
}

/** All of one booking, and how it came to be so. */
export function BookingDrawer({ bookingId, show, onClose }: BookingDrawerProps) {
  const t = useTranslations('sales.booking');
  const api = useApi();
  const { dir } = useDirection();
  const { data, error, refetch } = useQuery({ ...bookingQuery(api, bookingId), enabled: bookingId !== '' });
  return (
    <Drawer
      opened={bookingId !== ''}
      onClose={onClose}
      position={dir === 'rtl' ? 'left' : 'right'}
      size="lg"
      padding="lg"
      title={data === undefined ? t('title') : t('titleOf', { code: data.booking.code })}
      closeButtonProps={{ 'aria-label': t('close'), size: 44 }}
      // It is no second banner of the page.
      attributes={{ header: { role: 'presentation' } }}
      classNames={{
        title: styles['drawerTitle'] ?? '',
        content: styles['drawer'] ?? '',
        header: styles['drawer'] ?? '',
      }}
    >
      {bookingId !== '' && data === undefined && error === null && <Skeleton height={320} radius="lg" />}
      <ProblemAlert error={data === undefined ? error : null} onRetry={() => void refetch()} />
      {data !== undefined && <Facts booking={data.booking} show={show} />}
    </Drawer>
  );
}

function Facts({ booking, show }: { readonly booking: BookingResource; readonly show: ShowResource }) {
  const t = useTranslations('sales.booking');
  const format = useFormat();
  const { id, status, name, email, total, payment, userId, heldAt, expiresAt, confirmedAt, endedAt } = booking;
  const at = (instant: string | undefined) => instant && format.time(instant, 'full', show.timeZone);
  const facts = [
    [t('name'), name ?? t('erased')],
    [t('email'), email],
    [t('total'), total.amount === 0 ? t('free') : format.price(total)],
    [t('payment'), payment && t('paymentBy', { status: payment.status, method: payment.method })],
    [t('refunded'), payment?.refunded && format.price(payment.refunded)],
    [t('heldAt'), at(heldAt)],
    [t('expiresAt'), status === 'held' ? at(expiresAt) : undefined],
    [t('confirmedAt'), at(confirmedAt)],
    [t('endedAt'), at(endedAt)],
    [t('fromLine'), booking.waitlistEntryId && t('yes')],
    [t('user'), userId],
  ] as const;
  return (
    <Stack gap="lg">
      <StatusMark status={status} />
      <dl className={styles['facts']}>
        {facts.map(
          ([term, value]) =>
            value !== undefined &&
            value !== '' && (
              <div key={term}>
                <dt>{term}</dt>
                <dd>
                  <bdi>{value}</bdi>
                </dd>
              </div>
            ),
        )}
      </dl>
      <Tickets booking={booking} show={show} />
      <History bookingId={id} show={show} />
      <Anchor component={Link} href={pathTo('booking', { bookingId: id })} py={10}>
        {t('buyersPage')}
      </Anchor>
    </Stack>
  );
}

function Tickets({ booking: { tickets }, show }: { readonly booking: BookingResource; readonly show: ShowResource }) {
  const t = useTranslations('sales.booking');
  const format = useFormat();
  const tierName = tierNameIn(show);
  return (
    <section aria-labelledby="tickets">
      <Title order={3} size="h4" id="tickets">
        {t('tickets', { count: tickets.length })}
      </Title>
      <ul className={styles['tickets']}>
        {tickets.map(({ id, tier, seat, name, price }) => (
          <li key={id}>
            <span>
              <bdi>{[tierName(tier), seat, name].filter((part) => part !== undefined).join(' · ')}</bdi>
            </span>
            <span>{price.amount === 0 ? t('free') : format.price(price)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function History({ bookingId, show }: { readonly bookingId: string; readonly show: ShowResource }) {
  const t = useTranslations('sales.booking');
  const { data, error, refetch } = useQuery(historyQuery(useApi(), bookingId));
  return (
    <section aria-labelledby="history">
      <Title order={3} size="h4" id="history" mb="xs">
        {t('history')}
      </Title>
      {data === undefined ? (
        <>
          {error === null && <Skeleton height={160} radius="lg" />}
          <ProblemAlert error={error} onRetry={() => void refetch()} />
        </>
      ) : (
        <LedgerList items={data.items} show={show} withBookings={false} />
      )}
    </section>
  );
}
