import { formats } from '@myevents/contracts';
import countries from 'i18n-iso-countries';
import { knownZone } from './zone.ts';
import zonesByCountry from './zones-by-country.json' with { type: 'json' };

/** Languages in which addresses name countries. */
const languages =
  'en de fr es it pt nl pl sv da nb fi cs sk hu ro hr sl el tr ru uk ar he ja zh ko th vi id ca et lv lt bg sr is'.split(
    ' ',
  );

const everydayNames: Readonly<Record<string, string>> = {
  uk: 'GB',
  'u.k.': 'GB',
  'great britain': 'GB',
  england: 'GB',
  scotland: 'GB',
  wales: 'GB',
  'northern ireland': 'GB',
  'u.s.': 'US',
  'u.s.a.': 'US',
  'united states of america': 'US',
  america: 'US',
  holland: 'NL',
  'the netherlands': 'NL',
  'czech republic': 'CZ',
  'south korea': 'KR',
  'republic of ireland': 'IE',
  'hong kong': 'HK',
  macao: 'MO',
  macau: 'MO',
  'russian federation': 'RU',
  uae: 'AE',
  turkey: 'TR',
};

let codesByName: Map<string, string> | undefined;

/** The ISO 3166-1 alpha-2 code of a country given as a code (two or three letters) or by its name in many languages. */
export function countryCodeOf(text: string): string | undefined {
  const name = text.trim();
  const upper = name.toUpperCase();
  if (/^[A-Z]{2}$/.test(name) && formats.country.matches(name)) return name;
  const everyday = everydayNames[name.toLowerCase()];
  if (everyday) return everyday;
  if (/^[A-Za-z]{3}$/.test(name)) return countries.alpha3ToAlpha2(upper);
  codesByName ??= allNames();
  return (
    codesByName.get(fold(name)) ?? (/^[A-Za-z]{2}$/.test(name) && formats.country.matches(upper) ? upper : undefined)
  );
}

function allCodes(): string[] {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'.split('');
  return letters.flatMap((first) => letters.map((second) => first + second)).filter(formats.country.matches);
}

function allNames(): Map<string, string> {
  const names = new Map<string, string>();
  for (const language of languages) {
    const display = new Intl.DisplayNames([language], { type: 'region', fallback: 'none' });
    for (const code of allCodes()) {
      const name = display.of(code);
      if (name !== undefined && !names.has(fold(name))) names.set(fold(name), code);
    }
  }
  return names;
}

function fold(name: string): string {
  const plain = name
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
    .toLowerCase()
    .replaceAll('&', ' and ');
  return plain
    .replace(/\bst\.?(?=\s)/g, 'saint')
    .replace(/[.,'’()-]/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}

/** From the time zone database: not every browser's `Intl` tells it. */
const zones: Readonly<Record<string, string>> = zonesByCountry;

/** The zones in use in a country. */
export function zonesOf(countryCode: string): readonly string[] {
  return zones[countryCode]?.split(' ') ?? [];
}

let countriesByZone: Map<string, string[]> | undefined;

/** The country a zone belongs to, if it is one alone (Europe/Berlin: DE). */
export function countryOfZone(timeZone: string): string | undefined {
  if (!countriesByZone) {
    countriesByZone = new Map();
    for (const code of allCodes()) {
      for (const zone of zonesOf(code).map((name) => knownZone(name) ?? name)) {
        countriesByZone.set(zone, [...(countriesByZone.get(zone) ?? []), code]);
      }
    }
  }
  const countries = countriesByZone.get(knownZone(timeZone) ?? timeZone);
  return countries?.length === 1 ? countries[0] : undefined;
}
