import type { EventBody, LocationBody, ShowBody, TierBody } from '@myevents/contracts';
import { type EventEntry, eventEntries, type HallEntry, type LocationEntry, locationEntries } from './entries.ts';
import { toMoney } from './price.ts';
import { expandPlan, seatCountOf, seatIdsOf } from './seating-plan.ts';
import { placeShows, type Slot } from './show-times.ts';

/** A venue. `hallKeys` are in the order of `body.halls`, so that the ids that come back can be told apart. */
export interface DemoLocation {
  readonly key: string;
  readonly hallKeys: readonly string[];
  readonly body: LocationBody;
}

/** The body of a show, with the hall's key where its id will be. */
export type DemoShow = Omit<ShowBody, 'hallId'> & { readonly hallKey: string };

/**
 * An event with its shows. `sold` asks for bookings on all of its shows: `nearly` leaves a few tickets, `held` leaves none,
 * but some of them only held. A cancelled event is published first, then cancelled.
 */
export interface DemoEvent {
  readonly key: string;
  readonly locationKey: string;
  readonly body: Omit<EventBody, 'locationId'>;
  readonly shows: readonly DemoShow[];
  readonly sold?: 'nearly' | 'held';
  readonly isCancelled: boolean;
}

export interface DemoCatalogue {
  readonly locations: readonly DemoLocation[];
  readonly events: readonly DemoEvent[];
}

const tierNames = { economy: 'Economy', regular: 'Regular', vip: 'VIP' } as const;
const doorsMinutesBeforeDefault = 45;
const salesOpenTime = '10:00';

/**
 * The demo catalogue as bodies of the HTTP API, for a seeding at `now` (epoch milliseconds). The same `now` gives the same
 * catalogue. All shows lie in the twelve months after `now`, and no two of them meet in a hall.
 */
export function demoCatalogue(now: number): DemoCatalogue {
  const venues = new Map(locationEntries.map((entry) => [entry.key, toVenue(entry)]));
  const calendars = new Map<string, Slot[]>();
  return {
    locations: [...venues.values()].map(({ location }) => location),
    events: eventEntries.map((entry) => {
      const venue = venues.get(entry.location);
      if (!venue) throw new Error(`Event ${entry.key} has an unknown location`);
      const calendarKey = `${entry.location}/${entry.hall}`;
      const occupied = calendars.get(calendarKey) ?? [];
      calendars.set(calendarKey, occupied);
      return toEvent(entry, { now, venue, occupied });
    }),
  };
}

type HallBody = LocationBody['halls'][number];

interface Venue {
  readonly entry: LocationEntry;
  readonly location: DemoLocation;
  readonly halls: ReadonlyMap<string, HallBody>;
}

function toVenue(entry: LocationEntry): Venue {
  const halls = new Map(entry.halls.map((hall) => [hall.key, toHall(hall)]));
  const { name, address, coordinates, timeZone, openingHours } = entry;
  const body = { name, address, coordinates, timeZone, openingHours, halls: [...halls.values()] };
  return { entry, halls, location: { key: entry.key, hallKeys: [...halls.keys()], body } };
}

function toHall({ key, name, location, capacity, plan }: HallEntry): HallBody {
  if (plan && capacity === undefined) {
    const expanded = expandPlan(plan);
    return { name, location, capacity: seatCountOf(expanded), plan: expanded };
  }
  if (capacity !== undefined && !plan) return { name, location, capacity };
  throw new Error(`Hall ${key} needs exactly one of capacity and plan`);
}

interface Situation {
  readonly now: number;
  readonly venue: Venue;
  readonly occupied: Slot[];
}

function toEvent(entry: EventEntry, { now, venue, occupied }: Situation): DemoEvent {
  const { key, name, description, type, durationMinutes, language, tags, sold } = entry;
  const { timeZone } = venue.entry;
  const today = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(timeZone).toPlainDate();
  const slots = entry.shows.flatMap((pattern) => placeShows(pattern, { today, timeZone, durationMinutes, occupied }));
  const tiers = toTiers(entry, venue);
  const salesOpenAt = entry.salesOpenInDays && instantOf(today.add({ days: entry.salesOpenInDays }), timeZone);
  return {
    key,
    locationKey: entry.location,
    body: { name, description, type, duration: durationMinutes, language, tags },
    shows: slots
      .toSorted((one, other) => one.startsAt - other.startsAt)
      .map((slot) => ({ ...toShow(entry, slot), ...(salesOpenAt ? { salesOpenAt } : {}), tiers })),
    ...(sold ? { sold } : {}),
    isCancelled: entry.cancelled ?? false,
  };
}

function toShow(entry: EventEntry, { startsAt, endsAt }: Slot): Omit<DemoShow, 'tiers'> {
  const { salesCloseMinutesBefore, doorsMinutesBefore = doorsMinutesBeforeDefault } = entry;
  const { cancellableHoursBefore, ...policy } = entry.policy ?? {};
  const cancellable = cancellableHoursBefore && { cancellableUntil: toInstant(startsAt, cancellableHoursBefore * 60) };
  return {
    hallKey: entry.hall,
    startsAt: toInstant(startsAt),
    endsAt: toInstant(endsAt),
    doorsAt: toInstant(startsAt, doorsMinutesBefore),
    ...(salesCloseMinutesBefore ? { salesCloseAt: toInstant(startsAt, salesCloseMinutesBefore) } : {}),
    ...(entry.policy ? { policy: { ...policy, ...cancellable } } : {}),
  };
}

function toTiers(entry: EventEntry, { entry: { currency }, halls }: Venue): TierBody[] {
  const hall = halls.get(entry.hall);
  if (!hall) throw new Error(`Event ${entry.key} has an unknown hall`);
  return entry.tiers.map(({ id, name, price, capacity, sections }) => {
    const tier = { id, name: name ?? tierNames[id], price: toMoney(price, currency) };
    const { plan } = hall;
    if (plan && sections) return { ...tier, seats: sections.flatMap((section) => seatIdsOf(plan, section)) };
    if (!plan && !sections && capacity !== undefined) return { ...tier, capacity };
    throw new Error(`Tier ${id} of event ${entry.key} does not fit its hall`);
  });
}

function instantOf(day: Temporal.PlainDate, timeZone: string): string {
  const plainTime = Temporal.PlainTime.from(salesOpenTime);
  return toInstant(day.toZonedDateTime({ timeZone, plainTime }).epochMilliseconds);
}

function toInstant(epochMs: number, minutesBefore = 0): string {
  return new Date(epochMs - minutesBefore * 60_000).toISOString();
}
