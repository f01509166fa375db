import { Button } from '@mantine/core';
import { lazy, Suspense, useState } from 'react';
import { useTranslations } from 'use-intl';
import type { EventResource, Location, ShowResource } from '../../../generated/api.ts';
import styles from './event.module.css';
import { ShowList } from './show-list.tsx';

const ShowCalendar = lazy(async () => {
  const { ShowCalendar: component } = await import('./show-calendar.tsx');
  return { default: component };
});

interface ShowsProps {
  readonly event: EventResource;
  readonly shows: readonly ShowResource[];
  readonly halls: Location['halls'];
  readonly now: number;
  readonly first: ShowResource;
  readonly className: string | undefined;
}

const views = ['list', 'calendar'] as const;

/** All shows, as a list or as a calendar. */
export function Shows({ event, shows, halls, now, first, className }: ShowsProps) {
  const t = useTranslations('event');
  const [view, setView] = useState<(typeof views)[number]>('list');
  return (
    <section className={className} aria-labelledby="dates">
      <div className={styles['partHead']}>
        <h2 id="dates" className={styles['heading']}>
          {t('dates', { count: shows.length })}
        </h2>
        {shows.length > 1 && (
          <div role="group" aria-label={t('showAs')} className={styles['views']}>
            {views.map((one) => (
              <Button
                key={one}
                size="md"
                variant={view === one ? 'light' : 'subtle'}
                aria-pressed={view === one}
                onClick={() => setView(one)}
              >
                {t(one)}
              </Button>
            ))}
          </div>
        )}
      </div>
      {view === 'list' ? (
        <ShowList event={event} shows={shows} halls={halls} now={now} />
      ) : (
        <Suspense fallback={<div className={styles['calendarLoading']} aria-busy="true" />}>
          <ShowCalendar event={event} shows={shows} halls={halls} now={now} first={first} />
        </Suspense>
      )}
    </section>
  );
}
