import { Button, Skeleton, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { Link } from 'wouter';
import type { Location } from '../../../generated/api.ts';
import { useApi } from '../../api/api-context.ts';
import { useFormat } from '../../i18n/format.ts';
import { pathTo } from '../../paths.ts';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import styles from './hall-calendar.module.css';
import { hallSlotsQuery, slotEventQuery } from './queries.ts';

const shownFirst = 6;
const stepSize = 20;

/** When each hall is taken, within a year, on the location's clocks. */
export function HallCalendars({ venue }: { readonly venue: Location }) {
  const t = useTranslations('venues.calendar');
  return (
    <section aria-labelledby="hall-calendars">
      <h2 id="hall-calendars" className={styles['title']}>
        {t('title')}
      </h2>
      <div className={styles['halls']}>
        {venue.halls.map(({ id, name }) => (
          <HallCalendar key={id} hallId={id} name={name} timeZone={venue.timeZone} />
        ))}
      </div>
    </section>
  );
}

interface HallCalendarProps {
  readonly hallId: string;
  readonly name: string;
  readonly timeZone: string;
}

function HallCalendar({ hallId, name, timeZone }: HallCalendarProps) {
  const t = useTranslations('venues.calendar');
  const { data: slots, error, refetch } = useQuery(hallSlotsQuery(useApi(), hallId));
  const [shown, setShown] = useState(shownFirst);
  return (
    <section className={styles['hall']} aria-label={name}>
      <h3 className={styles['name']}>{name}</h3>
      <ProblemAlert error={error} onRetry={() => void refetch()} />
      {slots === undefined && error === null && <Skeleton height={120} />}
      {slots?.length === 0 && <Text c="var(--ink-soft)">{t('free')}</Text>}
      {slots !== undefined && slots.length > 0 && (
        <ul className={styles['slots']}>
          {slots.slice(0, shown).map((slot) => (
            <Slot key={slot.showId} slot={slot} timeZone={timeZone} />
          ))}
        </ul>
      )}
      {slots !== undefined && slots.length > shown && (
        <Button variant="subtle" onClick={() => setShown(shown + stepSize)}>
          {t('more', { count: slots.length - shown })}
        </Button>
      )}
    </section>
  );
}

interface SlotProps {
  readonly slot: {
    readonly showId: string;
    readonly eventId: string;
    readonly startsAt: string;
    readonly endsAt: string;
  };
  readonly timeZone: string;
}

function Slot({ slot: { showId, eventId, startsAt, endsAt }, timeZone }: SlotProps) {
  const t = useTranslations('venues.calendar');
  const format = useFormat();
  const { data: name } = useQuery(slotEventQuery(useApi(), eventId));
  return (
    <li className={styles['slot']}>
      <time dateTime={startsAt} className={styles['when']}>
        {t('when', {
          day: format.time(startsAt, 'dayShort', timeZone),
          from: format.time(startsAt, 'time', timeZone),
          to: format.time(endsAt, 'time', timeZone),
          zone: format.zone(startsAt, timeZone),
        })}
      </time>
      <Link href={pathTo('organizeShow', { showId })} className={styles['event'] ?? ''}>
        {name ?? t('show')}
      </Link>
    </li>
  );
}
