import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { Link } from 'wouter';
import type { EventResource, Location, ShowResource } from '../../../generated/api.ts';
import { useFormat } from '../../i18n/format.ts';
import { pathToShow } from '../../paths.ts';
import styles from './event.module.css';
import { cheapestOf } from './price.ts';
import { saleStateOf } from './sale-state.ts';
import { ShowBadge } from './show-badge.tsx';
import { ShowHours } from './show-time.tsx';

const shownAtFirst = 8;

interface ShowListProps {
  readonly event: EventResource;
  readonly shows: readonly ShowResource[];
  readonly halls: Location['halls'];
  readonly now: number;
}

/** Shows in order of time, each a way to its tickets; a long list begins short. */
export function ShowList({ event, shows, halls, now }: ShowListProps) {
  const t = useTranslations('event');
  const [isWhole, setWhole] = useState(false);
  const shown = isWhole ? shows : shows.slice(0, shownAtFirst);
  return (
    <>
      <ul className={styles['shows']}>
        {shown.map((show) => (
          <ShowRow
            key={show.id}
            event={event}
            show={show}
            now={now}
            hall={halls.find(({ id }) => id === show.hallId)?.name}
          />
        ))}
      </ul>
      {shown.length < shows.length && (
        <Button variant="default" size="md" onClick={() => setWhole(true)}>
          {t('allShows', { count: shows.length })}
        </Button>
      )}
    </>
  );
}

interface ShowRowProps {
  readonly event: EventResource;
  readonly show: ShowResource;
  readonly hall: string | undefined;
  readonly now: number;
}

function ShowRow({ event, show, hall, now }: ShowRowProps) {
  const t = useTranslations('event');
  const { time, price } = useFormat();
  const state = saleStateOf(show, now);
  const cheapest = cheapestOf(show.tiers);
  return (
    <li>
      <Link href={pathToShow(event, show.id)} className={styles['show'] ?? ''} data-state={state}>
        <span className={styles['day']} aria-hidden="true">
          <span>{time(show.startsAt, 'weekdayShort', show.timeZone)}</span>
          <b>{time(show.startsAt, 'dayOfMonth', show.timeZone)}</b>
          <span>{time(show.startsAt, 'monthShort', show.timeZone)}</span>
        </span>
        <span className={styles['showText']}>
          <span className={styles['hidden']}>{time(show.startsAt, 'day', show.timeZone)}</span>
          <span className={styles['showHours']}>
            <ShowHours show={show} />
          </span>
          {hall !== undefined && <span className={styles['soft']}>{hall}</span>}
          <ShowBadge show={show} now={now} />
        </span>
        <span className={styles['showPrice']}>
          {cheapest !== undefined && <span>{t('from', { price: price(cheapest) })}</span>}
          {state === 'open' && <span className={styles['go']}>{t('chooseTickets')}</span>}
        </span>
      </Link>
    </li>
  );
}
