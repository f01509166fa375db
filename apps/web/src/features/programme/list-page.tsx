import { Button, Group, NativeSelect, Skeleton, Stack, Text } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { Link, useSearchParams } from 'wouter';
import { useApi } from '../../api/api-context.ts';
import { paths, pathTo } from '../../paths.ts';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { OrganizerFrame } from '../organize/frame.tsx';
import { EventRow } from './event-row.tsx';
import styles from './list.module.css';
import { allLocationsQuery, type EventListFilter, eventListQuery, eventStatuses } from './queries.ts';

/** The organizer's events in any state. Filters stand in the address. */
export function Page() {
  const t = useTranslations('programme.list');
  const [search] = useSearchParams();
  const filter = readFilter(search);
  const create = (
    <Button component={Link} href={pathTo('organizeEvent', { eventId: 'new' })}>
      {t('create')}
    </Button>
  );
  return (
    <OrganizerFrame title={t('title')} actions={create}>
      <Stack gap="lg">
        <Filters filter={filter} />
        <Events filter={filter} />
      </Stack>
    </OrganizerFrame>
  );
}

function readFilter(search: URLSearchParams): EventListFilter {
  const status = eventStatuses.find((one) => one === search.get('status'));
  const locationId = search.get('location') ?? '';
  return { ...(status !== undefined && { status }), ...(locationId !== '' && { locationId }) };
}

function Filters({ filter }: { readonly filter: EventListFilter }) {
  const t = useTranslations('programme');
  const [, setSearch] = useSearchParams();
  const locations = useQuery(allLocationsQuery(useApi()));
  const choose = (name: 'status' | 'location', value: string) =>
    setSearch(
      (search) => {
        const next = new URLSearchParams(search);
        if (value === '') next.delete(name);
        else next.set(name, value);
        return next;
      },
      { replace: true },
    );
  const places = (locations.data ?? []).map(({ id, name, address }) => ({
    value: id,
    label: t('list.place', { name, city: address.city }),
  }));
  return (
    <search>
      <Group gap="md" align="flex-end">
        <NativeSelect
          label={t('list.status')}
          value={filter.status ?? ''}
          data={[
            { value: '', label: t('list.anyStatus') },
            ...eventStatuses.map((value) => ({ value, label: t(`status.${value}`) })),
          ]}
          onChange={({ currentTarget }) => choose('status', currentTarget.value)}
        />
        <NativeSelect
          label={t('list.location')}
          value={filter.locationId ?? ''}
          data={[{ value: '', label: t('list.anyLocation') }, ...places]}
          onChange={({ currentTarget }) => choose('location', currentTarget.value)}
          style={{ flex: '0 1 24rem' }}
        />
      </Group>
    </search>
  );
}

function Events({ filter }: { readonly filter: EventListFilter }) {
  const t = useTranslations('programme.list');
  const { data, error, isPending, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(
    eventListQuery(useApi(), filter),
  );
  if (isPending) return <Skeleton height={420} radius="lg" />;
  if (error !== null) return <ProblemAlert error={error} onRetry={() => void refetch()} />;
  const events = data.pages.flatMap(({ items }) => items);
  const isFiltered = filter.status !== undefined || filter.locationId !== undefined;
  if (events.length === 0) return <NoEvents isFiltered={isFiltered} />;
  return (
    <Stack>
      <ul className={styles['events']}>
        {events.map((event) => (
          <EventRow key={event.id} event={event} />
        ))}
      </ul>
      {hasNextPage && (
        <Button variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {t('more')}
        </Button>
      )}
    </Stack>
  );
}

function NoEvents({ isFiltered }: { readonly isFiltered: boolean }) {
  const t = useTranslations('programme.list');
  return (
    <div className={styles['empty']}>
      <Text size="lg" fw={600}>
        {isFiltered ? t('noneFiltered') : t('none')}
      </Text>
      {!isFiltered && <Text c="var(--ink-soft)">{t('noneText')}</Text>}
      <Group justify="center">
        {isFiltered ? (
          <Button variant="default" component={Link} href={paths.organizeEvents}>
            {t('showAll')}
          </Button>
        ) : (
          <>
            <Button component={Link} href={pathTo('organizeEvent', { eventId: 'new' })}>
              {t('create')}
            </Button>
            <Button variant="default" component={Link} href={paths.organizeImport}>
              {t('import')}
            </Button>
          </>
        )}
      </Group>
    </div>
  );
}
