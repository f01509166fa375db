import { currencyDigitsOf } from '@myevents/contracts';
import currencyCodes from 'currency-codes';
import { countryCodeOf } from './country-names.ts';
import { EntryError } from './entry.ts';

/**
 * An amount in major units as people write it (`25`, `25.50`, `25,50`, `1.234,50`, `€ 25`, `free`) in minor units of the currency.
 * @throws EntryError if it is no amount, is negative, or has more decimals than the currency.
 */
export function toMinorUnits(text: string, currency: string): number {
  const digits = currencyDigitsOf(currency);
  if (digits === undefined) throw new EntryError(`its currency "${currency.slice(0, 10)}" is not in ISO 4217.`);
  if (text.length > 40) throw new EntryError(`its price "${text.slice(0, 20)}…" is no amount.`);
  if (/^\s*(free|gratis|kostenlos|gratuit|0+)\s*$/i.test(text)) return 0;
  const bare = text.replace(/[\p{Sc}\s']|[A-Za-z]{1,3}\.?$|^[A-Za-z]{1,3}\.?/gu, '');
  const match = /^(\d{1,3}(?:[.,]\d{3})+|\d+)(?:([.,])(\d+))?$/.exec(unambiguous(bare));
  if (!match) throw new EntryError(`its price "${text.slice(0, 20)}" is no amount.`);
  const [, whole = '0', , fraction = ''] = match;
  const excess = fraction.slice(digits);
  if (/[1-9]/.test(excess))
    throw new EntryError(`its price "${text.slice(0, 20)}" has more decimals than ${currency}.`);
  const minor = Number(`${whole.replace(/[.,]/g, '')}${fraction.slice(0, digits).padEnd(digits, '0')}`);
  if (minor > 1_000_000_000_000) throw new EntryError(`its price "${text.slice(0, 20)}" is too large.`);
  return minor;
}

/** A single point is a decimal point (as schema.org asks), a single comma before three digits is not. */
function unambiguous(text: string): string {
  if (/^\d+\.\d+$/.test(text)) return text.replace('.', ',').replace(/,(\d{3})$/, ',$10');
  if (/^\d{1,3},\d{3}$/.test(text)) return text.replace(',', '');
  return text;
}

/** Codes of funds and units of account, which nobody pays with. */
const notForPaying = new Set(['USN', 'CHE', 'CHW', 'BOV', 'MXV', 'CLF', 'UYI', 'UYW', 'COU', 'XDR', 'XSU', 'XUA']);

/** Names in ISO 4217's list that are nobody's everyday name for the country. */
const listNames: Readonly<Record<string, string>> = {
  'united kingdom of great britain and northern ireland (the)': 'GB',
  'korea (the republic of)': 'KR',
  'korea (the democratic people’s republic of)': 'KP',
  'lao people’s democratic republic (the)': 'LA',
  'syrian arab republic': 'SY',
  'tanzania, united republic of': 'TZ',
  "côte d'ivoire": 'CI',
  'virgin islands (british)': 'VG',
  'virgin islands (u.s.)': 'VI',
  'falkland islands (the) [malvinas]': 'FK',
  'holy see (the)': 'VA',
};

let currencyByCountry: Map<string, string> | undefined;

/** The currency people pay with in a country; where there are several, the one that is its own. */
export function currencyOf(countryCode: string): string | undefined {
  if (!currencyByCountry) {
    currencyByCountry = new Map();
    const payable = currencyCodes.data.filter(({ code }) => !notForPaying.has(code));
    for (const { code, countries } of payable.toSorted(
      (left, right) => right.countries.length - left.countries.length,
    )) {
      for (const name of countries) {
        const country = listNames[name.toLowerCase()] ?? countryCodeOf(name.replace(/\s*\(.*?\)\s*/g, ' ').trim());
        if (country) currencyByCountry.set(country, code);
      }
    }
  }
  return currencyByCountry.get(countryCode);
}
