import { Button, Container, Text, TextInput, Title } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useDeferredValue, useEffect, useMemo, useState } from 'react';
import { useTranslations } from 'use-intl';
import { Link, useSearch } from 'wouter';
import { useApi } from '../../api/api-context.ts';
import { PageHead } from '../../head.tsx';
import { useFormat } from '../../i18n/format.ts';
import type { LoadContext } from '../../page.ts';
import { paths, pathTo } from '../../paths.ts';
import { Chip, Chips } from '../../ui/chip.tsx';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { filterLocations, groupByCountry } from './group-locations.ts';
import styles from './list-page.module.css';
import { type Location, locationsQuery } from './queries.ts';

const wantsAll = (search: URLSearchParams): boolean => search.has('all');

export async function load({ api, queries, search }: LoadContext) {
  await queries.prefetchInfiniteQuery(locationsQuery(api, { isOrganised: !wantsAll(search) }));
}

export function Page() {
  const t = useTranslations('locations');
  const api = useApi();
  const search = new URLSearchParams(useSearch());
  const isAll = wantsAll(search);
  const [text, setText] = useState(search.get('q') ?? '');
  const filter = useDeferredValue(text);
  const list = useInfiniteQuery(locationsQuery(api, { isOrganised: !isAll }));
  const { hasNextPage, isFetching, isError, fetchNextPage } = list;
  // Who filters means all of them, so the pages that are missing are fetched.
  const wantsMore = filter.trim() !== '' && hasNextPage && !isFetching && !isError;
  useEffect(() => {
    if (wantsMore) void fetchNextPage();
  }, [wantsMore, fetchNextPage]);

  return (
    <Container size="xl" className={styles['page'] ?? ''}>
      <PageHead
        title={t('title')}
        description={t('description')}
        canonical={paths.locations}
        isPrivate={isAll || search.has('q')}
      />
      <Title order={1}>{t('title')}</Title>
      <div className={styles['bar']}>
        <nav aria-label={t('choice')}>
          <Chips>
            <Chip href={paths.locations} isCurrent={!isAll}>
              {t('organised')}
            </Chip>
            <Chip href={`${paths.locations}?all=1`} isCurrent={isAll}>
              {t('all')}
            </Chip>
          </Chips>
        </nav>
        <form
          action={paths.locations}
          role="search"
          className={styles['filter']}
          onSubmit={(event) => event.preventDefault()}
        >
          {isAll && <input type="hidden" name="all" value="1" />}
          <TextInput
            type="search"
            name="q"
            aria-label={t('filter')}
            placeholder={t('filter')}
            value={text}
            onChange={({ currentTarget: { value } }) => setText(value)}
            maxLength={200}
            size="md"
          />
          <noscript>
            <button type="submit">{t('submit')}</button>
          </noscript>
        </form>
      </div>
      <ProblemAlert error={list.data === undefined ? list.error : undefined} onRetry={() => void list.refetch()} />
      {list.data !== undefined && (
        <Countries
          locations={list.data.pages.flatMap(({ items }) => items)}
          hasMore={hasNextPage}
          filter={filter}
          onClear={() => setText('')}
        />
      )}
      {hasNextPage && (
        <div className={styles['more']}>
          <Button variant="default" size="md" loading={isFetching} onClick={() => void fetchNextPage()}>
            {t('more')}
          </Button>
        </div>
      )}
    </Container>
  );
}

interface CountriesProps {
  readonly locations: readonly Location[];
  /** There are more than these. */
  readonly hasMore: boolean;
  readonly filter: string;
  readonly onClear: () => void;
}

function Countries({ locations, hasMore, filter, onClear }: CountriesProps) {
  const t = useTranslations('locations');
  const format = useFormat();
  const { language } = format;
  const found = useMemo(
    () => filterLocations(locations, filter, (code) => format.country(code)),
    // The format changes with the language alone.
    [locations, filter, language],
  );
  const groups = useMemo(() => groupByCountry([...found], (code) => format.country(code), language), [found, language]);
  if (locations.length === 0) return <Text>{t('empty')}</Text>;
  return (
    <>
      <Text role="status" className={styles['found'] ?? ''}>
        {hasMore ? t('atLeast', { count: found.length }) : t('found', { count: found.length })}
      </Text>
      {found.length === 0 && !hasMore && (
        <div className={styles['none']}>
          <Text>{t('none', { text: filter })}</Text>
          <Button variant="default" onClick={onClear}>
            {t('clear')}
          </Button>
        </div>
      )}
      <div className={styles['countries']}>
        {groups.map(({ countryCode, country, locations: ofCountry }) => (
          <section key={countryCode} className={styles['country']}>
            <Title order={2} className={styles['countryName'] ?? ''}>
              {country}
            </Title>
            <ul className={styles['places']}>
              {ofCountry.map((location) => (
                <Place key={location.id} location={location} />
              ))}
            </ul>
          </section>
        ))}
      </div>
    </>
  );
}

function Place({ location: { id, name, address, halls } }: { readonly location: Location }) {
  const t = useTranslations('locations');
  const capacity = halls.reduce((sum, hall) => sum + hall.capacity, 0);
  return (
    <li className={styles['place']}>
      <Link href={pathTo('location', { locationId: id })} className={styles['name'] ?? ''}>
        {name}
      </Link>
      <span className={styles['about']}>
        {address.city} · {t('halls', { count: halls.length })} · {t('places', { count: capacity })}
      </span>
    </li>
  );
}
