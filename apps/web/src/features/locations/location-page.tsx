import { Anchor, Button, Container, Text, Title } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { Link } from 'wouter';
import { useApi } from '../../api/api-context.ts';
import { PageHead } from '../../head.tsx';
import { toAddressLines } from '../../i18n/address.ts';
import { useFormat } from '../../i18n/format.ts';
import type { LoadContext, Params } from '../../page.ts';
import { paths, pathTo } from '../../paths.ts';
import { EventGrid } from '../../ui/event-grid.tsx';
import { PageLoading } from '../../ui/page-loading.tsx';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { ProblemPage } from '../../ui/problem-page.tsx';
import { Halls } from './halls.tsx';
import { toPlaceJsonLd } from './json-ld.ts';
import styles from './location-page.module.css';
import { OpeningHours } from './opening-hours.tsx';
import { type Location, locationEventsQuery, locationQuery } from './queries.ts';

const idOf = (params: Params): string => params['locationId'] ?? '';

export async function load({ api, queries, params }: LoadContext) {
  await Promise.all([
    queries.prefetchQuery(locationQuery(api, idOf(params))),
    queries.prefetchInfiniteQuery(locationEventsQuery(api, idOf(params))),
  ]);
}

export function Page({ params }: { readonly params: Params }) {
  const api = useApi();
  const { data, error, refetch } = useQuery(locationQuery(api, idOf(params)));
  if (data === null) return <Missing />;
  if (data !== undefined) return <Place key={data.id} location={data} />;
  return error === null ? <PageLoading /> : <ProblemPage error={error} onRetry={refetch} />;
}

function Place({ location }: { readonly location: Location }) {
  const t = useTranslations('locations');
  const format = useFormat();
  const { id, name, address, timeZone, openingHours, halls } = location;
  const country = format.country(address.countryCode);
  return (
    <Container size="xl" className={styles['page'] ?? ''}>
      <PageHead
        title={`${name}, ${address.city}`}
        description={t('place.description', { name, city: address.city, country })}
        canonical={pathTo('location', { locationId: id })}
        jsonLd={toPlaceJsonLd(location)}
      />
      <p className={styles['where']}>
        <Anchor component={Link} href={paths.locations}>
          {t('title')}
        </Anchor>{' '}
        / {country} / {address.city}
      </p>
      <Title order={1} className={styles['name'] ?? ''}>
        {name}
      </Title>
      <div className={styles['columns']}>
        <div className={styles['facts']}>
          <section>
            <Title order={2} size="h4">
              {t('place.address')}
            </Title>
            <address className={styles['address']}>
              {toAddressLines(address, format.language).map((line) => (
                <span key={line}>{line}</span>
              ))}
            </address>
            <Text size="sm" c="var(--ink-soft)">
              {t('place.zone', { zone: timeZone.replaceAll('_', ' ') })}
            </Text>
            <div className={styles['ways']}>
              <Button component={Link} href={pathTo('map', {}, { location: id })} variant="default" h={44}>
                {t('place.map')}
              </Button>
              <Button component={Link} href={toSurroundings(location)} variant="default" h={44}>
                {t('place.near', { city: address.city })}
              </Button>
            </div>
          </section>
          {openingHours !== undefined && (
            <section>
              <Title order={2} size="h4">
                {t('place.hours')}
              </Title>
              <OpeningHours text={openingHours} />
            </section>
          )}
          <Halls halls={halls} />
        </div>
        <Events locationId={id} />
      </div>
    </Container>
  );
}

function toSurroundings({ address: { city }, coordinates }: Location): string {
  if (coordinates === undefined) return pathTo('search', {}, { city });
  const latLong = `${coordinates.latitude},${coordinates.longitude}`;
  return pathTo('search', {}, { latLong, radius: '50km', place: city, sort: 'distance' });
}

function Events({ locationId }: { readonly locationId: string }) {
  const t = useTranslations('locations');
  const s = useTranslations('search');
  const api = useApi();
  const list = useInfiniteQuery(locationEventsQuery(api, locationId));
  const events = list.data?.pages.flatMap(({ items }) => items);
  return (
    <section className={styles['events']}>
      <Title order={2} mb="md">
        {t('place.events')}
      </Title>
      <ProblemAlert error={events === undefined ? list.error : undefined} onRetry={() => void list.refetch()} />
      {events?.length === 0 && <Text>{t('place.none')}</Text>}
      {events !== undefined && <EventGrid events={events} order={3} hasPlace={false} />}
      {list.hasNextPage && (
        <Button
          variant="default"
          size="md"
          mt="lg"
          loading={list.isFetchingNextPage}
          onClick={() => void list.fetchNextPage()}
        >
          {s('moreEvents')}
        </Button>
      )}
    </section>
  );
}

function Missing() {
  const t = useTranslations('locations');
  return (
    <Container size="sm" py={80}>
      <PageHead title={t('place.missingTitle')} isPrivate status={404} />
      <Title order={1} mb="md">
        {t('place.missingTitle')}
      </Title>
      <Text size="lg" mb="lg">
        {t('place.missingText')}
      </Text>
      <Button component={Link} href={paths.locations}>
        {t('place.toAll')}
      </Button>
    </Container>
  );
}
