import { Button, Group, NativeSelect, Skeleton, Stack, Text, TextInput } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useDeferredValue, useEffect } from 'react';
import { useTranslations } from 'use-intl';
import { Link, useSearchParams } from 'wouter';
import { useApi } from '../../api/api-context.ts';
import { useFormat } from '../../i18n/format.ts';
import { pathTo } from '../../paths.ts';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { OrganizerFrame } from '../organize/frame.tsx';
import styles from './list.module.css';
import { venueListQuery } from './queries.ts';
import { matchesVenue } from './venue-filter.ts';
import { VenueRow } from './venue-row.tsx';

/** Where events can take place. The filters stand in the address. */
export function Page() {
  const t = useTranslations('venues.list');
  const [search, setSearch] = useSearchParams();
  const [text, isOrganised] = [search.get('q') ?? '', search.get('events') === 'coming'];
  const set = (name: string, value: string) =>
    setSearch(
      (before) => {
        const next = new URLSearchParams(before);
        if (value === '') next.delete(name);
        else next.set(name, value);
        return next;
      },
      { replace: true },
    );
  const create = (
    <Button component={Link} href={pathTo('organizeLocation', { locationId: 'new' })}>
      {t('create')}
    </Button>
  );
  return (
    <OrganizerFrame title={t('title')} actions={create}>
      <Stack gap="lg">
        <search>
          <Group align="flex-end">
            <TextInput
              type="search"
              label={t('filter')}
              placeholder={t('filterExample')}
              value={text}
              onChange={({ currentTarget }) => set('q', currentTarget.value)}
              style={{ flex: '1 1 16rem', maxWidth: '28rem' }}
            />
            <NativeSelect
              label={t('events')}
              value={isOrganised ? 'coming' : ''}
              data={[
                { value: '', label: t('all') },
                { value: 'coming', label: t('withEvents') },
              ]}
              onChange={({ currentTarget }) => set('events', currentTarget.value)}
            />
          </Group>
        </search>
        <Venues filter={text.trim()} isOrganised={isOrganised} />
      </Stack>
    </OrganizerFrame>
  );
}

/** The API lists venues page by page and does not search them: a filter looks through all pages, one after the other. */
function Venues({ filter, isOrganised }: { readonly filter: string; readonly isOrganised: boolean }) {
  const t = useTranslations('venues.list');
  const format = useFormat();
  const { data, error, isPending, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(
    venueListQuery(useApi(), isOrganised),
  );
  const wanted = useDeferredValue(filter);
  const isLooking = filter !== '' && hasNextPage && error === null;
  useEffect(() => {
    if (isLooking && !isFetchingNextPage) void fetchNextPage();
  }, [isLooking, isFetchingNextPage, fetchNextPage]);

  if (isPending) return <Skeleton height={420} radius="lg" />;
  if (data === undefined) return <ProblemAlert error={error} onRetry={() => void refetch()} />;
  const all = data.pages.flatMap(({ items }) => items);
  const venues = all.filter((venue) => matchesVenue(venue, wanted, format.country(venue.address.countryCode)));
  return (
    <Stack>
      <Text c="var(--ink-soft)" role="status">
        {isLooking ? t('looking', { count: venues.length }) : wanted !== '' && t('found', { count: venues.length })}
      </Text>
      {venues.length === 0 && !isLooking && <NoVenues isFiltered={wanted !== '' || isOrganised} />}
      {venues.length > 0 && (
        <ul className={styles['venues']}>
          {venues.map((venue) => (
            <VenueRow key={venue.id} venue={venue} />
          ))}
        </ul>
      )}
      <ProblemAlert error={error} onRetry={() => void fetchNextPage()} />
      {hasNextPage && filter === '' && (
        <Button variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {t('more')}
        </Button>
      )}
    </Stack>
  );
}

function NoVenues({ isFiltered }: { readonly isFiltered: boolean }) {
  const t = useTranslations('venues.list');
  return (
    <div className={styles['empty']}>
      <Text size="lg" fw={600}>
        {isFiltered ? t('noneFiltered') : t('none')}
      </Text>
      <Text c="var(--ink-soft)">{isFiltered ? t('noneFilteredText') : t('noneText')}</Text>
      <Button component={Link} href={pathTo('organizeLocation', { locationId: 'new' })}>
        {t('create')}
      </Button>
    </div>
  );
}
