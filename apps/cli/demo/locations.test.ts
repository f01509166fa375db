import { currencyDigitsOf } from '@myevents/contracts';
import { describe, expect, it } from 'vitest';
import { demoCatalogue } from './catalogue.ts';
import { placesOf, seatsOf, tooClose } from './drawn-seats.ts';
import { locationEntries } from './entries.ts';

interface Country {
  readonly continent: 'Africa' | 'Asia' | 'Europe' | 'North America' | 'Oceania' | 'South America';
  readonly currency: string;
  /** South, north, west and east of the country's main territory, in whole degrees and generously. */
  readonly box: readonly [south: number, north: number, west: number, east: number];
}

const countries: Readonly<Record<string, Country>> = {
  AR: { continent: 'South America', currency: 'ARS', box: [-56, -21, -74, -53] },
  AT: { continent: 'Europe', currency: 'EUR', box: [46, 50, 9, 18] },
  AU: { continent: 'Oceania', currency: 'AUD', box: [-44, -10, 112, 154] },
  BH: { continent: 'Asia', currency: 'BHD', box: [25, 27, 50, 51] },
  BR: { continent: 'South America', currency: 'BRL', box: [-34, 6, -74, -34] },
  CA: { continent: 'North America', currency: 'CAD', box: [41, 84, -142, -52] },
  CL: { continent: 'South America', currency: 'CLP', box: [-56, -17, -76, -66] },
  DE: { continent: 'Europe', currency: 'EUR', box: [47, 56, 5, 16] },
  EG: { continent: 'Africa', currency: 'EGP', box: [21, 32, 24, 37] },
  ES: { continent: 'Europe', currency: 'EUR', box: [35, 44, -10, 5] },
  FR: { continent: 'Europe', currency: 'EUR', box: [41, 52, -6, 10] },
  GB: { continent: 'Europe', currency: 'GBP', box: [49, 61, -9, 2] },
  GR: { continent: 'Europe', currency: 'EUR', box: [34, 42, 19, 30] },
  HU: { continent: 'Europe', currency: 'HUF', box: [45, 49, 16, 23] },
  IN: { continent: 'Asia', currency: 'INR', box: [6, 36, 68, 98] },
  IT: { continent: 'Europe', currency: 'EUR', box: [35, 48, 6, 19] },
  JP: { continent: 'Asia', currency: 'JPY', box: [24, 46, 122, 146] },
  KE: { continent: 'Africa', currency: 'KES', box: [-5, 6, 33, 42] },
  KR: { continent: 'Asia', currency: 'KRW', box: [33, 39, 124, 132] },
  KW: { continent: 'Asia', currency: 'KWD', box: [28, 31, 46, 49] },
  MX: { continent: 'North America', currency: 'MXN', box: [14, 33, -119, -86] },
  NG: { continent: 'Africa', currency: 'NGN', box: [4, 14, 2, 15] },
  NL: { continent: 'Europe', currency: 'EUR', box: [50, 54, 3, 8] },
  NO: { continent: 'Europe', currency: 'NOK', box: [57, 72, 4, 32] },
  NZ: { continent: 'Oceania', currency: 'NZD', box: [-48, -34, 166, 179] },
  PL: { continent: 'Europe', currency: 'PLN', box: [48, 55, 14, 25] },
  PT: { continent: 'Europe', currency: 'EUR', box: [36, 43, -10, -6] },
  SG: { continent: 'Asia', currency: 'SGD', box: [1, 2, 103, 105] },
  TN: { continent: 'Africa', currency: 'TND', box: [30, 38, 7, 12] },
  TT: { continent: 'North America', currency: 'TTD', box: [10, 12, -62, -60] },
  US: { continent: 'North America', currency: 'USD', box: [24, 50, -125, -66] },
  UY: { continent: 'South America', currency: 'UYU', box: [-35, -30, -59, -53] },
  ZA: { continent: 'Africa', currency: 'ZAR', box: [-35, -22, 16, 33] },
};
const countryOf = (code: string) => {
  const country = countries[code];
  if (!country) throw new Error(`The table has no country ${code}`);
  return country;
};

describe('the venues of the demo catalogue', () => {
  it('cover the world', () => {
    const codes = new Set(locationEntries.map(({ address }) => address.countryCode));
    expect(locationEntries.length).toBeGreaterThanOrEqual(30);
    expect(codes.size).toBeGreaterThanOrEqual(18);
    expect(new Set([...codes].map((code) => countryOf(code).continent)).size).toBe(6);
    expect(new Set(locationEntries.map(({ key }) => key)).size).toBe(locationEntries.length);
    expect(new Set(locationEntries.map(({ name }) => name)).size).toBe(locationEntries.length);
  });

  it.each(locationEntries)('$name lies in its country, to about ten metres', ({ address, coordinates }) => {
    const [south, north, west, east] = countryOf(address.countryCode).box;
    expect(coordinates.latitude).toBeGreaterThan(south);
    expect(coordinates.latitude).toBeLessThan(north);
    expect(coordinates.longitude).toBeGreaterThan(west);
    expect(coordinates.longitude).toBeLessThan(east);
    for (const degrees of Object.values(coordinates)) expect(Number(degrees.toFixed(4))).toBe(degrees);
  });

  it.each(locationEntries)('$name keeps the clock of its place', ({ timeZone, coordinates }) => {
    const january = Temporal.Instant.from('2027-01-15T12:00:00Z').toZonedDateTimeISO(timeZone);
    const july = Temporal.Instant.from('2027-07-15T12:00:00Z').toZonedDateTimeISO(timeZone);
    const standardHours = Math.min(january.offsetNanoseconds, july.offsetNanoseconds) / 3_600_000_000_000;
    expect(Math.abs(standardHours - coordinates.longitude / 15)).toBeLessThan(2);
  });

  it.each(locationEntries)('$name sells in the currency of its country', ({ address, currency }) => {
    expect(currency).toBe(countryOf(address.countryCode).currency);
    expect(currencyDigitsOf(currency)).toBeDefined();
  });

  it('use currencies with no, two and three decimals', () => {
    const digits = new Set(locationEntries.map(({ currency }) => currencyDigitsOf(currency)));
    expect(digits).toEqual(new Set([0, 2, 3]));
  });

  const seatedHalls = demoCatalogue(0).locations.flatMap(({ body }) => body.halls.filter(({ plan }) => plan));

  it('have at least eight seated halls of 120 to 2,500 seats and one beyond 5,000, and a plan is as large as its hall', () => {
    expect(seatedHalls.filter(({ capacity }) => capacity <= 2_500).length).toBeGreaterThanOrEqual(8);
    expect(seatedHalls.filter(({ capacity }) => capacity > 5_000)).toHaveLength(1);
    for (const { name, capacity, plan } of seatedHalls) {
      const sections = plan?.sections ?? [];
      const seats = sections.flatMap((section) =>
        section.rows.flatMap((row) =>
          row.seats.flatMap((written) => seatsOf(`${section.name}/${row.name}-${written}`)),
        ),
      );
      expect(new Set(seats).size, name).toBe(capacity);
      expect(seats.length, name).toBe(capacity);
      expect(capacity, name).toBeGreaterThanOrEqual(120);
    }
  });

  it.each(seatedHalls)('$name says where its seats are, none on another and none on the stage', ({ plan }) => {
    if (plan?.stage === undefined) throw new Error('the hall has no stage');
    const places = placesOf(plan);
    const { x, y, width, height } = plan.stage;
    const onStage = places.filter((place) => Math.abs(place.x - x) < width / 2 && Math.abs(place.y - y) < height / 2);
    expect(onStage.map(({ seat }) => seat)).toEqual([]);
    expect(tooClose(places, 0.6)).toEqual([]);
  });

  it.each(seatedHalls)(
    '$name has places for wheelchairs, for companions beside them, and seats that see less',
    ({ plan }) => {
      const marks = plan?.sections.flatMap(({ rows }) => rows.map((row) => ({ ...row.marks })));
      expect(marks?.some(({ accessible, companion }) => accessible && companion)).toBe(true);
      expect(marks?.some(({ restricted }) => restricted)).toBe(true);
    },
  );
});
