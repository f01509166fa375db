import { Container, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslations } from 'use-intl';
import { Link, useSearch } from 'wouter';
import { useApi } from '../../api/api-context.ts';
import { PageHead } from '../../head.tsx';
import type { LoadContext } from '../../page.ts';
import { paths, pathTo } from '../../paths.ts';
import { Chip, Chips } from '../../ui/chip.tsx';
import { useChosenFilters } from './chosen-filters.ts';
import { FacetPanel } from './facet-panel.tsx';
import { NearMe } from './near-me.tsx';
import styles from './page.module.css';
import { type EventFacets, eventFacetsQuery, eventSearchQuery } from './queries.ts';
import { Results } from './results.tsx';
import { SearchForm } from './search-form.tsx';
import { useSearchHeading } from './search-heading.ts';
import { changeSearch, isFiltered, readSearch, type SearchState, type Sort } from './search-state.ts';
import { useViewerZone, viewerZone } from './viewer-zone.ts';

export async function load({ api, queries, search }: LoadContext) {
  const state = readSearch(search);
  await Promise.all([
    queries.prefetchInfiniteQuery(eventSearchQuery(api, state, viewerZone(state))),
    queries.prefetchQuery(eventFacetsQuery(api, state, viewerZone(state))),
  ]);
}

export function Page() {
  const t = useTranslations('search');
  const toHeading = useSearchHeading();
  const api = useApi();
  const search = useSearch();
  const state = useMemo(() => readSearch(new URLSearchParams(search)), [search]);
  const timeZone = useViewerZone(state);
  const { data: facets } = useQuery(eventFacetsQuery(api, state, timeZone));
  const heading = toHeading(state);
  return (
    <Container size="xl" className={styles['page'] ?? ''}>
      <PageHead
        title={isFiltered(state) ? heading : t('title')}
        description={t('description', { heading })}
        canonical={paths.search}
        isPrivate={isFiltered(state) || state.sort !== undefined}
      />
      <Title order={1} className={styles['title'] ?? ''}>
        {heading}
      </Title>
      <SearchForm state={state} facets={facets} isCompact />
      <Chosen state={state} />
      <div className={styles['columns']}>
        {!isBare(facets) && (
          <details className={styles['filters']}>
            <summary>{t('filters')}</summary>
            <FacetPanel state={state} facets={facets} />
          </details>
        )}
        <div className={styles['found']}>
          <div className={styles['bar']}>
            <Text fw={650} role="status">
              {facets === undefined ? t('loading') : t('found', { count: facets.total })}
            </Text>
            <SortLinks state={state} />
            <NearMe state={state} />
            <Link href={pathTo('map', {})} className={styles['toMap'] ?? ''}>
              {t('onMap')}
            </Link>
          </div>
          <Results state={state} facets={facets} timeZone={timeZone} />
        </div>
      </div>
    </Container>
  );
}

/** Nothing is found, whatever is chosen. */
const isBare = (facets: EventFacets | undefined): boolean =>
  facets !== undefined && facets.types.length + facets.countries.length + facets.cities.length === 0;

function Chosen({ state }: { readonly state: SearchState }) {
  const t = useTranslations('search');
  const chosen = useChosenFilters(state, undefined);
  if (chosen.length === 0) return null;
  return (
    <div className={styles['chosen']}>
      <Chips label={t('active')}>
        {chosen.map(({ id, label, without }) => (
          <Chip key={id} href={changeSearch(state, without)} label={t('remove', { filter: label })}>
            {label} <span aria-hidden="true">×</span>
          </Chip>
        ))}
        {chosen.length > 1 && <Chip href={paths.search}>{t('clear')}</Chip>}
      </Chips>
    </div>
  );
}

/** Only orders that mean something here: relevance needs a word, distance a place. */
function SortLinks({ state }: { readonly state: SearchState }) {
  const t = useTranslations('search');
  const usual: Sort = state.keyword === undefined ? 'time' : 'relevance';
  const sorts = (['relevance', 'time', 'distance'] as const).filter(
    (sort) => sort === 'time' || (sort === 'relevance' ? state.keyword !== undefined : state.latLong !== undefined),
  );
  if (sorts.length === 1) return null;
  return (
    <nav aria-label={t('sort.label')} className={styles['sort']}>
      <span aria-hidden="true">{t('sort.label')}</span>
      {sorts.map((sort) => (
        <Link
          key={sort}
          href={changeSearch(state, { sort: sort === usual ? undefined : sort })}
          aria-current={sort === (state.sort ?? usual) || undefined}
        >
          {t(`sort.${sort}`)}
        </Link>
      ))}
    </nav>
  );
}
