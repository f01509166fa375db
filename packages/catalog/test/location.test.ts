import { describe, expect, it } from 'vitest';
import {
  decideLocation,
  evolveLocation,
  hallLimitsOf,
  type LocationCommand,
  type LocationEvent,
  type LocationState,
} from '../src/index.ts';
import { created, details, now, openHall, plan, seatedHall } from './samples.ts';
import { specify } from './specification.ts';

const given = specify<LocationState | null, LocationEvent, LocationCommand>({
  initial: null,
  evolve: evolveLocation,
  decide: decideLocation,
});
const request = { key: 'k', bodyHash: 'b' };
const create: LocationCommand = { type: 'CreateLocation', now, id: 'loc_1', details, halls: [openHall, seatedHall] };
const change = (over: Partial<Extract<LocationCommand, { type: 'ChangeLocation' }>> = {}): LocationCommand => ({
  type: 'ChangeLocation',
  now,
  details: {},
  ...over,
});
const keep = ({ id, name, capacity }: typeof openHall) => ({ id, newId: 'hal_unused', name, capacity });

describe('creating a location', () => {
  it('is told with its halls and compact plans', () => {
    given()
      .when(create)
      .thenAccepted({ type: 'LocationCreated', at: now, halls: [openHall, seatedHall] });
  });

  it('is repeated with the same key and body', () => {
    const first = given().when({ ...create, request }).decision;
    const events = first.outcome === 'accepted' ? first.events : [];
    given(...events)
      .when({ ...create, request })
      .thenRepeated('loc_1', 1);
    given(...events)
      .when({ ...create, request: { ...request, bodyHash: 'other' } })
      .thenRefused({ code: 'idempotency-key-reused' });
    given(...events)
      .when(create)
      .thenRefused({ code: 'already-exists' });
  });

  it.each([
    ['two halls of one name', [openHall, { ...seatedHall, name: ' FOYER ' }], '/halls/1/name'],
    ['fewer places than seats', [{ ...seatedHall, capacity: 23 }], '/halls/0/capacity'],
    [
      'a broken plan',
      [{ ...seatedHall, plan: [{ name: 'S', rows: [{ name: 'A', labels: ['1..'] }] }] }],
      '/halls/0/plan/sections/0/rows/0/seats',
    ],
  ])('is refused with %s', (_what, halls, field) => {
    given()
      .when({ ...create, halls })
      .thenRefused({ code: 'validation-failed', field });
  });
});

describe('changing a location', () => {
  it('tells only what differs', () => {
    given(created)
      .when(change({ details: { name: 'Neu', timeZone: 'Europe/Berlin' } }))
      .thenAccepted({ type: 'LocationChanged', details: { name: 'Neu' }, halls: undefined });
  });

  it('is nothing where nothing differs', () => {
    given(created)
      .when(change({ details: { name: details.name }, halls: [keep(openHall), keep(seatedHall)] }))
      .thenNothing();
  });

  it('needs the version it was made for', () => {
    given(created)
      .when(change({ ifVersion: 2, details: { name: 'Neu' } }))
      .thenRefused({ code: 'version-conflict', version: 1 });
    given().when(change()).thenRefused({ code: 'not-found' });
  });

  it('keeps the plan of a hall that is sent without it, and adds and removes halls', () => {
    const halls = [
      { ...keep(seatedHall), capacity: 40 },
      { newId: 'hal_new', name: 'Bar', capacity: 5 },
    ];
    const { decision } = given(created).when(change({ halls }));
    const events = decision.outcome === 'accepted' ? decision.events : [];
    const { state } = given(created, ...events);
    expect(state).toMatchObject({
      version: 2,
      halls: [
        { id: seatedHall.id, capacity: 40, plan },
        { id: 'hal_new', name: 'Bar', plan: null },
      ],
    });
    expect(events).toMatchObject([{ halls: [{ id: seatedHall.id }, { id: 'hal_new' }] }]);
    expect(JSON.stringify(events)).not.toContain('Stalls');
  });

  it.each([
    ['an unknown hall', [{ ...keep(openHall), id: 'hal_other' }], { code: 'unknown-hall', field: '/halls/0/id' }],
    ['a hall twice', [keep(openHall), keep(openHall)], { code: 'validation-failed', field: '/halls/1/id' }],
  ] as const)('is refused with %s', (_what, halls, refusal) => {
    given(created).when(change({ halls })).thenRefused(refusal);
  });

  it('says which halls it limits', () => {
    const { state, when } = given(created);
    const { decision } = when(change({ halls: [{ ...keep(openHall), capacity: 50 }] }));
    const [event] = decision.outcome === 'accepted' ? decision.events : [];
    expect(state !== null && event !== undefined && hallLimitsOf(state, event)).toEqual([
      { hallId: openHall.id, capacityMax: 50, field: '/halls/0/capacity' },
      { hallId: seatedHall.id, capacityMax: 0, field: '/halls' },
    ]);
  });
});

it('stops at an event it does not know', () => {
  expect(() => evolveLocation(null, { type: 'Painted' } as unknown as LocationEvent)).toThrow('unknown event');
});
