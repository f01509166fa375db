import type { Location, LocationBody, SeatingPlan, ShowPlan } from '@myevents/contracts';
import { beforeAll, describe, expect, it } from 'vitest';
import { availabilityOf, createLocation, euros, locationBody, openSale } from './catalogue.ts';
import { withAt } from './pointer.ts';
import { expectNoEffect, expectRefused } from './refused.ts';
import { hold } from './sale.ts';
import { get, patch, post, send } from './subject.ts';

const plan: SeatingPlan = {
  stage: { x: 0, y: -3.5, width: 14, height: 4, label: '舞台' },
  sections: [
    {
      name: 'Stalls',
      shape: { x: 0, y: 1.5, rotate: 0, bend: 15, rowGap: 1.2, seatGap: 1 },
      rows: [
        { name: 'A', seats: ['1..6'], offset: 0.5, marks: { accessible: ['1', '2'], companion: ['3'] } },
        { name: 'B', seats: ['1..6'] },
      ],
    },
    {
      name: 'Box',
      shape: { x: -8.25, y: 4, rotate: -90 },
      rows: [{ name: '1', seats: ['1', '2', '3a'], marks: { accessible: ['1'], restricted: ['1', '3a'] } }],
    },
    { name: 'Balcony', rows: [{ name: 'A', seats: ['1..4'] }] },
  ],
};
const bodyWith = (given: unknown): LocationBody =>
  locationBody({ halls: [{ name: 'Opera', capacity: 19, plan: given as SeatingPlan }] });

it('comes back as it was given, drawn as it was', async () => {
  const { id } = await createLocation(bodyWith(plan));
  expect((await get<Location>(`/v1/locations/${id}?plans=true`)).body.halls[0]?.plan).toEqual(plan);
});

it('is what a show of the hall says of its seats, and the sale goes on as ever', async () => {
  const seats = ['Stalls/A-1..6', 'Box/1-1'];
  const { show } = await openSale({
    location: bodyWith(plan),
    show: { tiers: [{ id: 'stalls', name: 'Stalls', price: euros(4000), seats }] },
  });
  const { body } = await get<ShowPlan>(`/v1/shows/${show.id}/plan`);
  expect(body.stage).toEqual(plan.stage);
  expect(body.sections).toEqual(
    plan.sections.map(({ name, shape }) => (shape === undefined ? { name } : { name, shape })),
  );
  expect(body.rows.map(({ key, section, offset }) => [key, section, offset])).toEqual([
    ['Stalls/A', 'Stalls', 0.5],
    ['Stalls/B', 'Stalls', undefined],
    ['Box/1', 'Box', undefined],
    ['Balcony/A', 'Balcony', undefined],
  ]);
  expect(body.rows[2]?.seats).toEqual([
    { id: 'Box/1-1', label: '1', tier: 'stalls', marks: ['accessible', 'restricted'] },
    { id: 'Box/1-2', label: '2', tier: null },
    { id: 'Box/1-3a', label: '3a', tier: null, marks: ['restricted'] },
  ]);
  const held = await hold(show.id, [{ tier: 'stalls', quantity: 2 }]);
  expect(held.tickets.map(({ seat }) => seat)).toEqual(['Stalls/A-1', 'Stalls/A-2']);
  expect((await availabilityOf(show.id, '?seats=true')).seats?.['Stalls/A']).toBe('hhaaaa');
});

describe('is refused, at creation and at a change without effect:', () => {
  let location: Location;
  beforeAll(async () => {
    location = await createLocation(bodyWith(plan));
  });

  const places = [-10_001, 10_001, 1e308, '1', null, 'NaN', []];
  const bad: Readonly<Record<string, readonly unknown[]>> = {
    '/stage': [null, 'top', [], 5],
    '/stage/x': [...places, undefined],
    '/stage/y': [...places, undefined],
    '/stage/width': [0, -1, 10_001, '14', undefined],
    '/stage/height': [0, -1, 10_001, null, undefined],
    '/stage/label': ['', ' ', 'x'.repeat(101), 'a\u0000b', 7],
    '/stage/depth': [1],
    '/sections/0/shape': [null, 'round', []],
    '/sections/0/shape/x': [...places, undefined],
    '/sections/0/shape/y': [...places, undefined],
    '/sections/0/shape/rotate': [-180.5, 181, 'left', null],
    '/sections/0/shape/bend': [-100.5, 101, true],
    '/sections/0/shape/rowGap': [0, 0.2, 51, '1'],
    '/sections/0/shape/seatGap': [0, -1, 51, null],
    '/sections/0/shape/z': [0],
    '/sections/0/label': ['Stalls'],
    '/sections/0/rows/0/offset': [-1001, 1001, '0.5', null],
    '/sections/0/rows/0/marks': [{}, [], null, 'accessible'],
    '/sections/0/rows/0/marks/accessible': [[], '1', null],
    '/sections/0/rows/0/marks/accessible/0': ['7', '0..2', '1..x', 'A', '', 1],
    '/sections/0/rows/0/marks/companion/0': ['2', '1..3', '7'],
    '/sections/0/rows/0/marks/restricted/0': ['5..7', '1..999999'],
    '/sections/0/rows/0/marks/aisle': [['1']],
  };
  const cases = Object.entries(bad).flatMap(([at, values]) =>
    values.map((value) => ({ what: `${at} ${JSON.stringify(value)?.slice(0, 40)}`, at, value })),
  );
  const nameless = withAt(plan, '/sections/0/rows/0/marks/restricted', ['1']);

  it.each(cases)('$what', async ({ at, value }) => {
    const body = bodyWith(withAt(nameless, at, value));
    const pointer = `/halls/0/plan${at}`;
    expectRefused(await post('/v1/locations', body), { pointer });
    const halls = body.halls.map((hall) => ({ ...hall, id: location.halls[0]?.id }));
    const watched = [`/v1/locations/${location.id}?plans=true`];
    const answer = await expectNoEffect(watched, () => patch(`/v1/locations/${location.id}`, { halls }));
    expectRefused(answer, { pointer });
  });

  it.each(['1e999', '-1e999'])('a number beyond all numbers, %s', async (number) => {
    const raw = JSON.stringify(bodyWith(plan)).replace('"x":-8.25', `"x":${number}`);
    const answer = await send({ method: 'POST', path: '/v1/locations', raw });
    expectRefused(answer, { pointer: '/halls/0/plan/sections/1/shape/x' });
  });
});
