import { Stack, Text, Title } from '@mantine/core';
import { useTranslations } from 'use-intl';
import { useFormat } from '../../i18n/format.ts';
import { paths } from '../../paths.ts';
import { Chip, Chips } from '../../ui/chip.tsx';
import { useChosenFilters } from './chosen-filters.ts';
import styles from './page.module.css';
import type { EventFacets } from './queries.ts';
import { changeSearch, isFiltered, nowhere, radiiKm, type SearchState } from './search-state.ts';

interface NoResultsProps {
  readonly state: SearchState;
  readonly facets: EventFacets | undefined;
}

const citiesMax = 8;

/** Nothing was found: which step aside leads to something. */
export function NoResults({ state, facets }: NoResultsProps) {
  const t = useTranslations('search');
  const format = useFormat();
  const chosen = useChosenFilters(state, undefined);
  const wider = radiiKm.find((radiusKm) => radiusKm > (state.radiusKm ?? Number.POSITIVE_INFINITY));
  const otherCities = facets?.cities.filter(({ city }) => city !== state.city).slice(0, citiesMax) ?? [];
  const isPlaced = Object.keys(nowhere).some((name) => state[name as keyof typeof nowhere] !== undefined);
  return (
    <Stack className={styles['nothing'] ?? ''} gap="md">
      <div>
        <Title order={2} size="h3">
          {t('empty.title')}
        </Title>
        {state.keyword !== undefined && <Text c="var(--ink-soft)">{t('empty.spelling')}</Text>}
      </div>
      <Text>{t('empty.text')}</Text>
      <Chips>
        {chosen
          .map((one) => ({ ...one, count: countWithout(one.id, facets) }))
          .filter(({ count }) => chosen.length > 1 && count !== 0)
          .map(({ id, label, without, count }) => (
            <Chip
              key={id}
              href={changeSearch(state, without)}
              count={count === undefined ? undefined : format.number(count)}
            >
              {t('empty.without', { filter: label })}
            </Chip>
          ))}
        {state.when !== undefined && (
          <Chip href={changeSearch(state, { when: undefined, from: undefined, to: undefined })}>
            {t('empty.anyTime')}
          </Chip>
        )}
        {wider !== undefined && (
          <Chip href={changeSearch(state, { radiusKm: wider })}>
            {t('empty.wider', { distance: format.distance(wider) })}
          </Chip>
        )}
        {isPlaced && <Chip href={changeSearch(state, nowhere)}>{t('empty.anywhere')}</Chip>}
        {isFiltered(state) && <Chip href={paths.search}>{t('empty.all')}</Chip>}
      </Chips>
      {otherCities.length > 0 && (
        <>
          <Text>{t('empty.cities')}</Text>
          <Chips>
            {otherCities.map(({ city, countryCode, count }) => (
              <Chip
                key={`${city} ${countryCode}`}
                href={changeSearch(state, { ...nowhere, city })}
                count={format.number(count)}
              >
                {city}
              </Chip>
            ))}
          </Chips>
        </>
      )}
    </Stack>
  );
}

/** Facets count without their own filter, so that what a step brings is known before it is taken. */
function countWithout(id: string, facets: EventFacets | undefined): number | undefined {
  const counted = id === 'type' ? facets?.types : id === 'country' ? facets?.countries : undefined;
  return counted?.reduce((sum, { count }) => sum + count, 0);
}
