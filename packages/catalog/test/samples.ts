import type { EventDetails, EventEvent } from '../src/event-state.ts';
import type { Hall, LocationDetails, LocationEvent } from '../src/location-state.ts';
import type { HallFacts, ShowDraft, TierDraft } from '../src/show.ts';

export const hourMs = 60 * 60_000;
export const dayMs = 24 * hourMs;
/** 2030-06-01T18:00:00Z */
export const evening = 1_906_567_200_000;
export const now = evening - 30 * dayMs;

export const plan = [
  {
    name: 'Stalls',
    rows: [
      { name: 'A', labels: ['1..10'] },
      { name: 'B', labels: ['1..10'] },
    ],
  },
  { name: 'Circle', rows: [{ name: 'A', labels: ['1', '3', '5', '7'] }] },
];

export const details: LocationDetails = {
  name: 'Philharmonie',
  address: { city: 'Berlin', countryCode: 'DE' },
  timeZone: 'Europe/Berlin',
};
export const openHall: Hall = { id: 'hal_open', name: 'Foyer', capacity: 100, plan: null };
export const seatedHall: Hall = { id: 'hal_seated', name: 'Saal', capacity: 30, plan };

export const created: LocationEvent = {
  type: 'LocationCreated',
  at: now,
  id: 'loc_1',
  details,
  halls: [openHall, seatedHall],
};

export const hall: HallFacts = { id: openHall.id, locationId: 'loc_1', capacity: 100, plan: null };
export const hallWithPlan: HallFacts = { ...hall, id: seatedHall.id, capacity: 30, plan };

export const standing = (over: Partial<TierDraft> = {}): TierDraft => ({
  id: 'regular',
  name: 'Regular',
  priceMinor: 2_000,
  currency: 'EUR',
  capacity: 60,
  ...over,
});
export const seated = (seats: readonly string[], over: Partial<TierDraft> = {}): TierDraft => ({
  id: 'vip',
  name: 'VIP',
  priceMinor: 5_000,
  currency: 'EUR',
  seats,
  ...over,
});

export const draft = (over: Partial<ShowDraft> = {}): ShowDraft => ({
  hallId: hall.id,
  startsAt: evening,
  endsAt: evening + 2 * hourMs,
  tiers: [standing()],
  ...over,
});

export const eventDetails: EventDetails = {
  name: 'Mahler 2',
  type: 'concert',
  locationId: 'loc_1',
  durationMinutes: 90,
  tags: ['classical'],
};
export const eventCreated: EventEvent = { type: 'EventCreated', at: now, id: 'evt_1', details: eventDetails };
export const published: EventEvent = { type: 'EventPublished', at: now };
