import { Text } from '@mantine/core';
import { useTranslations } from 'use-intl';
import { Link } from 'wouter';
import { useFormat } from '../../i18n/format.ts';
import { pathTo } from '../../paths.ts';
import { ShowPlace, ShowTime } from '../checkout/ticket-summary.tsx';
import type { Entry } from '../wait/queries.ts';
import styles from './list.module.css';
import { Mark } from './status-mark.tsx';
import { useShowBooked } from './use-booking.ts';

const tones = {
  waiting: 'waiting',
  offered: 'act',
  taken: 'free',
  lapsed: 'taken',
  left: 'taken',
  closed: 'taken',
} as const;

/** One place in line among others. */
export function EntryCard({ entry }: { readonly entry: Entry }) {
  const t = useTranslations('bookings');
  const format = useFormat();
  const about = useShowBooked(entry.showId);
  const [line] = entry.tickets;
  return (
    <li className={styles['card']}>
      <div className={styles['what']}>
        <Mark tone={tones[entry.status]}>
          {t(`entryStatus.${entry.status}`, { position: format.number(entry.position) })}
        </Mark>
        <h3 className={styles['name']}>
          <Link href={pathTo('wait', { entryId: entry.id })} className={styles['whole'] ?? ''}>
            <bdi>{about.event?.name ?? t('waiting')}</bdi>
          </Link>
        </h3>
        <ShowTime show={about.show} />
        <ShowPlace {...about} />
        <Text size="sm" c="var(--ink-soft)">
          {t('ticketCount', { count: line?.quantity ?? 0 })}
        </Text>
      </div>
    </li>
  );
}
