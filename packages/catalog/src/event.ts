import { accepted, changedFields, type Decision, isSame, refused, unreachable } from './decision.ts';
import type {
  CancelEvent,
  CancelShow,
  ChangeEvent,
  ChangeShow,
  CreateEvent,
  EventCommand,
  GiveUpSlot,
  PublishEvent,
  ScheduleShow,
} from './event-commands.ts';
import { type EventEvent, type EventState, rememberedRequest, type Show } from './event-state.ts';
import { invalid } from './refusals.ts';
import { capacityOf, changeTerms, checkTaken, readShow, type ShowTerms } from './show.ts';

/** The most shows an event may have, cancelled ones too. */
export const showsMax = 1_000;

export function decideEvent(state: EventState | null, command: EventCommand): Decision<EventEvent> {
  if (command.type === 'CreateEvent') return create(state, command);
  if (state === null) return refused({ code: 'not-found', what: 'event' });
  switch (command.type) {
    case 'ChangeEvent':
      return change(state, command);
    case 'PublishEvent':
      return publish(state, command);
    case 'CancelEvent':
      return cancel(state, command);
    case 'ScheduleShow':
      return schedule(state, command);
    case 'ChangeShow':
      return changeShow(state, command);
    case 'CancelShow':
      return cancelShow(state, command);
    case 'GiveUpSlot':
      return giveUpSlot(state, command);
    default:
      return unreachable(command);
  }
}

function create(state: EventState | null, { now, id, details, request }: CreateEvent): Decision<EventEvent> {
  if (state === null) return accepted({ type: 'EventCreated', at: now, id, details, request });
  if (request === undefined || state.request?.key !== request.key) return refused({ code: 'already-exists' });
  if (state.request.bodyHash !== request.bodyHash) return refused({ code: 'idempotency-key-reused' });
  return { outcome: 'repeated', id, version: 1 };
}

function isStale(state: { readonly version: number }, ifVersion: number | undefined): boolean {
  return ifVersion !== undefined && ifVersion !== state.version;
}

function change(state: EventState, { now, ifVersion, details }: ChangeEvent): Decision<EventEvent> {
  if (isStale(state, ifVersion)) return refused({ code: 'version-conflict', version: state.version });
  const changed = changedFields(state.details, details);
  if (Object.keys(changed).length === 0) return accepted();
  const shows = [...state.shows.values()];
  if (changed.locationId !== undefined && shows.some(({ status }) => status === 'scheduled')) {
    const message = 'the event has shows in halls of its present location; cancel these first';
    return refused({ code: 'hall-in-use', field: '/locationId', message });
  }
  return accepted({ type: 'EventChanged', at: now, details: changed });
}

function publish(state: EventState, { now, ifVersion }: PublishEvent): Decision<EventEvent> {
  if (isStale(state, ifVersion)) return refused({ code: 'version-conflict', version: state.version });
  if (state.status === 'published') return accepted();
  if (state.status === 'cancelled') {
    return refused({ code: 'not-publishable', message: 'A cancelled event stays cancelled.' });
  }
  return accepted({ type: 'EventPublished', at: now });
}

function cancel(state: EventState, { now, ifVersion }: CancelEvent): Decision<EventEvent> {
  if (isStale(state, ifVersion)) return refused({ code: 'version-conflict', version: state.version });
  if (state.status === 'cancelled') return accepted();
  const scheduled = [...state.shows.values()].filter(({ status }) => status === 'scheduled');
  const coming = scheduled.filter(({ endsAt }) => endsAt > now);
  if (scheduled.length > 0 && coming.length === 0) {
    return refused({ code: 'not-cancellable', message: 'All shows of this event are over.' });
  }
  return accepted({ type: 'EventCancelled', at: now, showIds: coming.map(({ id }) => id) });
}

function schedule(state: EventState, command: ScheduleShow): Decision<EventEvent> {
  const { now, showId, slotId, draft, hall, request } = command;
  const before = rememberedRequest(state, request, now);
  if (before !== undefined) {
    if (before.bodyHash !== request?.bodyHash) return refused({ code: 'idempotency-key-reused' });
    return { outcome: 'repeated', id: before.showId, version: before.version };
  }
  if (state.shows.has(showId)) return refused({ code: 'already-exists' });
  if (state.status === 'cancelled') return refused({ code: 'event-cancelled' });
  if (hall.locationId !== state.details.locationId) return refused({ code: 'unknown-hall', field: '/hallId' });
  if (state.shows.size >= showsMax) return refused(invalid('', `an event has at most ${showsMax} shows`));
  if (state.slotsGivenUp.has(slotId)) return refused({ code: 'slot-lost' });
  const terms = readShow(draft, hall);
  if ('code' in terms) return refused(terms);
  return accepted({ type: 'ShowScheduled', at: now, showId, locationId: hall.locationId, slotId, terms, request });
}

function changeShow(state: EventState, command: ChangeShow): Decision<EventEvent> {
  const { now, showId, slotId, ifVersion, changes, hall, taken } = command;
  const show = state.shows.get(showId);
  if (show === undefined) return refused({ code: 'not-found', what: 'show' });
  if (isStale(show, ifVersion)) return refused({ code: 'version-conflict', version: show.version });
  if (show.status === 'cancelled') return refused({ code: 'show-cancelled' });
  if (hall.locationId !== show.locationId) return refused({ code: 'unknown-hall', field: '/hallId' });
  const terms = changeTerms(show, changes, hall);
  if ('code' in terms) return refused(terms);
  const below = checkTaken(show, terms, taken);
  if (below !== undefined) return refused(below);
  const changed = changedFields<ShowTerms>(show, terms);
  if (Object.keys(changed).length === 0) return accepted();
  if (!needsSlot(show, terms)) return accepted({ type: 'ShowChanged', at: now, showId, terms: changed });
  if (state.slotsGivenUp.has(slotId)) return refused({ code: 'slot-lost' });
  return accepted({ type: 'ShowChanged', at: now, showId, terms: changed, slotId });
}

/** Whether the hall's calendar has something to say about the change. */
function needsSlot(before: ShowTerms, after: ShowTerms): boolean {
  const toSlot = (terms: ShowTerms) => [terms.hallId, terms.startsAt, terms.endsAt, capacityOf(terms)];
  return !isSame(toSlot(before), toSlot(after));
}

function cancelShow(state: EventState, { now, showId, ifVersion }: CancelShow): Decision<EventEvent> {
  const show = state.shows.get(showId);
  if (show === undefined) return refused({ code: 'not-found', what: 'show' });
  if (isStale(show, ifVersion)) return refused({ code: 'version-conflict', version: show.version });
  if (show.status === 'cancelled') return accepted();
  if (show.endsAt <= now) return refused({ code: 'not-cancellable', message: 'The show is over.' });
  return accepted({ type: 'ShowCancelled', at: now, showId });
}

function giveUpSlot(state: EventState, { now, slotId }: GiveUpSlot): Decision<EventEvent> {
  const isUsed = [...state.shows.values()].some((show) => holdsSlot(show, slotId));
  return isUsed || state.slotsGivenUp.has(slotId) ? accepted() : accepted({ type: 'SlotGivenUp', at: now, slotId });
}

/** Whether the slot is this show's now: the truth about a hall's calendar. */
export function holdsSlot(show: Show, slotId: string): boolean {
  return show.status === 'scheduled' && show.slotId === slotId;
}
