import { memo } from 'react';
import { useTranslations } from 'use-intl';
import { Link } from 'wouter';
import type { EventHit } from '../../generated/api.ts';
import { useTypeName } from '../features/search/event-types.ts';
import { useFormat } from '../i18n/format.ts';
import { pathToEvent } from '../paths.ts';
import styles from './event-card.module.css';
import { EventGlance } from './event-glance.tsx';
import { Poster } from './poster.tsx';

export interface EventCardProps {
  readonly event: EventHit;
  /** The level of its heading. */
  readonly order: 2 | 3 | 4;
  /** Where all cards are of one place it need not be said. */
  readonly hasPlace?: boolean;
}

/**
 * An event among others: picture, name, when and where, from what price, and whether there are tickets. Beside each other where there is
 * room, as rows on a phone. A page that shows it needs the texts of `search`.
 */
export const EventCard = memo(function EventCard({ event, order, hasPlace = true }: EventCardProps) {
  const t = useTranslations('search');
  const format = useFormat();
  const typeName = useTypeName();
  const Heading = `h${order}` as const;
  const { nextShow, location, priceFrom, distanceKm, showCount } = event;
  return (
    <article className={styles['card']}>
      <div className={styles['picture']}>
        <Poster id={event.id} type={event.type} />
      </div>
      <div className={styles['body']}>
        <p className={styles['kind']}>{typeName(event.type, 'one')}</p>
        <Heading className={styles['name']}>
          <Link href={pathToEvent(event)} lang={event.language}>
            {event.name}
          </Link>
        </Heading>
        <When event={event} />
        {hasPlace && location !== undefined && (
          <p className={styles['place']}>
            {location.name}, {location.address.city}
            {distanceKm !== undefined && (
              <span className={styles['distance']}>
                {' '}
                · {t('card.distance', { distance: format.distance(distanceKm) })}
              </span>
            )}
          </p>
        )}
        <div className={styles['foot']}>
          {priceFrom !== undefined && (
            <p className={styles['price']}>
              {priceFrom.amount === 0 ? t('card.free') : t('card.from', { price: format.price(priceFrom) })}
            </p>
          )}
          {showCount > 1 && <p className={styles['dates']}>{t('card.otherDates', { count: showCount - 1 })}</p>}
          {nextShow !== undefined && <EventGlance showId={nextShow.id} />}
        </div>
      </div>
    </article>
  );
});

/** The next show, by the clock on the venue's wall. */
function When({ event: { nextShow, location } }: { readonly event: EventHit }) {
  const t = useTranslations('search');
  const format = useFormat();
  if (nextShow === undefined) return <p className={styles['when']}>{t('card.noDates')}</p>;
  const timeZone = location?.timeZone ?? 'UTC';
  return (
    <p className={styles['when']}>
      <time dateTime={nextShow.startsAt}>{format.time(nextShow.startsAt, 'full', timeZone)}</time>{' '}
      <span className={styles['zone']}>{format.zone(nextShow.startsAt, timeZone)}</span>
    </p>
  );
}
