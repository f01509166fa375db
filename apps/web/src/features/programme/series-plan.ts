import type { ShowResource } from '../../../generated/api.ts';
import type { Occupant } from './occupant.ts';
import { type SeriesDate, type SeriesRule, seriesDates } from './series.ts';
import type { SeriesTimes } from './show-values.ts';

/** What a form says of a series. */
export function toRule(series: SeriesTimes): SeriesRule {
  return {
    from: series.from,
    weekdays: series.weekdays,
    everyWeeks: Math.trunc(Number(series.everyWeeks)) || 1,
    time: series.time,
    end:
      series.endKind === 'until'
        ? { kind: 'until', date: series.until }
        : { kind: 'count', count: Math.min(Math.trunc(Number(series.count)) || 0, 366) },
  };
}

/** What is known of a date of a series before anything is sent. */
export type Forecast =
  | { readonly kind: 'free' }
  /** The event has a show then already: it is not made a second time. */
  | { readonly kind: 'present' }
  | { readonly kind: 'past' }
  | { readonly kind: 'occupied'; readonly occupant: Occupant };

export interface PlannedDate extends SeriesDate {
  readonly forecast: Forecast;
}

export interface SeriesSurroundings {
  readonly timeZone: string;
  readonly hallId: string;
  /** Those that the event has. */
  readonly shows: readonly Pick<ShowResource, 'status' | 'startsAt' | 'hallId'>[];
  /** What the hall is taken by. */
  readonly taken: readonly Occupant[];
  readonly now: number;
}

/** The dates of a series with what would come of each. */
export function planSeries(series: SeriesTimes, around: SeriesSurroundings) {
  const { timeZone, hallId, shows, taken, now } = around;
  const { dates, isCut } = seriesDates(toRule(series), { timeZone, durationMinutes: Number(series.duration) });
  const present = new Set(
    shows
      .filter((show) => show.status === 'scheduled' && show.hallId === hallId)
      .map(({ startsAt }) => Date.parse(startsAt)),
  );
  const planned = dates.map((date): PlannedDate => {
    const [start, end] = [Date.parse(date.startsAt), Date.parse(date.endsAt)];
    if (present.has(start)) return { ...date, forecast: { kind: 'present' } };
    if (end <= now) return { ...date, forecast: { kind: 'past' } };
    const occupant = taken.find((slot) => Date.parse(slot.startsAt) < end && Date.parse(slot.endsAt) > start);
    return { ...date, forecast: occupant === undefined ? { kind: 'free' } : { kind: 'occupied', occupant } };
  });
  return { dates: planned, isCut };
}
