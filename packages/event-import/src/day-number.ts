/** Days are counted from 1970-01-01 = 0, in the proleptic Gregorian calendar. */
export const dayMs = 86_400_000;

/** Monday = 0. Day 0 was a Thursday. */
export function weekdayOf(day: number): number {
  return (((day + 3) % 7) + 7) % 7;
}

/** The first day of a month (January = 0); months beyond the year run on. */
export function dayNumber(year: number, month: number): number {
  return Date.UTC(year, month, 1) / dayMs;
}
