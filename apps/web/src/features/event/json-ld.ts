import type { EventResource, Location, ShowResource } from '../../../generated/api.ts';
import { currencyDigits } from '../../i18n/currency-digits.ts';
import { pathToShow } from '../../paths.ts';
import type { Availability } from '../availability/queries.ts';

const subEventsMax = 50;

export interface JsonLdInput {
  readonly event: EventResource;
  readonly shows: readonly ShowResource[];
  readonly path: string;
  readonly siteName: string;
  readonly now: number;
  /** Of the shows it is known of. */
  readonly availabilityOf: (showId: string) => Availability | undefined;
}

/** schema.org data of an event; of several shows each is an event within it. Paths become addresses in the head. */
export function toJsonLd(input: JsonLdInput): object {
  const { event, shows, path, siteName, now } = input;
  const coming = shows.filter(({ endsAt }) => Date.parse(endsAt) > now);
  const told = (coming.length > 0 ? coming : shows).slice(0, subEventsMax);
  const [first] = told;
  const common = {
    name: event.name,
    eventAttendanceMode: 'https://schema.org/OfflineEventAttendanceMode',
    ...(event.language === undefined ? {} : { inLanguage: event.language }),
    ...(event.location === undefined ? {} : { location: toPlace(event.location) }),
    organizer: { '@type': 'Organization', name: siteName, url: '/' },
  };
  const about = {
    ...(event.description === undefined ? {} : { description: event.description }),
    image: '/preview.png',
  };
  const whole = { '@context': 'https://schema.org', '@type': 'Event', ...common, ...about, url: path };
  if (first === undefined) return { ...whole, eventStatus: toStatus(event.status === 'cancelled') };
  if (told.length === 1) return { ...whole, ...ofShow(first, input) };
  const last = told.reduce((one, other) => (one.endsAt > other.endsAt ? one : other));
  return {
    ...whole,
    startDate: toOffsetTime(first.startsAt, first.timeZone),
    endDate: toOffsetTime(last.endsAt, last.timeZone),
    eventStatus: toStatus(event.status === 'cancelled'),
    offers: toAggregate(
      told.flatMap((show) => ofShow(show, input).offers),
      path,
    ),
    subEvent: told.map((show) => ({
      '@type': 'Event',
      ...common,
      url: pathToShow(event, show.id),
      ...ofShow(show, input),
    })),
  };
}

function ofShow(show: ShowResource, { event, now, availabilityOf }: JsonLdInput) {
  const availability = availabilityOf(show.id);
  const url = pathToShow(event, show.id);
  return {
    startDate: toOffsetTime(show.startsAt, show.timeZone),
    endDate: toOffsetTime(show.endsAt, show.timeZone),
    ...(show.doorsAt === undefined ? {} : { doorTime: toOffsetTime(show.doorsAt, show.timeZone) }),
    eventStatus: toStatus(show.status === 'cancelled' || event.status === 'cancelled'),
    maximumAttendeeCapacity: show.totalSeats,
    offers: show.tiers.map((tier) => ({
      '@type': 'Offer',
      name: tier.name,
      price: toDecimal(tier.price),
      priceCurrency: tier.price.currency,
      availability: `https://schema.org/${toOfferState(show, availability?.tiers.find(({ id }) => id === tier.id)?.available, now)}`,
      validFrom: show.salesOpenAt ?? show.createdAt,
      validThrough: show.salesCloseAt,
      url,
    })),
  };
}

/** The offers of several shows in one; prices are compared in the currency of the first. */
function toAggregate(offers: ReturnType<typeof ofShow>['offers'], url: string): object | undefined {
  const [first] = offers;
  if (first === undefined) return undefined;
  const comparable = offers.filter(({ priceCurrency }) => priceCurrency === first.priceCurrency);
  const byPrice = comparable.toSorted((one, other) => Number(one.price) - Number(other.price));
  const best = offers.find(({ availability }) => availability.endsWith('InStock')) ?? first;
  return {
    '@type': 'AggregateOffer',
    lowPrice: byPrice.at(0)?.price,
    highPrice: byPrice.at(-1)?.price,
    price: byPrice.at(0)?.price,
    priceCurrency: first.priceCurrency,
    offerCount: offers.length,
    availability: best.availability,
    validFrom: offers.map(({ validFrom }) => validFrom).toSorted()[0],
    url,
  };
}

const toStatus = (isCancelled: boolean): string =>
  `https://schema.org/${isCancelled ? 'EventCancelled' : 'EventScheduled'}`;

function toOfferState(show: ShowResource, available: number | undefined, now: number): string {
  if (show.status === 'cancelled' || Date.parse(show.salesCloseAt) <= now) return 'Discontinued';
  if (show.salesOpenAt !== undefined && Date.parse(show.salesOpenAt) > now) return 'PreOrder';
  return available === 0 ? 'SoldOut' : 'InStock';
}

function toPlace(location: Pick<Location, 'name' | 'address' | 'coordinates'>) {
  const { name, address, coordinates } = location;
  return {
    '@type': 'Place',
    name,
    address: {
      '@type': 'PostalAddress',
      streetAddress: address.street,
      addressLocality: address.city,
      addressRegion: address.region,
      postalCode: address.postalCode,
      addressCountry: address.countryCode,
    },
    ...(coordinates === undefined ? {} : { geo: { '@type': 'GeoCoordinates', ...coordinates } }),
  };
}

/** `3850 EUR` → `38.50`. */
function toDecimal({ amount, currency }: { readonly amount: number; readonly currency: string }): string {
  const digits = currencyDigits(currency);
  return (amount / 10 ** digits).toFixed(digits);
}

/** An instant as the clocks of a place show it: `2026-12-01T19:00:00+01:00`. */
export function toOffsetTime(instant: string, timeZone: string): string {
  const at = new Date(instant);
  const parts = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' }).formatToParts(at);
  const offset =
    /GMT([+-]\d\d:\d\d)/.exec(parts.find(({ type }) => type === 'timeZoneName')?.value ?? '')?.[1] ?? '+00:00';
  const [hours = 0, minutes = 0] = offset.slice(1).split(':').map(Number);
  const shift = (offset.startsWith('-') ? -1 : 1) * (hours * 60 + minutes) * 60_000;
  return new Date(at.getTime() + shift).toISOString().replace(/\.\d+Z$/, offset);
}
