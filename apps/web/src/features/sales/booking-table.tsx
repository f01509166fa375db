import { Button, Skeleton, Stack } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { useApi } from '../../api/api-context.ts';
import { useFormat } from '../../i18n/format.ts';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { StatusMark } from '../bookings/status-mark.tsx';
import { countByTier } from './booking-cells.ts';
import type { BookingFilter } from './booking-filter.ts';
import { type BookingResource, bookingsQuery } from './bookings-queries.ts';
import type { ShowResource } from './queries.ts';
import styles from './sales.module.css';
import { tierNameIn } from './tier-name.ts';

interface BookingTableProps {
  readonly show: ShowResource;
  readonly filter: BookingFilter;
  readonly onOpen: (bookingId: string) => void;
}

export function BookingTable({ show, filter, onOpen }: BookingTableProps) {
  const t = useTranslations('sales.bookings');
  const list = useInfiniteQuery(bookingsQuery(useApi(), show.id, filter));
  const { data, error, isFetching, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = list;
  if (data === undefined) {
    return error === null ? (
      <Skeleton height={420} radius="lg" />
    ) : (
      <ProblemAlert error={error} onRetry={() => void refetch()} />
    );
  }
  const bookings = data.pages.flatMap(({ items }) => items);
  const isFiltered = Object.keys(filter).length > 0;
  return (
    <Stack aria-busy={isFetching}>
      <p role="status" className={styles['count']}>
        {bookings.length > 0 && t(hasNextPage ? 'shownSoFar' : 'shown', { count: bookings.length })}
        {bookings.length === 0 && (hasNextPage ? t('noneSoFar') : isFiltered ? t('noneFiltered') : t('none'))}
      </p>
      {bookings.length > 0 && (
        <div className={styles['frame']}>
          <table className={styles['table']} aria-label={t('title')}>
            <thead>
              <tr>
                <th scope="col">{t('code')}</th>
                <th scope="col">{t('who')}</th>
                <th scope="col">{t('status')}</th>
                <th scope="col">{t('tickets')}</th>
                <th scope="col">{t('heldAt')}</th>
                <th scope="col" className={styles['figure']}>
                  {t('total')}
                </th>
              </tr>
            </thead>
            <tbody>
              {bookings.map((booking) => (
                <BookingRow key={booking.id} booking={booking} show={show} onOpen={onOpen} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      <ProblemAlert error={error} onRetry={() => void fetchNextPage()} />
      {hasNextPage && (
        <Button variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {t(bookings.length === 0 ? 'searchOn' : 'more')}
        </Button>
      )}
    </Stack>
  );
}

interface BookingRowProps {
  readonly booking: BookingResource;
  readonly show: ShowResource;
  readonly onOpen: (bookingId: string) => void;
}

function BookingRow({ booking, show, onOpen }: BookingRowProps) {
  const t = useTranslations('sales.bookings');
  const format = useFormat();
  const { id, code, name, status, tickets, heldAt, total } = booking;
  return (
    <tr>
      <th scope="row">
        <button type="button" className={styles['opener']} aria-haspopup="dialog" onClick={() => onOpen(id)}>
          {code}
        </button>
      </th>
      <td data-label={t('who')}>
        <bdi>{name ?? t('erased')}</bdi>
      </td>
      <td data-label={t('status')}>
        <StatusMark status={status} />
      </td>
      <td data-label={t('tickets')}>{countByTier(tickets, tierNameIn(show))}</td>
      <td data-label={t('heldAt')}>
        <time dateTime={heldAt}>{format.time(heldAt, 'full', show.timeZone)}</time>
      </td>
      <td data-label={t('total')} className={styles['figure']}>
        {total.amount === 0 ? t('free') : format.price(total)}
      </td>
    </tr>
  );
}
