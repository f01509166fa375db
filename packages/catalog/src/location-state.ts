import type { IdempotentRequest } from './decision.ts';
import type { Stage } from './seat-layout.ts';
import type { SeatingPlan } from './seating.ts';

export interface Address {
  readonly street?: string | undefined;
  readonly city: string;
  readonly region?: string | undefined;
  readonly postalCode?: string | undefined;
  /** ISO 3166-1 alpha-2. */
  readonly countryCode: string;
}

export interface LocationDetails {
  readonly name: string;
  readonly address: Address;
  readonly coordinates?: { readonly latitude: number; readonly longitude: number } | undefined;
  /** IANA. */
  readonly timeZone: string;
  readonly openingHours?: string | undefined;
}

export interface Hall {
  readonly id: string;
  readonly name: string;
  /** Where in the building. */
  readonly location?: string | undefined;
  /** People, standing or seated; never fewer than the plan has seats. */
  readonly capacity: number;
  /** Null: none of its own; a show's seated tiers bring theirs. */
  readonly plan: SeatingPlan | null;
  /** The plan's: it comes and goes with it. */
  readonly stage?: Stage | undefined;
}

/** A hall in a changed list: what is not given stays as it was. */
export type HallChange = Omit<Hall, 'plan'> & { readonly plan?: SeatingPlan | null | undefined };

export interface LocationState {
  readonly id: string;
  /** Of its stream; every change is one commit with one event. */
  readonly version: number;
  readonly details: LocationDetails;
  /** In the organizer's order. */
  readonly halls: readonly Hall[];
  /** Epoch milliseconds, as all instants here. */
  readonly createdAt: number;
  readonly updatedAt: number;
  /** The request that made it, for telling a repetition. */
  readonly request?: IdempotentRequest | undefined;
}

/** All that happens to a location. These are stored: fields may be added, never renamed or given a new meaning. */
export type LocationEvent =
  | {
      readonly type: 'LocationCreated';
      readonly at: number;
      readonly id: string;
      readonly details: LocationDetails;
      readonly halls: readonly Hall[];
      readonly request?: IdempotentRequest | undefined;
    }
  | {
      readonly type: 'LocationChanged';
      readonly at: number;
      readonly details: Partial<LocationDetails>;
      /** The whole new list, if it changed. A hall whose plan is left out keeps the one it has, and the stage. */
      readonly halls?: readonly HallChange[] | undefined;
    };

/** Throws at an event it does not know, or one that cannot come here: the log would be broken. */
export function evolveLocation(state: LocationState | null, event: LocationEvent): LocationState {
  switch (event.type) {
    case 'LocationCreated': {
      const { at, id, details, halls, request } = event;
      return { id, version: 1, details, halls, createdAt: at, updatedAt: at, request };
    }
    case 'LocationChanged': {
      if (state === null) throw new Error('a location was changed before it was created');
      return {
        ...state,
        version: state.version + 1,
        details: { ...state.details, ...event.details },
        halls: event.halls?.map((hall) => withPlan(hall, state)) ?? state.halls,
        updatedAt: event.at,
      };
    }
    default:
      throw new Error(`unknown event in a location: ${String((event as { type: unknown }).type)}`);
  }
}

function withPlan(hall: HallChange, { halls }: LocationState): Hall {
  const { plan, ...rest } = hall;
  if (plan !== undefined) return { ...rest, plan };
  const before = halls.find(({ id }) => id === hall.id);
  return { ...rest, plan: before?.plan ?? null, ...(before?.stage === undefined ? {} : { stage: before.stage }) };
}
