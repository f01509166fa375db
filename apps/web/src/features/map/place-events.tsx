import { Button, Skeleton, Text, Title } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useTranslations } from 'use-intl';
import { Link } from 'wouter';
import { useApi } from '../../api/api-context.ts';
import { paths, pathTo } from '../../paths.ts';
import { EventGrid } from '../../ui/event-grid.tsx';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { type Location, locationEventsQuery, locationQuery } from '../locations/queries.ts';
import styles from './page.module.css';

interface PlaceEventsProps {
  readonly locationId: string;
  /** The location, if it is one of those on the map. */
  readonly known: Location | undefined;
}

/** What is on at the chosen place. */
export function PlaceEvents({ locationId, known }: PlaceEventsProps) {
  const t = useTranslations('map');
  const s = useTranslations('search');
  const api = useApi();
  const asked = useQuery({ ...locationQuery(api, locationId), enabled: known === undefined });
  const location = known ?? asked.data ?? undefined;
  const list = useInfiniteQuery(locationEventsQuery(api, locationId));
  const events = list.data?.pages.flatMap(({ items }) => items);
  const section = useRef<HTMLElement>(null);
  useEffect(() => {
    // Below the map it would be out of sight.
    if (matchMedia('(max-width: 61.9em)').matches) section.current?.scrollIntoView({ block: 'center' });
  }, []);
  return (
    <section ref={section} aria-live="polite" aria-busy={events === undefined} className={styles['chosen']}>
      <Title order={2} className={styles['sideTitle'] ?? ''}>
        {location?.name ?? t('loadingEvents')}
      </Title>
      {location !== undefined && <Text c="var(--ink-soft)">{location.address.city}</Text>}
      <div className={styles['ways']}>
        <Button component={Link} href={pathTo('location', { locationId })} variant="default" h={44}>
          {t('details')}
        </Button>
        <Button component={Link} href={paths.map} variant="default" h={44}>
          {t('back')}
        </Button>
      </div>
      <ProblemAlert
        error={events === undefined ? (list.error ?? asked.error) : undefined}
        onRetry={() => void list.refetch()}
      />
      {events === undefined && !list.isError && <Skeleton h={140} radius={14} />}
      {events?.length === 0 && <Text>{t('none')}</Text>}
      {events !== undefined && <EventGrid events={events} order={3} hasPlace={false} isNarrow />}
      {list.hasNextPage && (
        <Button
          variant="default"
          h={44}
          mt="md"
          loading={list.isFetchingNextPage}
          onClick={() => void list.fetchNextPage()}
        >
          {s('moreEvents')}
        </Button>
      )}
    </section>
  );
}
