import { describe, expect, it } from 'vitest';
import {
  decideHall,
  emptyCalendar,
  evolveHall,
  type HallCalendar,
  type HallCommand,
  type HallEvent,
  lapsedSlots,
  slotWaitMs,
} from '../src/index.ts';
import { evening, hourMs, now } from './samples.ts';
import { specify } from './specification.ts';

const given = specify<HallCalendar, HallEvent, HallCommand>({
  initial: emptyCalendar,
  evolve: evolveHall,
  decide: decideHall,
});
const slot = (id: string, over: object = {}) => ({
  id,
  showId: `show-${id}`,
  eventId: 'evt_1',
  startsAt: evening,
  endsAt: evening + 2 * hourMs,
  capacity: 50,
  ...over,
});
const take = (id: string, over: object = {}, locationVersion = 1): HallCommand => ({
  type: 'TakeSlot',
  now,
  slot: slot(id, over),
  locationVersion,
});
const taken = (id: string, over: object = {}): HallEvent => ({ type: 'SlotTaken', at: now, slot: slot(id, over) });
const confirmed = (slotId: string): HallEvent => ({ type: 'SlotConfirmed', at: now, slotId });
const limited = (capacityMax: number, locationVersion = 1): HallEvent => ({
  type: 'HallLimited',
  at: now,
  limit: { capacityMax, locationVersion, until: now + slotWaitMs },
});
const limit = (capacityMax: number): HallCommand => ({
  type: 'LimitHall',
  now,
  capacityMax,
  locationVersion: 1,
  field: '/halls',
});

describe('taking a slot', () => {
  it('takes free time, once', () => {
    given()
      .when(take('a'))
      .thenAccepted({ type: 'SlotTaken', slot: slot('a') });
    given(taken('a')).when(take('a')).thenNothing();
  });

  it('may follow at the very moment another ends', () => {
    given(taken('a'))
      .when(take('b', { startsAt: evening + 2 * hourMs, endsAt: evening + 3 * hourMs }))
      .thenAccepted({ type: 'SlotTaken' });
    given(taken('a'))
      .when(take('b', { startsAt: evening - hourMs, endsAt: evening }))
      .thenAccepted({ type: 'SlotTaken' });
  });

  it.each([
    ['begins inside', { startsAt: evening + hourMs, endsAt: evening + 3 * hourMs }],
    ['ends inside', { startsAt: evening - hourMs, endsAt: evening + 1 }],
    ['lies inside', { startsAt: evening + 1, endsAt: evening + 2 }],
    ['lies around', { startsAt: evening - 1, endsAt: evening + 9 * hourMs }],
  ])('is refused where it %s', (_what, over) => {
    given(taken('a'), confirmed('a'))
      .when(take('b', over))
      .thenRefused({ code: 'hall-occupied', slot: { ...slot('a'), takenAt: now, isScheduled: true } });
  });

  it('may overlap with a slot of the same show, which moves', () => {
    given(taken('a'), confirmed('a'))
      .when(take('b', { showId: 'show-a', startsAt: evening + hourMs }))
      .thenAccepted({ type: 'SlotTaken' });
  });

  it('respects a limit, unless the location was read after it', () => {
    given(limited(40)).when(take('a')).thenRefused({ code: 'hall-in-use' });
    given(limited(50)).when(take('a')).thenAccepted({ type: 'SlotTaken' });
    given(limited(40))
      .when(take('a', {}, 2))
      .thenAccepted({ type: 'SlotTaken' });
    given(limited(40))
      .when({ ...take('a'), now: now + slotWaitMs })
      .thenAccepted({ type: 'SlotTaken' });
  });
});

describe('confirming and freeing', () => {
  it('keeps what else the show has: it may be on its way there', () => {
    const later = { showId: 'show-a', startsAt: evening + 5 * hourMs, endsAt: evening + 6 * hourMs };
    const { state } = given(taken('a'), taken('b', later), confirmed('a'));
    expect([...state.slots.values()].map(({ id, isScheduled }) => [id, isScheduled])).toEqual([
      ['a', true],
      ['b', false],
    ]);
  });

  it('is done once', () => {
    given(taken('a')).when({ type: 'ConfirmSlot', now, slotId: 'a' }).thenAccepted({ type: 'SlotConfirmed' });
    given(taken('a'), confirmed('a')).when({ type: 'ConfirmSlot', now, slotId: 'a' }).thenNothing();
    given(taken('a')).when({ type: 'FreeSlot', now, slotId: 'a' }).thenAccepted({ type: 'SlotFreed' });
    given().when({ type: 'FreeSlot', now, slotId: 'a' }).thenNothing();
    given().when({ type: 'ConfirmSlot', now, slotId: 'a' }).thenRefused({ code: 'not-found' });
  });

  it('lets go of a slot whose show never came after 60 s', () => {
    const { state } = given(
      taken('a'),
      taken('b', { showId: 'x', startsAt: evening + 9 * hourMs, endsAt: evening + 10 * hourMs }),
      confirmed('b'),
    );
    expect(lapsedSlots(state, now + slotWaitMs - 1)).toEqual([]);
    expect(lapsedSlots(state, now + slotWaitMs)).toMatchObject([{ id: 'a' }]);
  });
});

describe('limiting a hall', () => {
  it('is refused where a coming show needs more', () => {
    given(taken('a'))
      .when(limit(49))
      .thenRefused({ code: 'hall-in-use', field: '/halls', message: 'a coming show in this hall lets in 50 people' });
    given(taken('a')).when(limit(0)).thenRefused({ code: 'hall-in-use', message: 'the hall has coming shows' });
    given(taken('a')).when(limit(50)).thenAccepted({ type: 'HallLimited' });
  });

  it('does not mind shows that are over', () => {
    given(taken('a'))
      .when({ ...limit(0), now: evening + 2 * hourMs })
      .thenAccepted({ type: 'HallLimited' });
  });

  it('keeps the stricter of two limits at once', () => {
    given(limited(10, 3))
      .when(limit(20))
      .thenAccepted({ type: 'HallLimited', limit: { capacityMax: 10, locationVersion: 3 } });
  });
});

it('stops at an event it does not know', () => {
  expect(() => evolveHall(emptyCalendar, { type: 'Painted', at: 0 } as unknown as HallEvent)).toThrow('unknown event');
});
