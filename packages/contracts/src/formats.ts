import currencyCodes from 'currency-codes';
import countries from 'i18n-iso-countries';

/** A string format: what it takes, and what to tell who sent something else. */
export interface Format {
  readonly expected: string;
  matches(value: string): boolean;
}

const currencyDigits = new Map(currencyCodes.data.map(({ code, digits }) => [code, digits]));
/** ISO 3166-1 leaves ZZ to its users; as in CLDR it stands for a country nobody knows. */
export const unknownCountry = 'ZZ';
const countryCodes = new Set([...Object.keys(countries.getAlpha2Codes()), unknownCountry]);

/** How many decimals an ISO 4217 currency has (JPY 0, USD 2, KWD 3); undefined for a code that is not in ISO 4217. */
export function currencyDigitsOf(code: string): number | undefined {
  return currencyDigits.get(code);
}

const rfc3339 =
  /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,9})?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$/;
const controlCharacter = /\p{Cc}/u;
const controlCharacterInText = /[^\P{Cc}\n\r\t]/u;
const loneSurrogate = /\p{Cs}/u;
const invisible = /[\p{Default_Ignorable_Code_Point}\p{Z}\p{C}]/gu;
const language = /^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$/;

/** The last instant that RFC 3339 can say in UTC; the first is the beginning of the year 0. */
export const lastInstantMs = 253_402_300_799_999;
const firstInstantMs = -62_167_219_200_000;

function isDateTime(value: string): boolean {
  if (!rfc3339.test(value)) return false;
  const day = value.slice(0, 10);
  const start = Date.parse(`${day}T00:00:00Z`);
  if (Number.isNaN(start) || new Date(start).toISOString().slice(0, 10) !== day) return false;
  const at = Date.parse(value);
  return at >= firstInstantMs && at <= lastInstantMs;
}

function isTimeZone(value: string): boolean {
  if (!/^[A-Za-z][A-Za-z0-9_+-]*(\/[A-Za-z0-9_+-]+)*$/.test(value)) return false;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: value }).resolvedOptions().timeZone.length > 0;
  } catch {
    return false;
  }
}

/** Whether something remains to be seen once spaces, controls and default-ignorable characters are taken away. */
export function hasVisibleCharacter(value: string): boolean {
  return value.replace(invisible, '').length > 0;
}

/** The formats of the contracts' strings. HTTP validation registers them all; `expected` becomes part of the error's text. */
export const formats = {
  instant: { expected: 'an RFC 3339 date and time with its offset, like 2027-05-01T18:00:00Z', matches: isDateTime },
  'time-zone': { expected: 'an IANA time zone, like Europe/Paris', matches: isTimeZone },
  currency: { expected: 'an ISO 4217 currency code, like EUR', matches: (value) => currencyDigits.has(value) },
  country: {
    expected: 'an ISO 3166-1 alpha-2 country code, like FR (ZZ: unknown)',
    matches: (value) => countryCodes.has(value),
  },
  language: { expected: 'a BCP 47 language tag, like en or pt-BR', matches: (value) => language.test(value) },
  label: {
    expected: 'text with at least one visible character and no control characters',
    matches: (value) => !controlCharacter.test(value) && !loneSurrogate.test(value) && hasVisibleCharacter(value),
  },
  text: {
    expected: 'text without control characters other than line breaks and tabs',
    matches: (value) => !controlCharacterInText.test(value) && !loneSurrogate.test(value),
  },
  'email-address': {
    expected: 'a mail address, like ada@example.org',
    matches: (value) =>
      /^[^\s@<>()[\]\\,;:"\p{C}]{1,64}@[^\s@<>()[\]\\,;:"\p{C}]+\.[^\s@<>()[\]\\,;:"\p{C}]{2,}$/u.test(value),
  },
  'user-id': { expected: '1 to 128 visible ASCII characters', matches: (value) => /^[\x21-\x7e]{1,128}$/.test(value) },
} as const satisfies Record<string, Format>;
