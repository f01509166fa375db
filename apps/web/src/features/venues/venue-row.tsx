import { useTranslations } from 'use-intl';
import { Link } from 'wouter';
import type { Location } from '../../../generated/api.ts';
import { useFormat } from '../../i18n/format.ts';
import { pathTo } from '../../paths.ts';
import styles from './list.module.css';
import { totalCapacity } from './venue-filter.ts';

/** One venue of the list; the whole row leads to it. */
export function VenueRow({ venue }: { readonly venue: Location }) {
  const t = useTranslations('venues.list');
  const format = useFormat();
  const { id, name, address, halls } = venue;
  const seated = halls.filter(({ isSeated }) => isSeated).length;
  return (
    <li className={styles['venue']}>
      <div>
        <Link href={pathTo('organizeLocation', { locationId: id })} className={styles['name'] ?? ''}>
          {name}
        </Link>
        <div className={styles['soft']}>
          {t('place', { city: address.city, country: format.country(address.countryCode) })}
        </div>
      </div>
      <div>
        <div>{t('halls', { count: halls.length })}</div>
        <div className={styles['soft']}>{t('seated', { count: seated, all: halls.length })}</div>
      </div>
      <div className={styles['capacity']}>{t('capacity', { count: totalCapacity(venue) })}</div>
    </li>
  );
}
