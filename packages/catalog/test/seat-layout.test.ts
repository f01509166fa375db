import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  buildRows,
  compactLabels,
  decideEvent,
  decideLocation,
  type EventCommand,
  type EventEvent,
  type EventState,
  evolveEvent,
  evolveLocation,
  type Hall,
  type LocationCommand,
  type LocationEvent,
  type LocationState,
  layoutOf,
  readPlan,
  type SeatingPlan,
  type Stage,
  sectionOf,
} from '../src/index.ts';
import { created, details, draft, eventCreated, hallWithPlan, now, plan, seated, seatedHall } from './samples.ts';
import { specify } from './specification.ts';

const stage: Stage = { x: 0, y: -4, width: 12, height: 3, label: 'Bühne' };
const drawn: SeatingPlan = [
  {
    name: 'Stalls',
    shape: { x: 0, y: 2, bend: 10 },
    rows: [
      { name: 'A', labels: ['1..10'], offset: 0.5, marks: { accessible: ['1'], companion: ['2'] } },
      { name: 'B', labels: ['1..10'] },
    ],
  },
  { name: 'Circle', rows: [{ name: 'A', labels: ['1', '3', '5', '7'], marks: { restricted: ['1', '7'] } }] },
];

const coordinate = fc.integer({ min: -40_000, max: 40_000 }).map((quarter) => quarter / 4);
const shape = fc.record(
  {
    x: coordinate,
    y: coordinate,
    rotate: fc.integer({ min: -180, max: 180 }),
    bend: fc.integer({ min: -100, max: 100 }),
    rowGap: fc.constantFrom(0.25, 1, 1.5, 50),
    seatGap: fc.constantFrom(0.25, 1, 1.5, 50),
  },
  { requiredKeys: ['x', 'y'] },
);
const row = fc
  .record({
    last: fc.integer({ min: 3, max: 30 }),
    offset: fc.option(coordinate, { nil: undefined }),
    isMarked: fc.boolean(),
  })
  .map(({ last, offset, isMarked }) => ({
    labels: [`1..${last}`],
    ...(offset === undefined ? {} : { offset }),
    ...(isMarked ? { marks: { accessible: ['1'], companion: ['2'], restricted: compactLabels(['1', '2', '3']) } } : {}),
  }));
const section = fc
  .record({ shape, rows: fc.array(row, { minLength: 1, maxLength: 4 }) }, { requiredKeys: ['rows'] })
  .map((given) => ({ ...given, rows: given.rows.map((one, index) => ({ name: String(index), ...one })) }));
const anyPlan = fc
  .array(section, { minLength: 1, maxLength: 4 })
  .map((sections) => sections.map((one, index) => ({ name: `S${index}`, ...one })));

describe('a plan with geometry', () => {
  it('is read as it was given, whatever it has', () => {
    fc.assert(
      fc.property(anyPlan, (given) => {
        const read = readPlan(given, '/plan');
        expect(read).toMatchObject({ plan: given });
        // Equal is what is written equally, whatever the order the fields came in.
        const turned = given.map(({ shape: turnedShape, ...rest }) =>
          turnedShape === undefined
            ? rest
            : { ...rest, shape: Object.fromEntries(Object.entries(turnedShape).toReversed()) as typeof turnedShape },
        );
        expect(JSON.stringify(readPlan(turned, '/plan'))).toBe(JSON.stringify(read));
      }),
    );
  });

  it('changes nothing of what a show sells', () => {
    fc.assert(
      fc.property(anyPlan, (given) => {
        const bare = given.map(({ name, rows }) => ({
          name,
          rows: rows.map((one) => ({ name: one.name, labels: one.labels })),
        }));
        const tiers = [{ id: 'vip', seats: [`S0/0-${given[0]?.rows[0]?.labels[0]}`], field: '/tiers/0/seats' }];
        const [withAll, without] = [buildRows(given, tiers), buildRows(bare, tiers)];
        if ('code' in withAll || 'code' in without) throw new Error('the seats are there');
        expect(withAll.counts).toEqual(without.counts);
        const sold = withAll.rows.map(({ key, labels, tiers: runs }) => ({ key, labels, tiers: runs }));
        expect(sold).toEqual(without.rows);
      }),
    );
  });

  it('names the mark that is wrong', () => {
    const wrong = [{ name: 'S', rows: [{ name: 'A', labels: ['1..3'], marks: { restricted: ['2', '4'] } }] }];
    const field = '/plan/sections/0/rows/0/marks/restricted/1';
    expect(readPlan(wrong, '/plan')).toMatchObject({ code: 'validation-failed', field });
  });

  it('has no layout where nothing is drawn', () => {
    expect([layoutOf(null, undefined), layoutOf(plan, undefined)]).toEqual([undefined, undefined]);
    expect(layoutOf(plan, stage)).toEqual({ stage, sections: [{ name: 'Stalls' }, { name: 'Circle' }] });
  });
});

it('tells a row’s section by what stands before the slash', () => {
  expect(['Stalls/A', 'A', 'Box-1/2/B'].map(sectionOf)).toEqual(['Stalls', undefined, 'Box-1']);
});

describe('a hall', () => {
  const given = specify<LocationState | null, LocationEvent, LocationCommand>({
    initial: null,
    evolve: evolveLocation,
    decide: decideLocation,
  });
  const drawnHall: Hall = { ...seatedHall, plan: drawn, stage };
  const drawnLocation: LocationEvent = { type: 'LocationCreated', at: now, id: 'loc_1', details, halls: [drawnHall] };
  const change = (hall: Partial<Hall>): LocationCommand => {
    const { id, name, capacity } = seatedHall;
    return { type: 'ChangeLocation', now, details: {}, halls: [{ id, newId: 'hal_unused', name, capacity, ...hall }] };
  };
  const hallAfter = (before: LocationEvent, hall: Partial<Hall>) => {
    const { decision } = given(before).when(change(hall));
    if (decision.outcome !== 'accepted') throw new Error(decision.outcome);
    return { told: decision.events[0]?.halls, hall: given(before, ...decision.events).state?.halls.at(-1) };
  };

  it('keeps plan and stage where neither is sent', () => {
    given(drawnLocation).when(change({})).thenNothing();
    const { told, hall } = hallAfter(drawnLocation, { capacity: 40 });
    expect(hall).toEqual({ ...drawnHall, capacity: 40 });
    expect(JSON.stringify(told)).not.toContain('Bühne');
  });

  it('takes a stage and shapes later, and loses the stage with a plan that has none', () => {
    const [open] = created.type === 'LocationCreated' ? created.halls : [];
    const both: LocationEvent = { type: 'LocationChanged', at: now, details: {}, halls: [drawnHall] };
    expect(open?.plan).toBeNull();
    expect(hallAfter({ ...drawnLocation, halls: [seatedHall] }, { plan: drawn, stage }).hall).toEqual(drawnHall);
    expect(hallAfter(drawnLocation, { plan: drawn, stage: { ...stage, y: -5 } }).hall?.stage?.y).toBe(-5);
    expect(hallAfter(drawnLocation, { plan: drawn }).hall).toEqual({ ...seatedHall, plan: drawn });
    expect(given(created, both).state?.halls).toEqual([drawnHall]);
  });
});

describe('a show', () => {
  const given = specify<EventState | null, EventEvent, EventCommand>({
    initial: null,
    evolve: evolveEvent,
    decide: decideEvent,
  });
  const drawnHall = { ...hallWithPlan, plan: drawn, stage };
  const tiers = [seated(['Stalls/A-1..3'])];
  const change = (over: Partial<Extract<EventCommand, { type: 'ChangeShow' }>>): EventCommand => ({
    type: 'ChangeShow',
    now,
    showId: 'shw_1',
    slotId: 'slot-2',
    changes: {},
    taken: {},
    hall: hallWithPlan,
    ...over,
  });
  const scheduled = (hall: typeof hallWithPlan) => {
    const command: EventCommand = {
      type: 'ScheduleShow',
      now,
      showId: 'shw_1',
      slotId: 'slot-1',
      hall,
      draft: draft({ hallId: hall.id, tiers }),
    };
    const { decision } = given(eventCreated).when(command);
    return decision.outcome === 'accepted' ? [eventCreated, ...decision.events] : [];
  };
  const after = (events: readonly EventEvent[], command: EventCommand) => {
    const { decision } = given(...events).when(command);
    const next = decision.outcome === 'accepted' ? decision.events : [];
    return given(...events, ...next).state?.shows.get('shw_1');
  };

  it('takes stage, shapes, offsets and marks of its hall', () => {
    const show = given(...scheduled(drawnHall)).state?.shows.get('shw_1');
    expect(show).toMatchObject({
      layout: { stage, sections: [{ name: 'Stalls', shape: { x: 0, y: 2, bend: 10 } }, { name: 'Circle' }] },
      rows: [
        { key: 'Stalls/A', offset: 0.5, marks: { accessible: ['1'], companion: ['2'] } },
        { key: 'Stalls/B' },
        { key: 'Circle/A', marks: { restricted: ['1', '7'] } },
      ],
    });
  });

  it('keeps them until its tiers change; then its plan has a new version', () => {
    const events = scheduled(drawnHall);
    const moved = { ...drawnHall, stage: { ...stage, y: -8 } };
    expect(after(events, change({ hall: moved, changes: { policy: { holdSeconds: 60 } } }))).toMatchObject({
      layout: { stage },
      planVersion: 2,
    });
    expect(after(events, change({ hall: moved, changes: { tiers } }))).toMatchObject({
      layout: { stage: { y: -8 } },
      planVersion: 3,
    });
  });

  it('loses the layout in a hall that has none, once', () => {
    const events = scheduled(drawnHall);
    expect(after(events, change({ changes: { tiers } }))).toMatchObject({ layout: null, planVersion: 3 });
    given(...scheduled(hallWithPlan))
      .when(change({ changes: { tiers } }))
      .thenNothing();
  });
});
