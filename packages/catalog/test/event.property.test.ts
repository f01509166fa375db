import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  capacityOf,
  decideEvent,
  type EventCommand,
  type EventEvent,
  type EventState,
  evolveEvent,
  expandLabels,
} from '../src/index.ts';
import { eventDetails, hourMs, seated, standing } from './samples.ts';

const hallCapacity = 60;
const plan = [
  {
    name: 'S',
    rows: [
      { name: 'A', labels: ['1..20'] },
      { name: 'B', labels: ['1..20'] },
    ],
  },
];
const halls = {
  open: { id: 'open', locationId: 'loc_1', capacity: hallCapacity, plan: null },
  planned: { id: 'planned', locationId: 'loc_1', capacity: hallCapacity, plan },
  elsewhere: { id: 'elsewhere', locationId: 'loc_2', capacity: hallCapacity, plan: null },
};
const hall = fc.constantFrom(...Object.values(halls));
const showId = fc.constantFrom('a', 'b', 'c');
const instant = fc.integer({ min: 0, max: 40 }).map((hours) => hours * hourMs);

const seat = fc
  .tuple(fc.constantFrom('S/A', 'S/B', 'S/C'), fc.integer({ min: 1, max: 22 }))
  .map(([row, number]) => `${row}-${number}`);
const tier = (id: string) =>
  fc.oneof(
    fc.integer({ min: 1, max: 40 }).map((capacity) => standing({ id, capacity })),
    fc.array(seat, { minLength: 1, maxLength: 6 }).map((seats) => seated(seats, { id })),
    fc.constantFrom('EUR', 'JPY').map((currency) => standing({ id, currency })),
  );
const tiers = fc.tuple(tier('vip'), tier('eco')).chain((both) => fc.shuffledSubarray(both, { minLength: 1 }));
const taken = fc.record({ vip: fc.nat(20), eco: fc.nat(20) });
const times = fc.record({ startsAt: instant, endsAt: instant });

const command: fc.Arbitrary<EventCommand> = fc.oneof(
  fc.record({
    type: fc.constant('ChangeEvent' as const),
    now: instant,
    details: fc.record({ locationId: fc.constantFrom('loc_1', 'loc_2') }),
  }),
  fc.record({ type: fc.constantFrom('PublishEvent' as const, 'CancelEvent' as const), now: instant }),
  {
    weight: 6,
    arbitrary: fc
      .record({ showId, slotId: fc.uuid(), hall, tiers, times, now: instant })
      .map(({ hall: where, tiers: sold, times: at, ...rest }) => ({
        ...rest,
        type: 'ScheduleShow' as const,
        hall: where,
        draft: { hallId: where.id, tiers: sold, ...at },
      })),
  },
  {
    weight: 6,
    arbitrary: fc
      .record({
        showId,
        slotId: fc.uuid(),
        hall,
        tiers: fc.option(tiers, { nil: undefined }),
        times: fc.option(times, { nil: undefined }),
        taken,
        now: instant,
      })
      .map(({ tiers: sold, times: at, ...rest }) => ({
        ...rest,
        type: 'ChangeShow' as const,
        changes: { hallId: rest.hall.id, tiers: sold, ...at },
      })),
  },
  fc.record({ type: fc.constant('CancelShow' as const), showId, now: instant }),
  fc.record({ type: fc.constant('GiveUpSlot' as const), slotId: fc.uuid(), now: instant }),
);

function run(
  commands: readonly EventCommand[],
  check: (before: EventState, command: EventCommand, after: EventState) => void,
) {
  const events: EventEvent[] = [{ type: 'EventCreated', at: 0, id: 'evt_1', details: eventDetails }];
  let state = events.reduce<EventState | null>(evolveEvent, null);
  for (const each of commands) {
    const decision = decideEvent(state, each);
    if (decision.outcome !== 'accepted' || state === null) continue;
    expect(decision.events.length).toBeLessThanOrEqual(1);
    const before: EventState = state;
    state = decision.events.reduce<EventState>(evolveEvent, before);
    events.push(...decision.events);
    check(before, each, state);
  }
  return { state, events };
}

it('keeps every show whole, whatever is asked for in whatever order', () => {
  fc.assert(
    fc.property(fc.array(command, { maxLength: 40 }), (commands) => {
      run(commands, (_before, _command, { shows, details }) => {
        for (const show of shows.values()) {
          expect(show.endsAt).toBeGreaterThan(show.startsAt);
          expect(capacityOf(show)).toBeLessThanOrEqual(hallCapacity);
          if (show.status === 'scheduled')
            expect(show.locationId).toBe(details.locationId === 'loc_2' ? 'loc_2' : 'loc_1');
          const counts = new Map<string | null, number>();
          for (const { labels, tiers: runs } of show.rows) {
            expect(runs.reduce((sum, [, count]) => sum + count, 0)).toBe(expandLabels(labels)?.length);
            for (const [owner, count] of runs) counts.set(owner, (counts.get(owner) ?? 0) + count);
          }
          for (const { id, isSeated, capacity } of show.tiers) if (isSeated) expect(counts.get(id)).toBe(capacity);
          const seats = show.rows.flatMap(({ key, labels }) =>
            (expandLabels(labels) ?? []).map((label) => `${key}-${label}`),
          );
          expect(new Set(seats).size).toBe(seats.length);
        }
      });
    }),
    { numRuns: 300 },
  );
});

it('never goes below what was sold, and never brings back what was cancelled', () => {
  fc.assert(
    fc.property(fc.array(command, { maxLength: 40 }), (commands) => {
      run(commands, (before, each, after) => {
        for (const [id, show] of before.shows)
          if (show.status === 'cancelled') expect(after.shows.get(id)).toEqual(show);
        if (before.status === 'cancelled') expect(after.status).toBe('cancelled');
        if (each.type !== 'ChangeShow') return;
        const tiersBefore = before.shows.get(each.showId)?.tiers ?? [];
        const tiersAfter = after.shows.get(each.showId)?.tiers ?? [];
        for (const { id } of tiersBefore) {
          expect(tiersAfter.find((one) => one.id === id)?.capacity ?? 0).toBeGreaterThanOrEqual(each.taken[id] ?? 0);
        }
      });
    }),
    { numRuns: 300 },
  );
});

it('comes to the same by replay, one version an event', () => {
  fc.assert(
    fc.property(fc.array(command, { maxLength: 40 }), (commands) => {
      const { state, events } = run(commands, () => undefined);
      const stored = JSON.parse(JSON.stringify(events)) as EventEvent[];
      const replayed = stored.reduce<EventState | null>(evolveEvent, null);
      expect(JSON.stringify(replayed)).toBe(JSON.stringify(state));
      expect(replayed).toMatchObject({ version: events.length });
      expect([...(replayed?.shows ?? [])]).toEqual(JSON.parse(JSON.stringify([...(state?.shows ?? [])])));
    }),
  );
});
