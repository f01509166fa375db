import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  decideHall,
  emptyCalendar,
  evolveHall,
  type HallCalendar,
  type HallCommand,
  type HallEvent,
} from '../src/index.ts';

const ids = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f');
const times = fc.tuple(fc.nat(20), fc.integer({ min: 1, max: 6 }));

/** Commands as several processes would send them: without looking at each other. */
const command: fc.Arbitrary<HallCommand> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      type: fc.constant('TakeSlot' as const),
      now: fc.constant(0),
      locationVersion: fc.nat(3),
      slot: fc
        .record({ id: fc.uuid(), showId: ids, eventId: fc.constant('e'), times, capacity: fc.nat(10) })
        .map(({ times: [startsAt, length], ...slot }) => ({ ...slot, startsAt, endsAt: startsAt + length })),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      type: fc.constant('ConfirmSlot' as const),
      now: fc.constant(0),
      slotId: fc.nat(30).map(String),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      type: fc.constant('FreeSlot' as const),
      now: fc.constant(0),
      slotId: fc.nat(30).map(String),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      type: fc.constant('LimitHall' as const),
      now: fc.constant(0),
      capacityMax: fc.nat(10),
      locationVersion: fc.nat(3),
      field: fc.constant(''),
    }),
  },
);

interface Run {
  readonly calendar: HallCalendar;
  readonly events: readonly HallEvent[];
}

/** Slots are named by their number, so that later commands meet earlier ones. */
function run(commands: readonly HallCommand[]): Run {
  let next = 0;
  return commands.reduce<Run>(
    ({ calendar, events }, each, index) => {
      const numbered = each.type === 'TakeSlot' ? { ...each, slot: { ...each.slot, id: String(next++) } } : each;
      const decision = decideHall(calendar, { ...numbered, now: index });
      const news = decision.outcome === 'accepted' ? decision.events : [];
      return { calendar: news.reduce(evolveHall, calendar), events: [...events, ...news] };
    },
    { calendar: emptyCalendar, events: [] },
  );
}

it('never has two shows at one time', () => {
  fc.assert(
    fc.property(fc.array(command, { maxLength: 60 }), (commands) => {
      const slots = [...run(commands).calendar.slots.values()];
      for (const a of slots) {
        for (const b of slots) {
          if (a.showId === b.showId) continue;
          expect(a.endsAt <= b.startsAt || b.endsAt <= a.startsAt).toBe(true);
        }
      }
    }),
  );
});

it('takes nothing from anybody by confirming a slot', () => {
  fc.assert(
    fc.property(fc.array(command, { maxLength: 60 }), fc.nat(30).map(String), (commands, slotId) => {
      const { calendar } = run(commands);
      const decision = decideHall(calendar, { type: 'ConfirmSlot', now: 100, slotId });
      const after = decision.outcome === 'accepted' ? decision.events.reduce(evolveHall, calendar) : calendar;
      expect([...after.slots.keys()]).toEqual([...calendar.slots.keys()]);
      expect(after.slots.get(slotId)?.isScheduled ?? true).toBe(true);
    }),
  );
});

it('comes to the same by replay', () => {
  fc.assert(
    fc.property(fc.array(command, { maxLength: 60 }), (commands) => {
      const { calendar, events } = run(commands);
      expect(events.reduce(evolveHall, emptyCalendar)).toEqual(calendar);
      expect(calendar.version).toBe(events.length);
    }),
  );
});
