import type { IdempotentRequest } from './decision.ts';
import type { ShowTerms } from './show.ts';

/** How long requests and given-up slots are remembered, in stream time. */
const rememberedMs = 24 * 60 * 60_000;

export interface EventDetails {
  readonly name: string;
  readonly description?: string | undefined;
  readonly type: string;
  readonly locationId: string;
  readonly durationMinutes: number;
  /** BCP 47. */
  readonly language?: string | undefined;
  readonly tags: readonly string[];
  /** The organizer's own, by name; nothing is read from it. */
  readonly metadata?: Readonly<Record<string, string>> | undefined;
}

export type EventStatus = 'draft' | 'published' | 'cancelled';

export interface Show extends ShowTerms {
  readonly id: string;
  readonly locationId: string;
  /** The part of the hall's calendar that is this show's. */
  readonly slotId: string;
  readonly status: 'scheduled' | 'cancelled';
  readonly createdAt: number;
  readonly updatedAt: number;
  /** The event stream's version at which the show last changed. */
  readonly version: number;
  /** The event stream's version at which its rows, or their layout, last changed. */
  readonly planVersion: number;
}

export interface RememberedRequest {
  readonly bodyHash: string;
  readonly showId: string;
  /** Of the commit it came to. */
  readonly version: number;
  readonly at: number;
}

/** An event with its shows: one stream, so that they cannot contradict each other. */
export interface EventState {
  readonly id: string;
  /** Of its stream; every change is one commit with one event. */
  readonly version: number;
  readonly details: EventDetails;
  readonly status: EventStatus;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly shows: ReadonlyMap<string, Show>;
  /** The request that made the event. */
  readonly request?: IdempotentRequest | undefined;
  /** Requests that made shows, by key. */
  readonly requests: ReadonlyMap<string, RememberedRequest>;
  /** Slots that no show may use any more, because they were freed for waiting too long. */
  readonly slotsGivenUp: ReadonlyMap<string, number>;
}

/** All that happens to an event and its shows. These are stored: fields may be added, never renamed or given a new meaning. */
export type EventEvent =
  | {
      readonly type: 'EventCreated';
      readonly at: number;
      readonly id: string;
      readonly details: EventDetails;
      readonly request?: IdempotentRequest | undefined;
    }
  | { readonly type: 'EventChanged'; readonly at: number; readonly details: Partial<EventDetails> }
  | { readonly type: 'EventPublished'; readonly at: number }
  /** `showIds`: those cancelled with it; shows that were over stay what they were. */
  | { readonly type: 'EventCancelled'; readonly at: number; readonly showIds: readonly string[] }
  | {
      readonly type: 'ShowScheduled';
      readonly at: number;
      readonly showId: string;
      readonly locationId: string;
      readonly slotId: string;
      readonly terms: ShowTerms;
      readonly request?: IdempotentRequest | undefined;
    }
  | {
      readonly type: 'ShowChanged';
      readonly at: number;
      readonly showId: string;
      readonly terms: Partial<ShowTerms>;
      /** Where hall, times or capacity changed. */
      readonly slotId?: string | undefined;
    }
  | { readonly type: 'ShowCancelled'; readonly at: number; readonly showId: string }
  /** The slot waited too long for its show and goes to others: whoever is still at it must take a new one. */
  | { readonly type: 'SlotGivenUp'; readonly at: number; readonly slotId: string };

/** Throws at an event it does not know, or one that cannot come here: the log would be broken. */
export function evolveEvent(state: EventState | null, event: EventEvent): EventState {
  if (event.type === 'EventCreated') {
    const { at, id, details, request } = event;
    return {
      id,
      version: 1,
      details,
      status: 'draft',
      createdAt: at,
      updatedAt: at,
      shows: new Map(),
      request,
      requests: new Map(),
      slotsGivenUp: new Map(),
    };
  }
  if (state === null) throw new Error('an event changed before it was created');
  return evolveExisting({ ...state, version: state.version + 1, updatedAt: event.at }, event);
}

function evolveExisting(state: EventState, event: Exclude<EventEvent, { readonly type: 'EventCreated' }>): EventState {
  const { at } = event;
  switch (event.type) {
    case 'EventChanged':
      return { ...state, details: { ...state.details, ...event.details } };
    case 'EventPublished':
      return { ...state, status: 'published' };
    case 'EventCancelled':
      return {
        ...event.showIds.reduce((now, id) => changeShow(now, id, at, { status: 'cancelled' }), state),
        status: 'cancelled',
      };
    case 'ShowScheduled':
      return addShow(state, event);
    case 'ShowChanged': {
      const { rows, layout } = event.terms;
      const planVersion = rows === undefined && layout === undefined ? {} : { planVersion: state.version };
      const slot = event.slotId === undefined ? {} : { slotId: event.slotId };
      return changeShow(state, event.showId, at, { ...event.terms, ...slot, ...planVersion });
    }
    case 'ShowCancelled':
      return changeShow(state, event.showId, at, { status: 'cancelled' });
    case 'SlotGivenUp':
      return { ...state, slotsGivenUp: recent(state.slotsGivenUp, at, (since) => since).set(event.slotId, at) };
    default:
      throw new Error(`unknown event of an event: ${String((event as { type: unknown }).type)}`);
  }
}

function addShow(state: EventState, event: Extract<EventEvent, { readonly type: 'ShowScheduled' }>): EventState {
  const { at, showId, locationId, slotId, terms, request } = event;
  const { version } = state;
  const shows = new Map(state.shows).set(showId, {
    ...terms,
    id: showId,
    locationId,
    slotId,
    status: 'scheduled',
    createdAt: at,
    updatedAt: at,
    version,
    planVersion: version,
  });
  const requests = recent(state.requests, at, (remembered) => remembered.at);
  if (request !== undefined) requests.set(request.key, { bodyHash: request.bodyHash, showId, version, at });
  return { ...state, shows, requests };
}

function changeShow(state: EventState, id: string, at: number, changes: Partial<Show>): EventState {
  const show = state.shows.get(id);
  if (show === undefined) throw new Error('a show changed before it was scheduled');
  const shows = new Map(state.shows).set(id, { ...show, ...changes, updatedAt: at, version: state.version });
  return { ...state, shows };
}

/** What the same request made before, if that is still remembered. */
export function rememberedRequest(
  { requests }: EventState,
  request: IdempotentRequest | undefined,
  now: number,
): RememberedRequest | undefined {
  const remembered = request === undefined ? undefined : requests.get(request.key);
  return remembered !== undefined && now - remembered.at < rememberedMs ? remembered : undefined;
}

function recent<Value>(
  remembered: ReadonlyMap<string, Value>,
  now: number,
  at: (value: Value) => number,
): Map<string, Value> {
  return new Map([...remembered].filter(([, value]) => now - at(value) < rememberedMs));
}
