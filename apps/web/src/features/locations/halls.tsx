import { Title } from '@mantine/core';
import { useTranslations } from 'use-intl';
import { useFormat } from '../../i18n/format.ts';
import styles from './location-page.module.css';
import type { Location } from './queries.ts';

/** The halls of a location: where in it they are and how many people they hold. */
export function Halls({ halls }: { readonly halls: Location['halls'] }) {
  const t = useTranslations('locations');
  const format = useFormat();
  if (halls.length === 0) return null;
  return (
    <section>
      <Title order={2} size="h4">
        {t('place.hallList')}
      </Title>
      <ul className={styles['halls']}>
        {halls.map(({ id, name, location, capacity, isSeated }) => (
          <li key={id}>
            <span className={styles['hall']}>
              <strong>{name}</strong>
              {location !== undefined && <span className={styles['soft']}>{location}</span>}
            </span>
            <span className={styles['capacity']}>
              <strong>{format.number(capacity)}</strong>
              <span className={styles['soft']}>{isSeated ? t('place.seated') : t('place.free')}</span>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
