interface LocaleWithZones {
  readonly getTimeZones?: () => string[] | undefined;
  /** As older browsers have it. */
  readonly timeZones?: string[];
}

/** The time zones of a country, as far as the browser knows them. */
export function zonesOf(countryCode: string): readonly string[] {
  try {
    const locale = new Intl.Locale(`und-${countryCode}`) as LocaleWithZones;
    return locale.getTimeZones?.() ?? locale.timeZones ?? [];
  } catch {
    return [];
  }
}

/** Every time zone; one that is in use stays among them, whatever this browser calls it. */
export function allZones(current: string): readonly string[] {
  const known = ['UTC', ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC')];
  return current === '' || known.includes(current) ? known : [current, ...known];
}

/**
 * The zone after a country was chosen: its only one; of several the present one, if it is among them; otherwise none, so that it has to be
 * said.
 */
export function zoneAfterCountry(countryCode: string, current: string): string {
  const zones = zonesOf(countryCode);
  if (zones.length === 0 || zones.includes(current)) return current;
  return zones.length === 1 ? (zones[0] ?? '') : '';
}

/** `America/Argentina/Buenos_Aires` → `America/Argentina/Buenos Aires`. */
export const zoneText = (zone: string): string => zone.replaceAll('_', ' ');
