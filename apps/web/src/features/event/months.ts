/** A day of a month as it stands in a calendar. */
export interface CalendarDay<Item> {
  /** 1–31 */
  readonly day: number;
  /** `2026-12-01` */
  readonly date: string;
  readonly items: readonly Item[];
}

export interface CalendarMonth<Item> {
  /** `2026-12` */
  readonly key: string;
  /** Noon UTC of its first day: to write its name with. */
  readonly at: number;
  /** Rows of seven; null where the days of other months would be. */
  readonly weeks: readonly (readonly (CalendarDay<Item> | null)[])[];
}

/** Sunday 0 … Saturday 6. Browsers and servers disagree about asking `Intl`. */
const firstWeekdays: Readonly<Record<string, number>> = { en: 0, ja: 0, ar: 6, de: 1 };
const dayMs = 86_400_000;

/** The date of an instant in a place: `2026-12-01`. */
export function toDate(instant: string, timeZone: string): string {
  const parts = new Intl.DateTimeFormat('en', {
    timeZone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  }).formatToParts(new Date(instant));
  const part = (type: string) => parts.find((one) => one.type === type)?.value ?? '';
  return `${part('year')}-${part('month')}-${part('day')}`;
}

/** The months that have something, in order, each as the rows of a calendar. */
export function toMonths<Item extends { readonly startsAt: string; readonly timeZone: string }>(
  items: readonly Item[],
  language: string,
): readonly CalendarMonth<Item>[] {
  const byDate = Map.groupBy(items, ({ startsAt, timeZone }) => toDate(startsAt, timeZone));
  const keys = [...new Set([...byDate.keys()].map((date) => date.slice(0, 7)))].toSorted();
  return keys.map((key) => toMonth(key, byDate, firstWeekdays[language] ?? 1));
}

function toMonth<Item>(
  key: string,
  byDate: ReadonlyMap<string, readonly Item[]>,
  firstWeekday: number,
): CalendarMonth<Item> {
  const first = new Date(`${key}-01T12:00:00Z`);
  const before = (first.getUTCDay() - firstWeekday + 7) % 7;
  const length = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  const days = Array.from({ length }, (_, index) => {
    const date = `${key}-${String(index + 1).padStart(2, '0')}`;
    return { day: index + 1, date, items: byDate.get(date) ?? [] };
  });
  const cells: (CalendarDay<Item> | null)[] = [...Array.from({ length: before }, () => null), ...days];
  while (cells.length % 7 !== 0) cells.push(null);
  const weeks = Array.from({ length: cells.length / 7 }, (_, week) => cells.slice(week * 7, week * 7 + 7));
  return { key, at: first.getTime(), weeks };
}

/** Instants on the seven weekdays in the order of a calendar's columns: to write their names with. */
export function toWeekdays(language: string): readonly number[] {
  const sunday = Date.UTC(2026, 10, 1, 12);
  const first = firstWeekdays[language] ?? 1;
  return Array.from({ length: 7 }, (_, index) => sunday + ((first + index) % 7) * dayMs);
}
