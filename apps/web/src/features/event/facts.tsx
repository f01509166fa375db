import { useTranslations } from 'use-intl';
import { Link } from 'wouter';
import type { EventResource } from '../../../generated/api.ts';
import { toAddressLines } from '../../i18n/address.ts';
import { toLanguageName, useFormat } from '../../i18n/format.ts';
import { pathTo } from '../../paths.ts';
import styles from './event.module.css';

const minutesPerHour = 60;

/** How long it takes, in what language, and what it is about. */
export function EventFacts({ event }: { readonly event: EventResource }) {
  const t = useTranslations('event');
  const { language, list } = useFormat();
  const hours = Math.floor(event.duration / minutesPerHour);
  const minutes = event.duration % minutesPerHour;
  const duration = list([
    ...(hours > 0 ? [t('durationHours', { count: hours })] : []),
    ...(minutes > 0 || hours === 0 ? [t('durationMinutes', { count: minutes })] : []),
  ]);
  return (
    <dl className={styles['facts']}>
      <div>
        <dt>{t('duration')}</dt>
        <dd>{duration}</dd>
      </div>
      {event.language !== undefined && (
        <div>
          <dt>{t('language')}</dt>
          <dd>{toLanguageName(event.language, language)}</dd>
        </div>
      )}
      {event.tags.length > 0 && (
        <div>
          <dt>{t('tags')}</dt>
          <dd>
            <ul className={styles['tags']}>
              {event.tags.map((tag) => (
                <li key={tag}>
                  <Link href={pathTo('search', {}, { keyword: tag })}>{tag}</Link>
                </li>
              ))}
            </ul>
          </dd>
        </div>
      )}
    </dl>
  );
}

/** The exact place, and ways to find it. */
export function Place({ event }: { readonly event: EventResource }) {
  const t = useTranslations('event');
  const { language, number } = useFormat();
  const { location } = event;
  if (location === undefined) return null;
  const { coordinates } = location;
  const digits = { minimumFractionDigits: 4, maximumFractionDigits: 4 };
  return (
    <section className={`${styles['panel']} ${styles['placePart']}`} aria-labelledby="place">
      <h2 id="place" className={styles['heading']}>
        {t('place')}
      </h2>
      <address className={styles['address']}>
        <b>{location.name}</b>
        {toAddressLines(location.address, language).map((line) => (
          <span key={line}>{line}</span>
        ))}
      </address>
      <p className={styles['placeLinks']}>
        <Link href={pathTo('location', { locationId: location.id })}>{t('moreAtPlace')}</Link>
        {coordinates !== undefined && (
          <Link href={pathTo('map', {}, { location: location.id })}>
            {t('onMap', {
              latitude: number(coordinates.latitude, digits),
              longitude: number(coordinates.longitude, digits),
            })}
          </Link>
        )}
      </p>
      <p className={styles['soft']}>{t('timesIn', { zone: location.timeZone.replaceAll('_', ' ') })}</p>
    </section>
  );
}
