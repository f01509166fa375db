export interface OpenDays {
  /** Ranges of days, Monday is 0: `Mo-Fr,Su` → `[[0, 4], [6, 6]]`. */
  readonly days: readonly (readonly [number, number])[];
  /** `09:00-12:00,13:00-18:00`. */
  readonly times: string;
}

const dayNames = ['Mo', 'Tu', 'We', 'Th', 'Fr', 'Sa', 'Su'];
const day = `(?:${dayNames.join('|')})`;
const rule = new RegExp(
  `^(${day}(?:-${day})?(?:,${day}(?:-${day})?)*) (\\d\\d:\\d\\d-\\d\\d:\\d\\d(?:,\\d\\d:\\d\\d-\\d\\d:\\d\\d)*)$`,
);

/** Opening hours as OpenStreetMap writes them, in parts. Undefined if they are anything else: then they are a text like any other. */
export function readOpeningHours(text: string): readonly OpenDays[] | undefined {
  const rules = text.split(';').map((part) => rule.exec(part.trim()));
  const read = rules.flatMap((match) => {
    const [, days, times] = match ?? [];
    return days === undefined || times === undefined ? [] : [{ days: days.split(',').map(readDays), times }];
  });
  return read.length === rules.length ? read : undefined;
}

function readDays(text: string): readonly [number, number] {
  const [first = '', last = first] = text.split('-');
  return [dayNames.indexOf(first), dayNames.indexOf(last)];
}
