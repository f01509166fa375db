import { useFormat } from '../../i18n/format.ts';
import type { Course } from './periods.ts';

const dayMs = 86_400_000;
const daySeconds = 86_400;

/** How the beginnings of periods are written: short along an axis, long where one is meant. */
export function usePeriodNames({ length, periods, timeZone }: Course) {
  const format = useFormat();
  const spanMs = (periods.at(-1)?.at ?? 0) - (periods.at(0)?.at ?? 0);
  const isDays = length === 'day' || length >= daySeconds;
  return {
    short: (at: number) =>
      isDays || spanMs > 3 * dayMs ? format.time(at, 'dayShort', timeZone) : format.time(at, 'time', timeZone),
    long: (at: number) => format.time(at, isDays ? 'day' : 'full', timeZone),
  };
}
