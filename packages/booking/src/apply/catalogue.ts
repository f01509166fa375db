import type { ShowEvent } from '../events.ts';
import { createPlan } from '../plan.ts';
import type { ShowSettings } from '../settings.ts';
import type { Show } from '../show.ts';
import { dropIfGone, recountTier, type Tier } from '../tier.ts';
import { createWaitingRoom } from '../waiting-room.ts';

type Event<T extends ShowEvent['type']> = Extract<ShowEvent, { type: T }>;

export function configureShow(show: Show, event: Event<'ShowConfigured'>): void {
  const { settings } = event;
  show.catalogueVersion = event.catalogueVersion;
  show.settings = settings;
  show.isOpened = settings.salesOpenAt === null || settings.salesOpenAt <= event.at;
  if (settings.salesCloseAt > event.at) show.isClosed = false;
  show.plan = createPlan(show);
  show.tiers = planTiers(show.tiers, settings);
  for (const tier of show.tiers.values()) recountTier(show, tier);
  for (const id of show.tiers.keys()) dropIfGone(show, id);
}

/** No tier has anything to sell any more: what is left is held or booked, and goes as the bookings end. */
export function cancelShow(show: Show, event: Event<'ShowCancelled'>): void {
  show.catalogueVersion = event.catalogueVersion;
  show.isCancelled = true;
  show.plan = createPlan(show);
  for (const tier of show.tiers.values()) {
    tier.isPlanned = false;
    recountTier(show, tier);
  }
  closeRoom(show);
}

export function closeSales(show: Show): void {
  show.isClosed = true;
  closeRoom(show);
}

/** At once for every rule and reader, whatever the number of entries. */
function closeRoom(show: Show): void {
  if (show.room.entries.size > 0) {
    show.room.closedVersion = show.version;
    show.closing.push(show.room);
  }
  show.room = createWaitingRoom();
  for (const id of show.tiers.keys()) dropIfGone(show, id);
}

function planTiers(known: ReadonlyMap<string, Tier>, settings: ShowSettings): Map<string, Tier> {
  const tiers = new Map<string, Tier>();
  for (const tier of settings.tiers) {
    const { held, booked } = known.get(tier.id) ?? { held: 0, booked: 0 };
    tiers.set(tier.id, { settings: tier, isPlanned: true, wished: 0, capacity: 0, free: 0, held, booked });
  }
  for (const [id, tier] of known) {
    if (!tiers.has(id)) tiers.set(id, { ...tier, isPlanned: false });
  }
  return tiers;
}
