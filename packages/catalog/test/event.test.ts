import { describe, expect, it } from 'vitest';
import {
  decideEvent,
  type EventCommand,
  type EventEvent,
  type EventState,
  evolveEvent,
  showsMax,
} from '../src/index.ts';
import {
  dayMs,
  draft,
  evening,
  eventCreated,
  eventDetails,
  hall,
  hallWithPlan,
  hourMs,
  now,
  published,
  seated,
  standing,
} from './samples.ts';
import { specify } from './specification.ts';

const given = specify<EventState | null, EventEvent, EventCommand>({
  initial: null,
  evolve: evolveEvent,
  decide: decideEvent,
});

const schedule = (over: Partial<Extract<EventCommand, { type: 'ScheduleShow' }>> = {}): EventCommand => ({
  type: 'ScheduleShow',
  now,
  showId: 'shw_1',
  slotId: 'slot-1',
  draft: draft(),
  hall,
  ...over,
});
const change = (over: Partial<Extract<EventCommand, { type: 'ChangeShow' }>> = {}): EventCommand => ({
  type: 'ChangeShow',
  now,
  showId: 'shw_1',
  slotId: 'slot-2',
  changes: {},
  hall,
  taken: {},
  ...over,
});

/** The events an accepted command leads to. */
function eventsOf(history: readonly EventEvent[], command: EventCommand): EventEvent[] {
  const { decision } = given(...history).when(command);
  if (decision.outcome !== 'accepted') throw new Error(JSON.stringify(decision));
  return [...history, ...decision.events];
}
const scheduled = eventsOf([eventCreated], schedule());
const cancelled = eventsOf(scheduled, { type: 'CancelEvent', now });

describe('an event', () => {
  it('is born a draft, once for a request', () => {
    const create: EventCommand = { type: 'CreateEvent', now, id: 'evt_1', details: eventDetails };
    given().when(create).thenAccepted({ type: 'EventCreated', details: eventDetails });
    expect(given(eventCreated).state).toMatchObject({ status: 'draft', version: 1 });
    const request = { key: 'k', bodyHash: 'b' };
    const history = eventsOf([], { ...create, request });
    given(...history)
      .when({ ...create, request })
      .thenRepeated('evt_1', 1);
    given(...history)
      .when({ ...create, request: { key: 'k', bodyHash: 'c' } })
      .thenRefused({ code: 'idempotency-key-reused' });
    given(...history)
      .when({ ...create, request: { key: 'l', bodyHash: 'b' } })
      .thenRefused({ code: 'already-exists' });
  });

  it('changes by what differs, at the version the change was made for', () => {
    given(eventCreated)
      .when({ type: 'ChangeEvent', now, ifVersion: 1, details: { name: 'Neu', type: 'concert' } })
      .thenAccepted({ type: 'EventChanged', details: { name: 'Neu' } });
    given(eventCreated)
      .when({ type: 'ChangeEvent', now, details: { tags: ['classical'] } })
      .thenNothing();
    given(eventCreated)
      .when({ type: 'ChangeEvent', now, ifVersion: 7, details: { name: 'Neu' } })
      .thenRefused({ code: 'version-conflict', version: 1 });
    given().when({ type: 'ChangeEvent', now, details: {} }).thenRefused({ code: 'not-found', what: 'event' });
  });

  it('moves to another location only while no show stands', () => {
    const move: EventCommand = { type: 'ChangeEvent', now, details: { locationId: 'loc_2' } };
    given(...scheduled)
      .when(move)
      .thenRefused({ code: 'hall-in-use', field: '/locationId' });
    given(...eventsOf(scheduled, { type: 'CancelShow', now, showId: 'shw_1' }))
      .when(move)
      .thenAccepted({ type: 'EventChanged' });
  });

  it('is published once, and not after it was cancelled', () => {
    given(eventCreated).when({ type: 'PublishEvent', now }).thenAccepted({ type: 'EventPublished' });
    given(eventCreated, published).when({ type: 'PublishEvent', now }).thenNothing();
    given(...cancelled)
      .when({ type: 'PublishEvent', now })
      .thenRefused({ code: 'not-publishable' });
    given(eventCreated).when({ type: 'PublishEvent', now, ifVersion: 9 }).thenRefused({ code: 'version-conflict' });
  });

  it('is cancelled with its shows that are not over', () => {
    const later = draft({ startsAt: evening + dayMs, endsAt: evening + dayMs + hourMs });
    const both = eventsOf(scheduled, schedule({ showId: 'shw_2', draft: later }));
    given(...both)
      .when({ type: 'CancelEvent', now })
      .thenAccepted({ type: 'EventCancelled', showIds: ['shw_1', 'shw_2'] });
    given(...both)
      .when({ type: 'CancelEvent', now: evening + 3 * hourMs })
      .thenAccepted({ type: 'EventCancelled', showIds: ['shw_2'] });
    given(...both)
      .when({ type: 'CancelEvent', now: evening + 9 * dayMs })
      .thenRefused({ code: 'not-cancellable' });
    given(...cancelled)
      .when({ type: 'CancelEvent', now })
      .thenNothing();
    expect(given(...cancelled).state).toMatchObject({ status: 'cancelled' });
    expect(given(...cancelled).state?.shows.get('shw_1')).toMatchObject({ status: 'cancelled', version: 3 });
    given(...cancelled)
      .when(schedule({ showId: 'shw_2' }))
      .thenRefused({ code: 'event-cancelled' });
  });
});

describe('scheduling a show', () => {
  it('is told with everything the sale needs', () => {
    given(eventCreated)
      .when(schedule())
      .thenAccepted({
        type: 'ShowScheduled',
        showId: 'shw_1',
        slotId: 'slot-1',
        locationId: 'loc_1',
        terms: {
          hallId: hall.id,
          currency: 'EUR',
          salesCloseAt: null,
          rows: [],
          tiers: [{ id: 'regular', capacity: 60, isSeated: false }],
        },
      });
  });

  it('works also after publishing', () => {
    given(eventCreated, published).when(schedule()).thenAccepted({ type: 'ShowScheduled' });
  });

  it('counts seats as capacity', () => {
    const tiers = [seated(['Stalls/A-1..10', 'Circle/A-1'])];
    given(eventCreated)
      .when(schedule({ hall: hallWithPlan, draft: draft({ hallId: hallWithPlan.id, tiers }) }))
      .thenAccepted({
        type: 'ShowScheduled',
        terms: {
          tiers: [{ id: 'vip', capacity: 11, isSeated: true }],
          rows: [{ key: 'Stalls/A' }, { key: 'Stalls/B' }, { key: 'Circle/A' }],
        },
      });
  });

  it('is repeated with the same key and body for 24 hours', () => {
    const request = { key: 'k', bodyHash: 'b' };
    const history = eventsOf([eventCreated], schedule({ request }));
    given(...history)
      .when(schedule({ request, showId: 'shw_other' }))
      .thenRepeated('shw_1', 2);
    given(...history)
      .when(schedule({ request: { key: 'k', bodyHash: 'c' } }))
      .thenRefused({ code: 'idempotency-key-reused' });
    given(...history)
      .when(schedule())
      .thenRefused({ code: 'already-exists' });
    const nextDay = eventsOf(history, schedule({ now: now + dayMs, showId: 'shw_2', slotId: 's' }));
    expect(given(...nextDay).state?.requests.size).toBe(0);
  });

  it.each([
    ['ends before it starts', { endsAt: evening - 1 }, '/endsAt'],
    ['ends as it starts', { endsAt: evening }, '/endsAt'],
    ['lasts longer than 366 days', { endsAt: evening + 366 * dayMs + 1 }, '/endsAt'],
    ['opens its doors after it starts', { doorsAt: evening + 1 }, '/doorsAt'],
    ['sells after its end', { salesCloseAt: evening + 2 * hourMs + 1 }, '/salesCloseAt'],
    ['opens its sales when they close', { salesOpenAt: evening }, '/salesOpenAt'],
    [
      'opens its sales after they close',
      { salesOpenAt: evening - hourMs, salesCloseAt: evening - 2 * hourMs },
      '/salesOpenAt',
    ],
    [
      'can be cancelled after its end',
      { policy: { cancellableUntil: evening + 9 * hourMs } },
      '/policy/cancellableUntil',
    ],
    ['lies beyond the calendar', { startsAt: 253_402_300_800_000, endsAt: 253_402_300_800_001 }, '/startsAt'],
    ['has a tier twice', { tiers: [standing(), standing()] }, '/tiers/1/id'],
    ['has two currencies', { tiers: [standing(), standing({ id: 'b', currency: 'USD' })] }, '/tiers/1/price/currency'],
    ['lets in more than the hall takes', { tiers: [standing(), standing({ id: 'b', capacity: 41 })] }, '/tiers'],
    ['has a seat twice', { tiers: [seated(['A-1', 'A-1'])] }, '/tiers/0/seats/1'],
    ['has no tier', { tiers: [] }, '/tiers'],
  ])('is refused if it %s', (_what, over, field) => {
    given(eventCreated)
      .when(schedule({ draft: draft(over) }))
      .thenRefused({ code: 'validation-failed', field });
  });

  it('takes a year, and the whole hall', () => {
    given(eventCreated)
      .when(schedule({ draft: draft({ endsAt: evening + 366 * dayMs, tiers: [standing({ capacity: 100 })] }) }))
      .thenAccepted({ type: 'ShowScheduled' });
  });

  it('is refused for a hall of another location, an unknown seat, an unknown event', () => {
    given(eventCreated)
      .when(schedule({ hall: { ...hall, locationId: 'loc_2' } }))
      .thenRefused({ code: 'unknown-hall', field: '/hallId' });
    given(eventCreated)
      .when(schedule({ hall: hallWithPlan, draft: draft({ tiers: [seated(['Stalls/Z-1'])] }) }))
      .thenRefused({ code: 'unknown-seat', field: '/tiers/0/seats/0' });
    given().when(schedule()).thenRefused({ code: 'not-found' });
  });

  it('is refused above the number of shows an event may have', () => {
    const [first] = scheduled.slice(1);
    const many = Array.from({ length: showsMax }, (_, n) => ({ ...first, showId: `shw_${n}` }) as EventEvent);
    given(eventCreated, ...many.slice(1))
      .when(schedule({ showId: 'x' }))
      .thenAccepted({ type: 'ShowScheduled' });
    given(eventCreated, ...many)
      .when(schedule({ showId: 'x' }))
      .thenRefused({ code: 'validation-failed' });
  });

  it('is too late once its slot was given up', () => {
    const history = eventsOf([eventCreated], { type: 'GiveUpSlot', now, slotId: 'slot-1' });
    given(...history)
      .when(schedule())
      .thenRefused({ code: 'slot-lost' });
    given(...history)
      .when(schedule({ slotId: 'slot-2' }))
      .thenAccepted({ type: 'ShowScheduled' });
    given(...history)
      .when({ type: 'GiveUpSlot', now, slotId: 'slot-1' })
      .thenNothing();
    given(...scheduled)
      .when({ type: 'GiveUpSlot', now, slotId: 'slot-1' })
      .thenNothing();
  });
});

describe('changing a show', () => {
  it('takes its new slot with a new time, hall or capacity, and no slot otherwise', () => {
    given(...scheduled)
      .when(change({ changes: { startsAt: evening + hourMs } }))
      .thenAccepted({ type: 'ShowChanged', slotId: 'slot-2', terms: { startsAt: evening + hourMs } });
    given(...scheduled)
      .when(change({ changes: { tiers: [standing({ capacity: 61 })] } }))
      .thenAccepted({ type: 'ShowChanged', slotId: 'slot-2' });
    const { decision } = given(...scheduled).when(
      change({ changes: { policy: { holdSeconds: 60 }, tiers: [standing({ priceMinor: 1 })] } }),
    );
    expect(decision).toMatchObject({ events: [{ type: 'ShowChanged', terms: { policy: { holdSeconds: 60 } } }] });
    expect(JSON.stringify(decision)).not.toContain('slotId');
  });

  it('moves the end of sales with the start, unless one was chosen', () => {
    const moved = eventsOf(scheduled, change({ changes: { startsAt: evening + hourMs } }));
    expect(given(...moved).state?.shows.get('shw_1')).toMatchObject({
      salesCloseAt: null,
      slotId: 'slot-2',
      version: 3,
      planVersion: 2,
    });
  });

  it('changes choices of the policy one by one', () => {
    const first = eventsOf(scheduled, change({ changes: { policy: { holdSeconds: 60 } } }));
    const second = eventsOf(first, change({ changes: { policy: { uniqueNames: false } } }));
    expect(given(...second).state?.shows.get('shw_1')?.policy).toEqual({ holdSeconds: 60, uniqueNames: false });
  });

  it('keeps its seats when the hall changes its plan, but not when the show changes the hall', () => {
    const tiers = [seated(['Stalls/A-1..3'])];
    const seatedShow = eventsOf(
      [eventCreated],
      schedule({ hall: hallWithPlan, draft: draft({ hallId: hallWithPlan.id, tiers }) }),
    );
    const rebuilt = { ...hallWithPlan, plan: [] };
    given(...seatedShow)
      .when(change({ hall: rebuilt, changes: { startsAt: evening - hourMs } }))
      .thenAccepted({ type: 'ShowChanged' });
    given(...seatedShow)
      .when(change({ hall: rebuilt, changes: { tiers } }))
      .thenRefused({ code: 'unknown-seat' });
    given(...seatedShow)
      .when(change({ hall, changes: { hallId: hall.id } }))
      .thenAccepted({ type: 'ShowChanged', terms: { rows: [{ key: 'Stalls/A', labels: ['1..3'] }] } });
  });

  it.each([
    [
      'a smaller tier',
      { tiers: [standing({ capacity: 9 })] },
      { field: '/tiers/0/capacity', tier: 'regular', taken: 10, wanted: 9 },
    ],
    ['a missing tier', { tiers: [standing({ id: 'other' })] }, { field: '/tiers', wanted: 0 }],
    [
      'seats in place of standing',
      { tiers: [seated(['A-1..20'], { id: 'regular' })] },
      { field: '/tiers/0/seats', wanted: 0 },
    ],
  ])('is refused with %s than was sold', (_what, changes, refusal) => {
    given(...scheduled)
      .when(change({ changes, taken: { regular: 10 } }))
      .thenRefused({ code: 'capacity-below-sold', ...refusal });
  });

  it('may shrink to what was sold', () => {
    given(...scheduled)
      .when(change({ changes: { tiers: [standing({ capacity: 10 })] }, taken: { regular: 10 } }))
      .thenAccepted({ type: 'ShowChanged' });
  });

  it('needs the version it was made for, which is the show’s own', () => {
    const history = [...scheduled, published];
    given(...history)
      .when(change({ ifVersion: 2, changes: { doorsAt: evening } }))
      .thenAccepted({ type: 'ShowChanged' });
    given(...history)
      .when(change({ ifVersion: 3, changes: { doorsAt: evening } }))
      .thenRefused({ code: 'version-conflict', version: 2 });
  });

  it('is refused for unknown and cancelled shows, halls elsewhere and lost slots', () => {
    given(eventCreated).when(change()).thenRefused({ code: 'not-found', what: 'show' });
    given(...cancelled)
      .when(change({ changes: { doorsAt: evening } }))
      .thenRefused({ code: 'show-cancelled' });
    given(...scheduled)
      .when(change({ hall: { ...hall, locationId: 'loc_2' } }))
      .thenRefused({ code: 'unknown-hall' });
    const lost = eventsOf(scheduled, { type: 'GiveUpSlot', now, slotId: 'slot-2' });
    given(...lost)
      .when(change({ changes: { startsAt: evening - 1 } }))
      .thenRefused({ code: 'slot-lost' });
    given(...scheduled)
      .when(change({ changes: { startsAt: evening } }))
      .thenNothing();
  });
});

describe('cancelling a show', () => {
  const cancel: EventCommand = { type: 'CancelShow', now, showId: 'shw_1' };

  it('is done once, and not after its end', () => {
    given(...scheduled)
      .when(cancel)
      .thenAccepted({ type: 'ShowCancelled', showId: 'shw_1' });
    given(...cancelled)
      .when(cancel)
      .thenNothing();
    given(...scheduled)
      .when({ ...cancel, now: evening + 2 * hourMs })
      .thenRefused({ code: 'not-cancellable' });
    given(...scheduled)
      .when({ ...cancel, ifVersion: 1 })
      .thenRefused({ code: 'version-conflict', version: 2 });
    given(eventCreated).when(cancel).thenRefused({ code: 'not-found', what: 'show' });
  });
});

it('stops at an event it does not know, or one that comes before the event', () => {
  expect(() => evolveEvent(null, published)).toThrow('before it was created');
  expect(() => given(eventCreated, { type: 'Painted', at: 0 } as unknown as EventEvent)).toThrow('unknown event');
});
