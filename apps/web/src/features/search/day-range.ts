/** When an event may be, as people say it. */
export const whens = ['today', 'tomorrow', 'weekend', 'week', 'month', 'dates'] as const;
export type When = (typeof whens)[number];

export interface TimeRange {
  readonly startTime: string;
  readonly endTime?: string;
}

export interface Dates {
  /** Days, `2026-12-31`. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

const dayMs = 86_400_000;
/** Answers for "from now on" are the same for everybody who asks within it. */
const nowStepMs = 300_000;
const fridayEvening = 17 * 3_600_000;

/** How far the clocks of a zone are ahead of UTC. */
function offsetAt(instant: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(instant);
  const of = (type: Intl.DateTimeFormatPartTypes) => Number(parts.find((part) => part.type === type)?.value);
  const shown = Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute'), of('second'));
  return shown - Math.floor(instant / 1000) * 1000;
}

const toDay = (instant: number): string => new Date(instant).toISOString().slice(0, 10);

/** The day on a zone's calendar. */
export const dayAt = (instant: number, timeZone: string): string => toDay(instant + offsetAt(instant, timeZone));

export const addDays = (day: string, count: number): string => toDay(Date.parse(`${day}T00:00:00Z`) + count * dayMs);

/** When a day begins in a zone. */
export function startOfDay(day: string, timeZone: string): number {
  const utc = Date.parse(`${day}T00:00:00Z`);
  return utc - offsetAt(utc - offsetAt(utc, timeZone), timeZone);
}

/** What `when` means at `now` for somebody whose clocks are those of `timeZone`. Undefined: at any time from now on. */
export function toTimeRange(
  when: When | undefined,
  dates: Dates,
  now: number,
  timeZone: string,
): TimeRange | undefined {
  if (when === undefined) return undefined;
  const today = dayAt(now, timeZone);
  const soon = Math.floor(now / nowStepMs) * nowStepMs;
  const between = (from: number, lastDay: string | undefined): TimeRange => {
    const startTime = new Date(Math.max(from, soon)).toISOString();
    if (lastDay === undefined) return { startTime };
    const end = startOfDay(addDays(lastDay, 1), timeZone) - 1000;
    return { startTime, endTime: new Date(Math.max(end, soon)).toISOString() };
  };
  switch (when) {
    case 'today':
      return between(soon, today);
    case 'tomorrow':
      return between(startOfDay(addDays(today, 1), timeZone), addDays(today, 1));
    case 'weekend': {
      const sunday = addDays(today, (7 - new Date(`${today}T00:00:00Z`).getUTCDay()) % 7);
      return between(startOfDay(addDays(sunday, -2), timeZone) + fridayEvening, sunday);
    }
    case 'week':
      return between(soon, addDays(today, 6));
    case 'month':
      return between(soon, addDays(today, 29));
    case 'dates': {
      const [from, to] = inOrder(dates);
      if (from === undefined && to === undefined) return undefined;
      return between(from === undefined ? soon : startOfDay(from, timeZone), to);
    }
  }
}

function inOrder({ from, to }: Dates): readonly [string | undefined, string | undefined] {
  return from !== undefined && to !== undefined && to < from ? [to, from] : [from, to];
}
