import { currencyDigitsOf, EventType, formats } from '@myevents/contracts';
import { Value } from 'typebox/value';
import type { OptionValue } from '../command.ts';
import { UsageError } from '../failure.ts';
import { countryCodeOf } from './country-names.ts';
import type { ImportDefaults } from './defaults.ts';
import { toMinorUnits } from './price-text.ts';
import { knownZone } from './zone.ts';

const durationDefault = 120;

/** What the options of `import` say. @throws UsageError that names every option with a value that makes no sense. */
export function readDefaults(options: Readonly<Record<string, OptionValue>>): ImportDefaults {
  const mistakes: string[] = [];
  const read = <Value>(
    name: string,
    toValue: (text: string) => Value | undefined,
    expected: string,
  ): Value | undefined => {
    const text = options[name];
    if (typeof text !== 'string') return undefined;
    const value = toValue(text);
    if (value === undefined) mistakes.push(`--${name} must be ${expected}, not ${JSON.stringify(text.slice(0, 40))}.`);
    return value;
  };
  const label = (text: string) => (formats.label.matches(text) && text.length <= 200 ? text : undefined);
  const upper = (text: string) => (currencyDigitsOf(text.toUpperCase()) === undefined ? undefined : text.toUpperCase());
  const values = {
    timeZone: read('time-zone', knownZone, formats['time-zone'].expected),
    country: read('country', countryCodeOf, formats.country.expected),
    city: read('city', label, 'the name of a city'),
    currency: read('currency', upper, formats.currency.expected),
    price: read('price', toPrice, 'an amount like 12.50'),
    capacity: read('capacity', integer(1, 1_000_000), 'a whole number from 1 to 1000000'),
    duration: read('duration', integer(1, 527_040), 'a number of minutes from 1 to 527040'),
    type: read(
      'type',
      (text) => (Value.Check(EventType, text) ? text : undefined),
      'one lower-case word, like concert',
    ),
    language: read(
      'language',
      (text) => (formats.language.matches(text) ? text : undefined),
      formats.language.expected,
    ),
    locationName: read('create-location', label, 'the name of a location'),
  };
  if (mistakes.length > 0) throw new UsageError(mistakes.join('\n'));
  const { duration: durationMinutes = durationDefault, ...rest } = values;
  const given = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined)) as typeof rest;
  return { ...given, durationMinutes, now: Date.now() } as ImportDefaults;
}

/** Any currency will do to see whether it is an amount; its own decimals are checked for each entry. */
function toPrice(text: string): string | undefined {
  try {
    toMinorUnits(text, 'BHD');
    return text;
  } catch {
    return undefined;
  }
}

function integer(min: number, max: number) {
  return (text: string): number | undefined => {
    const number = /^\d+$/.test(text) ? Number(text) : Number.NaN;
    return number >= min && number <= max ? number : undefined;
  };
}
