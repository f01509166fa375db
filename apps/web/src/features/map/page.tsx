import { Container, Text, Title } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { type ComponentType, useEffect, useMemo, useState } from 'react';
import { useTranslations } from 'use-intl';
import { useLocation, useSearch } from 'wouter';
import { useApi } from '../../api/api-context.ts';
import { PageHead } from '../../head.tsx';
import type { LoadContext } from '../../page.ts';
import { paths, pathTo } from '../../paths.ts';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { type Location, locationEventsQuery, locationsQuery } from '../locations/queries.ts';
import { toWorld } from './geometry.ts';
import styles from './page.module.css';
import { PlaceEvents } from './place-events.tsx';
import { PlaceList } from './place-list.tsx';
import type { MapPlace, WorldMap } from './world-map.tsx';

const locationPagesMax = 20;

const chosenIn = (search: URLSearchParams): string | undefined => search.get('location') ?? undefined;

export async function load({ api, queries, search }: LoadContext) {
  const chosenId = chosenIn(search);
  await Promise.all([
    queries.prefetchInfiniteQuery(locationsQuery(api, { isOrganised: true })),
    chosenId !== undefined && queries.prefetchInfiniteQuery(locationEventsQuery(api, chosenId)),
  ]);
}

export function Page() {
  const t = useTranslations('map');
  const chosenId = chosenIn(new URLSearchParams(useSearch()));
  const [, navigate] = useLocation();
  const { locations, error, retry } = useAllLocations();
  const places = useMemo(() => locations.flatMap(toPlace), [locations]);
  /** More than one place at the same spot. */
  const [several, setSeveral] = useState<readonly string[]>([]);
  const listed = several.length === 0 ? locations : locations.filter(({ id }) => several.includes(id));

  const choose = (ids: readonly string[]) => {
    const [id, ...others] = ids;
    setSeveral(others.length === 0 ? [] : ids);
    navigate(pathTo('map', {}, { location: others.length === 0 ? id : undefined }), { replace: true });
  };
  return (
    <Container size="xl" className={styles['page'] ?? ''}>
      <PageHead
        title={t('title')}
        description={t('description')}
        canonical={paths.map}
        isPrivate={chosenId !== undefined}
      />
      <div className={styles['head']}>
        <Title order={1}>{t('title')}</Title>
        {locations.length > 0 && <Text c="var(--ink-soft)">{t('lead', { count: locations.length })}</Text>}
      </div>
      <ProblemAlert error={error} onRetry={retry} />
      <div className={styles['columns']}>
        <div className={styles['map']}>
          <LazyMap places={places} chosenId={chosenId} onChoose={choose} />
        </div>
        <div className={styles['side']}>
          {chosenId === undefined ? (
            <PlaceList locations={listed} isPart={several.length > 0} onAll={() => setSeveral([])} />
          ) : (
            <PlaceEvents key={chosenId} locationId={chosenId} known={locations.find(({ id }) => id === chosenId)} />
          )}
        </div>
      </div>
    </Container>
  );
}

/** Every location with upcoming events: the first page is there at once, the others follow. */
function useAllLocations() {
  const api = useApi();
  const list = useInfiniteQuery(locationsQuery(api, { isOrganised: true }));
  const { data, error, hasNextPage, isFetching, isError, fetchNextPage, refetch } = list;
  const wantsMore =
    hasNextPage && !isFetching && !isError && data !== undefined && data.pages.length < locationPagesMax;
  useEffect(() => {
    if (wantsMore) void fetchNextPage();
  }, [wantsMore, fetchNextPage]);
  const locations = useMemo(() => data?.pages.flatMap(({ items }) => items) ?? [], [data]);
  return { locations, error: data === undefined ? error : undefined, retry: () => void refetch() };
}

function toPlace({ id, name, address: { city }, coordinates }: Location): readonly MapPlace[] {
  return coordinates === undefined ? [] : [{ id, name, city, ...toWorld(coordinates) }];
}

type MapProps = Parameters<typeof WorldMap>[0];

/** The map's code and outlines come after the page, which is of use without them. */
function LazyMap(props: MapProps) {
  const t = useTranslations('map');
  const [Loaded, setLoaded] = useState<ComponentType<MapProps>>();
  const [isBroken, setBroken] = useState(false);
  useEffect(() => {
    import('./world-map.tsx').then(
      ({ WorldMap }) => setLoaded(() => WorldMap),
      () => setBroken(true),
    );
  }, []);
  if (Loaded !== undefined) return <Loaded {...props} />;
  return (
    <p className={styles['waiting']} role="status">
      {isBroken ? t('broken') : t('loading')}
    </p>
  );
}
