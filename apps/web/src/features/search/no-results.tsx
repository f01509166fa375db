import { Stack, Text, Title } from '@mantine/core';
import { useTranslations } from 'use-intl';
import { useFormat } from '../../i18n/format.ts';
import { paths } from '../../paths.ts';
import { Chip, Chips } from '../../ui/chip.tsx';
import { useChosenFilters } from './chosen-filters.ts';
import styles from './page.module.css';
import type { EventFacets } from './queries.ts';
import { changeSearch, nowhere, radiiKm, type SearchState } from './search-state.ts';

interface NoResultsProps {
  readonly state: SearchState;
  readonly facets: EventFacets | undefined;
}

interface Step {
  readonly key: string;
  readonly text: string;
  readonly href: string;
  /** Undefined where only trying tells. */
  readonly count?: number | undefined;
}

const citiesMax = 8;

/** Nothing was found: which step aside leads to something. */
export function NoResults({ state, facets }: NoResultsProps) {
  const t = useTranslations('search');
  const format = useFormat();
  const steps = useSteps(state, facets);
  const otherCities = facets?.cities.filter(({ city }) => city !== state.city).slice(0, citiesMax) ?? [];
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
        {steps.map(({ key, text, href, count }) => (
          <Chip key={key} href={href} count={count === undefined ? undefined : format.number(count)}>
            {text}
          </Chip>
        ))}
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

/** One filter less at a time, a wider circle, and at last everything. What is known to lead nowhere is not offered. */
function useSteps(state: SearchState, facets: EventFacets | undefined): readonly Step[] {
  const t = useTranslations('search');
  const format = useFormat();
  const chosen = useChosenFilters(state, undefined);
  const wider = radiiKm.find((radiusKm) => radiusKm > (state.radiusKm ?? Number.POSITIVE_INFINITY));
  const places = chosen.filter(({ id }) => id === 'where' || id === 'country' || id === 'venue');
  const steps: (Step | false)[] = [
    ...chosen
      .filter((filter) => !places.includes(filter))
      .map(({ id, label, without }) => ({
        key: id,
        text: id === 'when' ? t('empty.anyTime') : t('empty.without', { filter: label }),
        href: changeSearch(state, without),
        count: id === 'type' ? sumOf(facets?.types) : undefined,
      })),
    wider !== undefined && {
      key: 'wider',
      text: t('empty.wider', { distance: format.distance(wider) }),
      href: changeSearch(state, { radiusKm: wider }),
    },
    places.length > 0 && {
      key: 'anywhere',
      text: t('empty.anywhere'),
      href: changeSearch(state, nowhere),
      count: places.length === 1 && state.country !== undefined ? sumOf(facets?.countries) : undefined,
    },
  ];
  const useful = steps
    .filter((step) => step !== false)
    .filter(({ key, count }) => key === 'wider' || (chosen.length > 1 && count !== 0));
  return [...useful, { key: 'all', text: t('empty.all'), href: paths.search }];
}

/** Facets count without their own filter, so that what a step brings is known before it is taken. */
const sumOf = (counted: EventFacets['types'] | undefined): number | undefined =>
  counted?.reduce((sum, { count }) => sum + count, 0);
