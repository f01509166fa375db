import {
  capacityOf,
  type Decision,
  decideEvent,
  type EventEvent,
  type EventState,
  type HallFacts,
  type IdempotentRequest,
  isSame,
  rememberedRequest,
  type Show,
  type ShowChanges,
  type ShowDraft,
  type ShowTerms,
} from '@myevents/catalog';
import type { newId } from '@myevents/contracts';
import { ProblemError } from '@myevents/http-kit';
import type { Clock } from '@myevents/ports';
import { idOfRequest } from '../idempotency.ts';
import { assertAccepted, toProblem } from '../refused.ts';
import { eventStream, locationStream } from '../streams/kinds.ts';
import { type Streams, tooLarge } from '../streams/streams.ts';
import type { Background } from './background.ts';
import type { HallSlots, NewSlot } from './hall-slots.ts';
import type { TakenTickets } from './taken-tickets.ts';

/** A show as a change left it, with its event. */
export interface ChangedShow {
  readonly event: EventState;
  readonly show: Show;
}

export interface Shows {
  /** A repeated request answers with the show as it was scheduled. */
  schedule(eventId: string, draft: ShowDraft, request: IdempotentRequest | undefined): Promise<ChangedShow>;
  change(eventId: string, showId: string, changes: ShowChanges, ifVersion: number | undefined): Promise<ChangedShow>;
  cancel(eventId: string, showId: string, ifVersion: number | undefined): Promise<ChangedShow>;
}

export interface ShowsOptions {
  readonly streams: Streams;
  readonly slots: HallSlots;
  readonly taken: TakenTickets;
  readonly background: Background;
  readonly clock: Clock;
  readonly newId: typeof newId;
}

/** The event changed under a command that holds a slot, or the slot was lost: once more from the start. */
const attemptsMax = 5;

export function createShows({ streams, slots, taken, background, clock, newId }: ShowsOptions): Shows {
  return {
    async schedule(eventId, draft, request) {
      return withSlot(eventId, async (event, slotId) => {
        const showId = showIdFor(event, request);
        const { hall, locationVersion } = await findHallFor(event, draft.hallId, request);
        const decide: Decided = (state, now) =>
          decideEvent(state, { type: 'ScheduleShow', now, showId, slotId, draft, hall, request });
        return { decide, locationVersion, showId };
      });
    },
    async change(eventId, showId, changes, ifVersion) {
      return withSlot(eventId, async (event, slotId) => {
        const show = event.shows.get(showId);
        if (show === undefined) throw toProblem({ code: 'not-found', what: 'show' });
        const { hall, locationVersion } = await findHall(show.locationId, changes.hallId ?? show.hallId);
        const ticketsTaken = await taken.of(showId);
        const decide: Decided = (state, now) =>
          decideEvent(state, {
            type: 'ChangeShow',
            now,
            showId,
            slotId,
            ifVersion,
            changes,
            hall,
            taken: ticketsTaken,
          });
        return { decide, locationVersion, showId };
      });
    },
    async cancel(eventId, showId, ifVersion) {
      const { decision, after } = await streams.change(eventStream, eventId, (state, now) =>
        decideEvent(state, { type: 'CancelShow', now, showId, ifVersion }),
      );
      assertAccepted(decision);
      const changed = present(after.state, showId);
      background.run(() => slots.free(changed.show.hallId, changed.show.slotId));
      return changed;
    },
  };

  /** Decides beforehand which slot is needed, takes it, then decides for good; gives it back if nothing came of it. */
  async function withSlot(eventId: string, prepare: Prepare): Promise<ChangedShow> {
    for (let attempt = 1; attempt <= attemptsMax; attempt += 1) {
      const { state, at } = await streams.load(eventStream, eventId);
      if (state === null) throw toProblem({ code: 'not-found', what: 'event' });
      const { decide, locationVersion, showId } = await prepare(state, crypto.randomUUID());
      const wanted = slotOf(state, decide(state, Math.max(clock.now(), at)));
      if (wanted !== undefined) {
        const refusal = await slots.take(wanted.hallId, wanted.slot, locationVersion);
        if (refusal !== undefined) throw toProblem(refusal);
      }
      const changed = await commit({ eventId, showId, decide, wanted });
      if (changed !== 'again') return changed;
    }
    throw new ProblemError('overloaded');
  }

  async function commit({ eventId, showId, decide, wanted }: Prepared): Promise<ChangedShow | 'again'> {
    let isFit = true;
    const { before, after, decision } = await streams.change(eventStream, eventId, (state, now) => {
      const decided = decide(state, now);
      isFit = decided.outcome !== 'accepted' || isSame(slotOf(state, decided), wanted);
      checkPlan(decided);
      return isFit ? decided : { outcome: 'accepted', events: [] };
    });
    const isUsed = isFit && decision.outcome === 'accepted' && decision.events.length > 0;
    if (wanted !== undefined && !isUsed) background.run(() => slots.free(wanted.hallId, wanted.slot.id));
    if (!isFit || (decision.outcome === 'refused' && decision.refusal.code === 'slot-lost')) return 'again';
    assertAccepted(decision);
    if (decision.outcome === 'repeated') {
      return present(await streams.at(eventStream, eventId, decision.version), decision.id);
    }
    if (wanted !== undefined) background.run(() => settle(wanted, before.state?.shows.get(showId)));
    return present(after.state, showId);
  }

  /** The show has its slot: nobody else may have it freed, and the one it had before is free. */
  async function settle({ hallId, slot }: WantedSlot, before: Show | undefined): Promise<void> {
    await slots.confirm(hallId, slot.id);
    if (before !== undefined && before.hallId !== hallId) await slots.free(before.hallId, before.slotId);
  }

  function isRepeated(event: EventState, request: IdempotentRequest | undefined): boolean {
    return rememberedRequest(event, request, clock.now()) !== undefined;
  }

  /** The id that comes with the request, unless its memory is over and the show it once made is still there. */
  function showIdFor(event: EventState, request: IdempotentRequest | undefined): string {
    if (request === undefined) return newId('show');
    const showId = idOfRequest('show', request);
    return event.shows.has(showId) && !isRepeated(event, request) ? newId('show') : showId;
  }

  /** A repeated request is answered as before, whatever became of its hall. */
  async function findHallFor(
    event: EventState,
    hallId: string,
    request: IdempotentRequest | undefined,
  ): Promise<Found> {
    const { locationId } = event.details;
    if (isRepeated(event, request))
      return { hall: { id: hallId, locationId, capacity: 0, plan: null }, locationVersion: 0 };
    return findHall(locationId, hallId);
  }

  async function findHall(locationId: string, hallId: string): Promise<Found> {
    const { state, version } = await streams.load(locationStream, locationId);
    const hall = state?.halls.find(({ id }) => id === hallId);
    if (hall === undefined) throw toProblem({ code: 'unknown-hall', field: '/hallId' });
    const { capacity, plan, stage } = hall;
    return { hall: { id: hallId, locationId, capacity, plan, stage }, locationVersion: version };
  }
}

type Decided = (state: EventState | null, now: number) => Decision<EventEvent>;
type Prepare = (
  event: EventState,
  slotId: string,
) => Promise<{ readonly decide: Decided; readonly locationVersion: number; readonly showId: string }>;

interface Found {
  readonly hall: HallFacts;
  readonly locationVersion: number;
}

/** Leaves room for all else that a message about a show carries. */
const planBytesMax = 150 * 1024;

function checkPlan(decision: Decision<EventEvent>): void {
  const [event] = decision.outcome === 'accepted' ? decision.events : [];
  const { rows, layout } = event !== undefined && 'terms' in event ? event.terms : {};
  if (rows !== undefined && Buffer.byteLength(JSON.stringify([rows, layout])) > planBytesMax) throw tooLarge();
}

interface WantedSlot {
  readonly hallId: string;
  readonly slot: NewSlot;
}

interface Prepared {
  readonly eventId: string;
  readonly showId: string;
  readonly decide: Decided;
  /** Taken in the hall's calendar; undefined where the change needs none. */
  readonly wanted: WantedSlot | undefined;
}

/** What an accepted change takes of a hall's time; undefined where nothing of that kind changes. */
function slotOf(state: EventState | null, decision: Decision<EventEvent>): WantedSlot | undefined {
  const [event] = decision.outcome === 'accepted' ? decision.events : [];
  if (state === null || event === undefined || !('slotId' in event) || !('showId' in event)) return undefined;
  const { slotId, showId } = event;
  const terms: Partial<ShowTerms> = { ...state.shows.get(showId), ...event.terms };
  const { hallId, startsAt, endsAt, tiers } = terms;
  if (slotId === undefined || hallId === undefined || startsAt === undefined || endsAt === undefined) return undefined;
  const capacity = capacityOf({ tiers: tiers ?? [] });
  return { hallId, slot: { id: slotId, showId, eventId: state.id, startsAt, endsAt, capacity } };
}

function present(event: EventState | null, showId: string): ChangedShow {
  const show = event?.shows.get(showId);
  if (event === null || show === undefined) throw new Error('a show that was just written is not there');
  return { event, show };
}
