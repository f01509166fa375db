import {
  type ChangedHall,
  decideLocation,
  type Hall,
  hallLimitsOf,
  type IdempotentRequest,
  type LocationDetails,
  type LocationState,
} from '@myevents/catalog';
import type { newId } from '@myevents/contracts';
import { idOfRequest } from '../idempotency.ts';
import { assertAccepted, toProblem } from '../refused.ts';
import { locationStream } from '../streams/kinds.ts';
import type { Streams } from '../streams/streams.ts';
import type { HallSlots } from './hall-slots.ts';

export interface Locations {
  /** A repeated request answers with the location as it was created. */
  create(location: NewLocation, request: IdempotentRequest | undefined): Promise<LocationState>;
  change(id: string, changes: LocationChanges): Promise<LocationState>;
}

export interface NewLocation {
  readonly details: LocationDetails;
  readonly halls: readonly Omit<Hall, 'id'>[];
}

export interface LocationChanges {
  readonly details: Partial<LocationDetails>;
  readonly halls?: readonly Omit<ChangedHall, 'newId'>[] | undefined;
  readonly ifVersion?: number | undefined;
}

export interface LocationsOptions {
  readonly streams: Streams;
  readonly slots: HallSlots;
  readonly newId: typeof newId;
}

export function createLocations({ streams, slots, newId }: LocationsOptions): Locations {
  return {
    async create({ details, halls }, request) {
      const id = request === undefined ? newId('location') : idOfRequest('location', request);
      const named = halls.map((hall) => ({ ...hall, id: newId('hall') }));
      const { decision, after } = await streams.change(locationStream, id, (state, now) =>
        decideLocation(state, { type: 'CreateLocation', now, id, details, halls: named, request }),
      );
      assertAccepted(decision);
      const state = decision.outcome === 'repeated' ? await streams.at(locationStream, id, 1) : after.state;
      return present(state);
    },
    async change(id, { details, halls, ifVersion }) {
      const named = halls?.map((hall) => ({ ...hall, newId: newId('hall') }));
      const decide = (state: LocationState | null, now: number) =>
        decideLocation(state, { type: 'ChangeLocation', now, ifVersion, details, halls: named });
      await limitHalls(id, decide);
      const { decision, after } = await streams.change(locationStream, id, decide);
      assertAccepted(decision);
      return present(after.state);
    },
  };

  /** Halls that get smaller, or go, must first agree: their calendars know the coming shows. */
  async function limitHalls(
    id: string,
    decide: (state: LocationState | null, now: number) => ReturnType<typeof decideLocation>,
  ): Promise<void> {
    const { state, version, at } = await streams.load(locationStream, id);
    const decision = decide(state, at);
    assertAccepted(decision);
    if (state === null || decision.outcome !== 'accepted') return;
    for (const { hallId, capacityMax, field } of decision.events.flatMap((event) => hallLimitsOf(state, event))) {
      const refusal = await slots.limit(hallId, { capacityMax, locationVersion: version, field });
      if (refusal !== undefined) throw toProblem(refusal);
    }
  }
}

function present<State>(state: State | null): State {
  if (state === null) throw new Error('a location that was just written is not there');
  return state;
}
