import { bookingServiceCollections } from '@myevents/booking-service';
import { groups } from '@myevents/contracts';
import { eventServiceCollections } from '@myevents/event-service';
import type { Bus, Collection, Store } from '@myevents/ports';
import type { StoreEngine } from '../../apps/cli/src/engines.ts';
import type { Violation } from '../crash/checks.ts';
import type { Witness } from '../crash/witness.ts';
import type { Arena } from '../crash/world.ts';
import type { Api } from '../support/api.ts';

interface TierBody {
  readonly id: string;
  readonly available: number;
  readonly reservedForWaitlist: number;
  readonly held: number;
  readonly booked: number;
}

async function availability(api: Api, showId: string): Promise<{ version: number; tiers: readonly TierBody[] }> {
  const { body } = await api.get(`/v1/shows/${showId}/availability`);
  return body as unknown as { version: number; tiers: readonly TierBody[] };
}

/** Everything committed was published: nothing is left in either outbox. */
export async function checkOutboxes(stores: StoreEngine): Promise<Violation[]> {
  const services: readonly (readonly [string, readonly Collection[]])[] = [
    ['events', eventServiceCollections],
    ['bookings', bookingServiceCollections],
  ];
  const found = await Promise.all(
    services.map(async ([service, collections]) => {
      await using store: Store = await stores.open({ service, collections });
      const keys = await store.log.pending({ olderThanMs: 0, limit: 5 });
      return keys.map(({ stream, version }) => `${service} never published ${stream}@${version}`);
    }),
  );
  return found.flat();
}

/** No message was given up. */
export async function checkDeadLetters(bus: Bus): Promise<Violation[]> {
  const letters = await Promise.all(Object.values(groups).map(async (group) => bus.deadLetters.list(group)));
  return letters.flat().map(({ group, error }) => `a message to ${group} is dead: ${error}`);
}

/** What the Event Service heard of a sale, over the bus, is what the sale says. */
export async function checkHeardSales(api: Api, stores: StoreEngine, arenas: readonly Arena[]): Promise<Violation[]> {
  await using store = await stores.open({ service: 'events', collections: eventServiceCollections });
  const found = await Promise.all(
    arenas.map(async ({ showId }) => {
      const heard = (await store.documents.get('taken-1', showId))?.document['tiers'] as
        | Record<string, number>
        | undefined;
      const { tiers } = await availability(api, showId);
      return tiers
        .filter((tier) => (heard?.[tier.id] ?? 0) !== tier.held + tier.booked)
        .map(
          (tier) =>
            `the Event Service heard of ${heard?.[tier.id]} in ${tier.id}, the sale has ${tier.held + tier.booked}`,
        );
    }),
  );
  return found.flat();
}

/** Every gateway shows the same sale. */
export async function checkGateways(gateways: readonly Api[], arenas: readonly Arena[]): Promise<Violation[]> {
  const found = await Promise.all(
    arenas.map(async ({ showId }) => {
      const bodies = await Promise.all(gateways.map(async (api) => availability(api, showId)));
      const versions = new Set(bodies.map(({ version }) => version));
      return versions.size > 1 ? [`gateways show versions ${[...versions].join(', ')} of a sale`] : [];
    }),
  );
  return found.flat();
}

/** Whoever still waits wants more than there is: nobody was forgotten. At rest, when no hold runs any more. */
export async function checkWaiters(api: Api, witness: Witness, arenas: readonly Arena[]): Promise<Violation[]> {
  const free = new Map<string, number>();
  for (const { showId } of arenas) {
    for (const { id, available, reservedForWaitlist, held } of (await availability(api, showId)).tiers) {
      if (held > 0) return [`tickets of ${id} are still held`];
      free.set(`${showId}/${id}`, available + reservedForWaitlist);
    }
  }
  const wrong: Violation[] = [];
  for (const { entryId, showId, tier, quantity } of witness.entries.values()) {
    if (quantity > (free.get(`${showId}/${tier}`) ?? 0)) continue;
    const { body } = await api.get(`/v1/waitlist/${entryId}`);
    if (body['status'] === 'waiting') wrong.push(`entry ${entryId} waits for ${quantity}, and there is room`);
  }
  return wrong;
}
