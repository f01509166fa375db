import { Button, Title } from '@mantine/core';
import { useMemo } from 'react';
import { useTranslations } from 'use-intl';
import { Link } from 'wouter';
import { useFormat } from '../../i18n/format.ts';
import { pathTo } from '../../paths.ts';
import { groupByCountry } from '../locations/group-locations.ts';
import type { Location } from '../locations/queries.ts';
import styles from './page.module.css';

interface PlaceListProps {
  readonly locations: readonly Location[];
  /** Only those at one spot of the map. */
  readonly isPart: boolean;
  readonly onAll: () => void;
}

/** The places of the map as a list: all that the map can do without seeing it. */
export function PlaceList({ locations, isPart, onAll }: PlaceListProps) {
  const t = useTranslations('map');
  const format = useFormat();
  const { language } = format;
  const groups = useMemo(
    () => groupByCountry(locations, (code) => format.country(code), language),
    // The format changes with the language alone.
    [locations, language],
  );
  return (
    <section aria-live="polite">
      <Title order={2} className={styles['sideTitle'] ?? ''}>
        {isPart ? t('several', { count: locations.length }) : t('list')}
      </Title>
      {isPart && (
        <Button variant="default" h={44} onClick={onAll}>
          {t('back')}
        </Button>
      )}
      {groups.map(({ countryCode, country, locations: ofCountry }) => (
        <div key={countryCode} className={styles['country']}>
          <Title order={3} size="h5">
            {country}
          </Title>
          <ul className={styles['places']}>
            {ofCountry.map(({ id, name, address, coordinates }) => (
              <li key={id}>
                <Link href={pathTo('map', {}, { location: id })} replace>
                  <span>{name}</span>
                  <span className={styles['soft']}>
                    {address.city}
                    {coordinates === undefined && ` · ${t('unplaced')}`}
                  </span>
                </Link>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </section>
  );
}
