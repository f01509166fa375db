import { Button, Group, NativeSelect, Skeleton, Title } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslations } from 'use-intl';
import { Link } from 'wouter';
import { useApi } from '../../api/api-context.ts';
import { useFormat } from '../../i18n/format.ts';
import { pathTo } from '../../paths.ts';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { type EntryStatus, entryStatuses, type ShowResource, type WaitlistEntry, waitlistQuery } from './queries.ts';
import styles from './sales.module.css';
import { tierNameIn } from './tier-name.ts';

interface WaitlistProps {
  readonly show: ShowResource;
  /** Of the sale: when it moves on, the list is read again. */
  readonly version: number;
}

/** Who stands in line, in the order of joining; nobody's name is in it. */
export function Waitlist({ show, version }: WaitlistProps) {
  const t = useTranslations('sales.waitlist');
  const [status, setStatus] = useState<EntryStatus | undefined>('waiting');
  const list = useInfiniteQuery(waitlistQuery(useApi(), show.id, status));
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = list;
  const isOnePage = (data?.pages.length ?? 0) <= 1;
  useEffect(() => {
    // Further pages are not read again under the reader's eyes.
    if (version > 0 && isOnePage) void refetch();
  }, [version, isOnePage, refetch]);
  const entries = data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <section aria-labelledby="waitlist">
      <Group justify="space-between" align="flex-end" mb="sm">
        <Title order={2} id="waitlist">
          {t('title')}
        </Title>
        <NativeSelect
          aria-label={t('status')}
          value={status ?? ''}
          data={[
            ...entryStatuses.map((value) => ({ value, label: t(`statuses.${value}`) })),
            { value: '', label: t('all') },
          ]}
          onChange={({ currentTarget: { value } }) => setStatus(entryStatuses.find((one) => one === value))}
        />
      </Group>
      <ProblemAlert error={error} onRetry={() => void refetch()} />
      {data === undefined && error === null && <Skeleton height={160} radius="lg" />}
      {data !== undefined && entries.length === 0 && <p className={styles['empty']}>{t('none')}</p>}
      {entries.length > 0 && <Entries entries={entries} show={show} />}
      {hasNextPage && (
        <Button mt="sm" variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {t('more')}
        </Button>
      )}
    </section>
  );
}

function Entries({ entries, show }: { readonly entries: readonly WaitlistEntry[]; readonly show: ShowResource }) {
  const t = useTranslations('sales.waitlist');
  return (
    <div className={styles['frame']}>
      <table className={styles['table']} aria-labelledby="waitlist">
        <thead>
          <tr>
            <th scope="col">{t('joined')}</th>
            <th scope="col">{t('wants')}</th>
            <th scope="col">{t('status')}</th>
            <th scope="col" className={styles['figure']}>
              {t('ahead')}
            </th>
            <th scope="col">{t('offer')}</th>
          </tr>
        </thead>
        <tbody>
          {entries.map((entry) => (
            <EntryRow key={entry.id} entry={entry} show={show} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function EntryRow({ entry, show }: { readonly entry: WaitlistEntry; readonly show: ShowResource }) {
  const t = useTranslations('sales.waitlist');
  const format = useFormat();
  const { joinedAt, tickets, status, position, ahead, bookingId, expiresAt } = entry;
  const tierName = tierNameIn(show);
  return (
    <tr>
      <th scope="row">{format.time(joinedAt, 'full', show.timeZone)}</th>
      <td data-label={t('wants')}>
        {tickets.map(({ tier, quantity }) => t('tickets', { count: quantity, tier: tierName(tier) })).join(', ')}
      </td>
      <td data-label={t('status')}>{status === 'waiting' ? t('place', { position }) : t(`statuses.${status}`)}</td>
      <td data-label={t('ahead')} className={styles['figure']}>
        {status === 'waiting' ? format.number(ahead) : '–'}
      </td>
      <td data-label={t('offer')}>
        {bookingId === undefined ? (
          '–'
        ) : (
          <Link
            href={pathTo('organizeBookings', { showId: show.id }, { booking: bookingId })}
            className={styles['link'] ?? ''}
          >
            {status === 'offered' && expiresAt !== undefined
              ? t('until', { time: format.time(expiresAt, 'time', show.timeZone) })
              : t('toBooking')}
          </Link>
        )}
      </td>
    </tr>
  );
}
