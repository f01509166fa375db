import { useLocale } from 'use-intl';
import { currencyDigits } from './currency-digits.ts';
import { displayNames, listFormat, numberFormat, timeFormat } from './formats.ts';

export interface Money {
  readonly amount: number;
  readonly currency: string;
}

/** Minor units as people write them in their language: JPY has none, KWD three. */
export function toPrice({ amount, currency }: Money, language: string): string {
  const digits = currencyDigits(currency);
  const shownDigits = amount % 10 ** digits === 0 ? 0 : digits;
  const format = numberFormat(language, {
    style: 'currency',
    currency,
    minimumFractionDigits: shownDigits,
    maximumFractionDigits: shownDigits,
  });
  return format.format(amount / 10 ** digits);
}

export type TimeStyle =
  | 'day'
  | 'dayShort'
  | 'time'
  | 'full'
  | 'month'
  | 'monthShort'
  | 'weekday'
  | 'weekdayShort'
  | 'dayOfMonth';

const styles: Readonly<Record<TimeStyle, Intl.DateTimeFormatOptions>> = {
  day: { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' },
  dayShort: { weekday: 'short', day: 'numeric', month: 'short' },
  time: { hour: 'numeric', minute: '2-digit' },
  full: { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric', hour: 'numeric', minute: '2-digit' },
  month: { month: 'long', year: 'numeric' },
  monthShort: { month: 'short' },
  weekday: { weekday: 'long' },
  weekdayShort: { weekday: 'short' },
  dayOfMonth: { day: 'numeric' },
};

/** An instant in a place's zone. */
export function toTime(instant: string | number | Date, style: TimeStyle, timeZone: string, language: string): string {
  const text = timeFormat(language, { ...styles[style], timeZone }).format(new Date(instant));
  // The half of the day stays with its hour at the end of a line.
  return text.replace(/(\d) (\p{L}+)$/u, '$1\u00a0$2');
}

/** `CEST`, `GMT+9`: how the zone is called at that instant. */
export function toZoneName(instant: string | number | Date, timeZone: string, language: string): string {
  const parts = timeFormat(language, { timeZone, timeZoneName: 'short' }).formatToParts(new Date(instant));
  return parts.find(({ type }) => type === 'timeZoneName')?.value ?? timeZone;
}

export const toCountryName = (code: string, language: string): string => toName(code, 'region', language);

/** `de-CH` → `Schweizer Hochdeutsch`. */
export const toLanguageName = (tag: string, language: string): string => toName(tag, 'language', language);

/** What has no name stays as it is. */
function toName(code: string, type: 'region' | 'language', language: string): string {
  try {
    return displayNames(language, { type }).of(code) ?? code;
  } catch {
    return code;
  }
}

export function toDistance(km: number, language: string): string {
  const maximumFractionDigits = km < 10 ? 1 : 0;
  return numberFormat(language, { style: 'unit', unit: 'kilometer', maximumFractionDigits }).format(km);
}

/** What a page needs to write prices, times and places in its language. */
export function useFormat() {
  const language = useLocale();
  return {
    language,
    price: (money: Money) => toPrice(money, language),
    time: (instant: string | number | Date, style: TimeStyle, timeZone: string) =>
      toTime(instant, style, timeZone, language),
    zone: (instant: string | number | Date, timeZone: string) => toZoneName(instant, timeZone, language),
    country: (code: string) => toCountryName(code, language),
    distance: (km: number) => toDistance(km, language),
    number: (value: number, options: Intl.NumberFormatOptions = {}) => numberFormat(language, options).format(value),
    list: (items: readonly string[]) => listFormat(language).format(items),
  };
}
