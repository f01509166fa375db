import { Anchor, Container, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { Link } from 'wouter';
import { useApi } from '../../api/api-context.ts';
import { PageHead, siteName } from '../../head.tsx';
import { useFormat } from '../../i18n/format.ts';
import type { LoadContext } from '../../page.ts';
import { paths, pathTo } from '../../paths.ts';
import { Chip, Chips } from '../../ui/chip.tsx';
import { EventGrid } from '../../ui/event-grid.tsx';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { NearMe } from '../search/near-me.tsx';
import type { EventFacets } from '../search/queries.ts';
import { SearchForm } from '../search/search-form.tsx';
import { changeSearch } from '../search/search-state.ts';
import styles from './page.module.css';
import { citiesShownMax, everything, everythingFacetsQuery, inCityQuery, soonQuery } from './queries.ts';
import { Skyline } from './skyline.tsx';
import { TypeTiles } from './type-tiles.tsx';

export async function load({ api, queries }: LoadContext) {
  const [facets] = await Promise.all([
    queries.fetchQuery(everythingFacetsQuery(api)),
    queries.prefetchQuery(soonQuery(api)),
  ]);
  const cities = facets.cities.slice(0, citiesShownMax);
  await Promise.all(cities.map(({ city }) => queries.prefetchQuery(inCityQuery(api, city))));
}

export function Page() {
  const t = useTranslations('home');
  const api = useApi();
  const { data: facets } = useQuery(everythingFacetsQuery(api));
  return (
    <>
      <PageHead
        title={siteName}
        description={t('description')}
        canonical={paths.home}
        jsonLd={{ '@context': 'https://schema.org', '@type': 'WebSite', name: siteName, description: t('description') }}
      />
      <Hero facets={facets} />
      <Container size="xl" className={styles['page'] ?? ''}>
        <Part title={t('byType')}>
          <TypeTiles types={facets?.types} />
        </Part>
        <Soon />
        {facets?.cities.slice(0, citiesShownMax).map(({ city }) => (
          <InCity key={city} city={city} />
        ))}
        {facets !== undefined && <Places facets={facets} />}
      </Container>
    </>
  );
}

function Hero({ facets }: { readonly facets: EventFacets | undefined }) {
  const t = useTranslations('home');
  return (
    <div className={styles['hero']}>
      <Skyline />
      <Container size="xl" className={styles['stage'] ?? ''}>
        <Title order={1} className={styles['question'] ?? ''}>
          {t('hero')}
        </Title>
        <p className={styles['lead']}>
          {t('lead', { count: facets?.total ?? 0, countries: facets?.countries.length ?? 0 })}
        </p>
        <SearchForm state={everything} facets={facets} />
        <nav aria-label={t('quick')} className={styles['quick']}>
          <NearMe state={everything} />
          <Chips>
            <Chip href={changeSearch(everything, { when: 'today' })}>{t('tonight')}</Chip>
            <Chip href={changeSearch(everything, { when: 'weekend' })}>{t('weekend')}</Chip>
            <Chip href={pathTo('map', {})}>{t('map')}</Chip>
          </Chips>
        </nav>
      </Container>
    </div>
  );
}

interface PartProps {
  readonly title: string;
  readonly children: ReactNode;
  readonly more?: { readonly href: string; readonly text: string };
}

function Part({ title, children, more }: PartProps) {
  return (
    <section className={styles['part']}>
      <div className={styles['partHead']}>
        <Title order={2}>{title}</Title>
        {more !== undefined && (
          <Anchor component={Link} href={more.href} className={styles['more'] ?? ''}>
            {more.text}
          </Anchor>
        )}
      </div>
      {children}
    </section>
  );
}

function Soon() {
  const t = useTranslations('home');
  const api = useApi();
  const { data, error, refetch } = useQuery(soonQuery(api));
  return (
    <Part title={t('soon')} more={{ href: paths.search, text: t('allSoon') }}>
      <ProblemAlert error={data === undefined ? error : undefined} onRetry={() => void refetch()} />
      {data !== undefined && <EventGrid events={data.items} order={3} />}
      {data?.items.length === 0 && <p>{t('none')}</p>}
    </Part>
  );
}

function InCity({ city }: { readonly city: string }) {
  const t = useTranslations('home');
  const api = useApi();
  const { data } = useQuery(inCityQuery(api, city));
  return (
    <Part
      title={t('inCity', { city })}
      more={{ href: changeSearch(everything, { city }), text: t('allInCity', { city }) }}
    >
      {data !== undefined && <EventGrid events={data.items} order={3} />}
    </Part>
  );
}

function Places({ facets }: { readonly facets: EventFacets }) {
  const t = useTranslations('home');
  const format = useFormat();
  const write = (count: number) => format.number(count);
  return (
    <>
      <Part title={t('byCountry')} more={{ href: paths.map, text: t('map') }}>
        <Chips>
          {facets.countries.map(({ value, count }) => (
            <Chip key={value} href={changeSearch(everything, { country: value })} count={write(count)}>
              {format.country(value)}
            </Chip>
          ))}
        </Chips>
      </Part>
      <Part title={t('byCity')} more={{ href: paths.locations, text: t('venues') }}>
        <Chips>
          {facets.cities.map(({ city, countryCode, count }) => (
            <Chip key={`${city} ${countryCode}`} href={changeSearch(everything, { city })} count={write(count)}>
              {city}
            </Chip>
          ))}
        </Chips>
      </Part>
    </>
  );
}
