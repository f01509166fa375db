import { useTranslations } from 'use-intl';
import { Link } from 'wouter';
import type { EventResource } from '../../../generated/api.ts';
import { useFormat } from '../../i18n/format.ts';
import { pathTo } from '../../paths.ts';
import { Poster } from '../../ui/poster.tsx';
import { useTypeName } from '../search/event-types.ts';
import styles from './list.module.css';
import { StatusBadge } from './status-badge.tsx';

/** One event of the list; the whole row leads to it. */
export function EventRow({ event }: { readonly event: EventResource }) {
  const t = useTranslations('programme.list');
  const format = useFormat();
  const typeName = useTypeName();
  const { id, name, type, status, location, showCount, totalSeats, priceFrom } = event;
  return (
    <li className={styles['event']} data-status={status}>
      <div className={styles['picture']}>
        <Poster id={id} type={type} />
      </div>
      <div className={styles['what']}>
        <Link href={pathTo('organizeEvent', { eventId: id })} className={styles['name'] ?? ''}>
          {name}
        </Link>
        <div className={styles['soft']}>
          {location === undefined
            ? typeName(type, 'one')
            : t('typeAtPlace', { type: typeName(type, 'one'), place: location.name, city: location.address.city })}
        </div>
      </div>
      <div className={styles['when']}>
        <When event={event} />
        <div className={styles['soft']}>
          {showCount === 0 ? t('noShows') : t('shows', { shows: showCount, seats: totalSeats })}
        </div>
      </div>
      <div className={styles['price']}>
        {priceFrom !== undefined &&
          (priceFrom.amount === 0 ? t('free') : t('from', { price: format.price(priceFrom) }))}
      </div>
      <div className={styles['status']}>
        <StatusBadge status={status} />
      </div>
    </li>
  );
}

function When({ event: { firstStartsAt, lastEndsAt, location } }: { readonly event: EventResource }) {
  const t = useTranslations('programme.list');
  const format = useFormat();
  if (firstStartsAt === undefined || lastEndsAt === undefined) return <div>{t('noDate')}</div>;
  const zone = location?.timeZone ?? 'UTC';
  const days = new Intl.DateTimeFormat(format.language, {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    timeZone: zone,
  });
  return <div>{days.formatRange(new Date(firstStartsAt), new Date(lastEndsAt))}</div>;
}
