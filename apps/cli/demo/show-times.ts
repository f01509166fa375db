import { type ShowPattern, weekdays } from './entries.ts';

/** When a show takes place: epoch milliseconds, the end not included. */
export interface Slot {
  readonly startsAt: number;
  readonly endsAt: number;
}

/** What decides the times of the shows of one pattern. `occupied` is the hall's calendar and grows by each show placed. */
export interface Placement {
  readonly today: Temporal.PlainDate;
  readonly timeZone: string;
  readonly durationMinutes: number;
  readonly occupied: Slot[];
}

/** A hall is left empty this long between two shows. */
const turnaroundMs = 45 * 60_000;
/** All shows begin within so many days from the day of seeding. */
const horizonDays = 364;

/**
 * Places the shows of a pattern. Their local wall time is the pattern's on either side of a clock change. A show that would
 * meet another one in the hall moves on by whole days, or by whole weeks where the pattern names a weekday.
 * Throws when the year has no day left.
 */
export function placeShows(pattern: ShowPattern, placement: Placement): Slot[] {
  const first = firstDay(pattern, placement.today);
  return Array.from({ length: pattern.count }, (_, n) =>
    placeShow(pattern, first.add({ days: n * pattern.everyDays }), placement),
  );
}

function placeShow(pattern: ShowPattern, wished: Temporal.PlainDate, placement: Placement): Slot {
  const { today, occupied } = placement;
  const last = today.add({ days: horizonDays });
  const step = { days: pattern.weekday ? 7 : 1 };
  for (let day = wished; Temporal.PlainDate.compare(day, last) <= 0; day = day.add(step)) {
    const slot = slotOn(day, pattern.time, placement);
    if (occupied.every((other) => isApart(slot, other))) {
      occupied.push(slot);
      return slot;
    }
  }
  throw new Error(`No free day for a show at ${pattern.time} from ${wished.toString()} on`);
}

function firstDay({ startsInDays, weekday }: ShowPattern, today: Temporal.PlainDate): Temporal.PlainDate {
  const earliest = today.add({ days: startsInDays });
  if (!weekday) return earliest;
  return earliest.add({ days: (weekdays.indexOf(weekday) + 1 - earliest.dayOfWeek + 7) % 7 });
}

function slotOn(day: Temporal.PlainDate, time: string, { timeZone, durationMinutes }: Placement): Slot {
  const start = day.toZonedDateTime({ timeZone, plainTime: Temporal.PlainTime.from(time) });
  return { startsAt: start.epochMilliseconds, endsAt: start.add({ minutes: durationMinutes }).epochMilliseconds };
}

function isApart(one: Slot, other: Slot): boolean {
  return one.startsAt >= other.endsAt + turnaroundMs || other.startsAt >= one.endsAt + turnaroundMs;
}
