import { Button } from '@mantine/core';
import { useId, useState } from 'react';
import { useTranslations } from 'use-intl';
import type { EventResource, Location, ShowResource } from '../../../generated/api.ts';
import { useFormat } from '../../i18n/format.ts';
import styles from './calendar.module.css';
import { type CalendarDay, toDate, toMonths, toWeekdays } from './months.ts';
import { ShowList } from './show-list.tsx';

interface ShowCalendarProps {
  readonly event: EventResource;
  readonly shows: readonly ShowResource[];
  readonly halls: Location['halls'];
  readonly now: number;
  /** Its day is open at first. */
  readonly first: ShowResource;
}

/** Shows by month; a day with shows opens them below. */
export function ShowCalendar({ event, shows, halls, now, first }: ShowCalendarProps) {
  const t = useTranslations('event');
  const { language, time } = useFormat();
  const months = toMonths(shows, language);
  const [date, setDate] = useState(() => toDate(first.startsAt, first.timeZone));
  const [monthKey, setMonthKey] = useState(date.slice(0, 7));
  const titleId = useId();
  const listId = useId();
  const index = Math.max(
    0,
    months.findIndex(({ key }) => key === monthKey),
  );
  const month = months[index];
  if (month === undefined) return null;
  const openDay = month.weeks.flat().find((day) => day?.date === date);
  const turn = (to: number) => {
    const key = months[to]?.key;
    if (key !== undefined) setMonthKey(key);
  };

  return (
    <div className={styles['calendar']}>
      <div className={styles['head']}>
        <Button
          variant="default"
          size="md"
          disabled={index === 0}
          onClick={() => turn(index - 1)}
          aria-label={t('monthBefore')}
        >
          <span className={styles['arrow']} aria-hidden="true">
            ‹
          </span>
        </Button>
        <h3 id={titleId} className={styles['title']} aria-live="polite">
          {time(month.at, 'month', 'UTC')}
        </h3>
        <Button
          variant="default"
          size="md"
          disabled={index === months.length - 1}
          onClick={() => turn(index + 1)}
          aria-label={t('monthAfter')}
        >
          <span className={styles['arrow']} aria-hidden="true">
            ›
          </span>
        </Button>
      </div>
      <table className={styles['table']} aria-labelledby={titleId}>
        <thead>
          <tr>
            {toWeekdays(language).map((at) => (
              <th key={at} scope="col">
                <abbr title={time(at, 'weekday', 'UTC')}>{time(at, 'weekdayShort', 'UTC')}</abbr>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {month.weeks.map((week, row) => (
            <tr key={week.find((day) => day !== null)?.date ?? row}>
              {week.map((day, column) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a column is a weekday
                <td key={column}>
                  {day !== null && (
                    <Day day={day} isOpen={day.date === date} controls={listId} onOpen={() => setDate(day.date)} />
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <div id={listId} aria-live="polite">
        {openDay ? (
          <>
            <p className={styles['dayTitle']}>{time(`${openDay.date}T12:00:00Z`, 'day', 'UTC')}</p>
            <ShowList key={openDay.date} event={event} shows={openDay.items} halls={halls} now={now} />
          </>
        ) : (
          <p className={styles['dayTitle']}>{t('chooseDay')}</p>
        )}
      </div>
    </div>
  );
}

interface DayProps {
  readonly day: CalendarDay<ShowResource>;
  readonly isOpen: boolean;
  readonly controls: string;
  readonly onOpen: () => void;
}

function Day({ day, isOpen, controls, onOpen }: DayProps) {
  const t = useTranslations('event');
  const { time, number } = useFormat();
  if (day.items.length === 0) return <span className={styles['empty']}>{number(day.day)}</span>;
  return (
    <button
      type="button"
      className={styles['day']}
      aria-pressed={isOpen}
      aria-controls={controls}
      aria-label={t('dayWithShows', {
        day: time(`${day.date}T12:00:00Z`, 'day', 'UTC'),
        count: day.items.length,
      })}
      onClick={onOpen}
    >
      {number(day.day)}
      <span className={styles['dots']} aria-hidden="true">
        {'•'.repeat(Math.min(3, day.items.length))}
      </span>
    </button>
  );
}
