import { currencyDigitsOf, EventType, formats } from '@myevents/contracts';
import { countryCodeOf } from './country-names.ts';
import type { ImportDefaults } from './defaults.ts';
import { toMinorUnits } from './price-text.ts';
import { knownZone } from './zone.ts';

const durationDefault = 120;

export type DefaultName = Exclude<keyof ImportDefaults, 'now'>;

/** A value that makes no sense. */
export interface SettingMistake {
  readonly setting: DefaultName;
  /** Completes "It must be …". */
  readonly expected: string;
}

interface Reader {
  /** Undefined: it makes no sense. */
  read(text: string): string | number | undefined;
  readonly expected: string;
}

/** By its pattern alone: the schema library's own check is more than a page that imports should have to load. */
const eventType = new RegExp((EventType as typeof EventType & { readonly pattern: string }).pattern);
const label = (text: string) => (formats.label.matches(text) && text.length <= 200 ? text : undefined);

const readers: Readonly<Record<DefaultName, Reader>> = {
  timeZone: { read: knownZone, expected: formats['time-zone'].expected },
  country: { read: countryCodeOf, expected: formats.country.expected },
  city: { read: label, expected: 'the name of a city' },
  currency: {
    read: (text) => (currencyDigitsOf(text.toUpperCase()) === undefined ? undefined : text.toUpperCase()),
    expected: formats.currency.expected,
  },
  price: { read: toPrice, expected: 'an amount like 12.50' },
  capacity: { read: integer(1, 1_000_000), expected: 'a whole number from 1 to 1000000' },
  durationMinutes: { read: integer(1, 527_040), expected: 'a number of minutes from 1 to 527040' },
  type: { read: (text) => (eventType.test(text) ? text : undefined), expected: 'one lower-case word, like concert' },
  language: {
    read: (text) => (formats.language.matches(text) ? text : undefined),
    expected: formats.language.expected,
  },
  locationName: { read: label, expected: 'the name of a location' },
};

/**
 * The defaults out of the texts that people typed; what is undefined is not said. With mistakes, the values they are in
 * are missing from the defaults. `now` is epoch milliseconds.
 */
export function readDefaults(
  texts: Readonly<Partial<Record<DefaultName, string | undefined>>>,
  now: number,
): { readonly defaults: ImportDefaults; readonly mistakes: readonly SettingMistake[] } {
  const mistakes: SettingMistake[] = [];
  const values: Partial<Record<DefaultName, string | number>> = {};
  for (const setting of Object.keys(readers) as DefaultName[]) {
    const text = texts[setting];
    if (text === undefined) continue;
    const { read, expected } = readers[setting];
    const value = read(text);
    if (value === undefined) mistakes.push({ setting, expected });
    else values[setting] = value;
  }
  return { defaults: { durationMinutes: durationDefault, ...values, now } as ImportDefaults, mistakes };
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
