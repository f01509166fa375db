import { Location, ShowPlan } from '@myevents/contracts';
import { describe, expect, it } from 'vitest';
import {
  createCatalogue,
  createEvent,
  createLocation,
  locationBody,
  problemOf,
  scheduleShow,
  seated,
} from './fixtures.ts';
import { assertMatches } from './schema.ts';
import { openTestService, shareTestService, type TestService } from './test-service.ts';

const shared = shareTestService();

const stage = { x: 0, y: -4, width: 12.5, height: 3, label: 'Bühne' };
const stalls = { x: 0, y: 2, rotate: -90, bend: 20, rowGap: 1.25, seatGap: 0.9 };
const plan = {
  stage,
  sections: [
    {
      name: 'Stalls',
      shape: stalls,
      rows: [
        { name: 'A', seats: ['1..10'], offset: -0.5, marks: { accessible: ['1', '10'], companion: ['2'] } },
        { name: 'B', seats: ['1..10'] },
      ],
    },
    { name: 'Circle', rows: [{ name: 'A', seats: ['1', '3', '5'], marks: { restricted: ['5'] } }] },
  ],
};
const halls = [{ name: 'Saal', capacity: 23, plan }];

async function sellIn(service: TestService, over: object = {}, seats = ['Stalls/A-1..3', 'Circle/A-5']) {
  const location = await createLocation(service, { halls, ...over });
  const event = await createEvent(service, location.id);
  const hallId = location.halls[0]?.id ?? '';
  const show = await scheduleShow(service, event.id, hallId, { tiers: [seated(seats)] });
  return { location, event, hallId, show, path: `/v1/shows/${show.id}/plan` };
}

async function readPlan(service: TestService, path: string) {
  const response = await service.get(path);
  const read: ShowPlan = response.json();
  assertMatches(ShowPlan, read);
  return { headers: response.headers, plan: read };
}

describe('a hall’s plan', () => {
  it('comes back as it was given, and only when asked for', async () => {
    await using service = await openTestService();
    const { id } = await createLocation(service, { halls });
    const bare = (await service.get(`/v1/locations/${id}`)).json();
    expect(JSON.stringify([bare, service.heard])).not.toContain('Bühne');
    const whole = (await service.get(`/v1/locations/${id}?plans=true`)).json();
    assertMatches(Location, whole);
    expect(whole.halls[0].plan).toEqual(plan);
  });

  it('changes as a whole, its stage with it', async () => {
    await using service = await openTestService();
    const { id, halls: known } = await createLocation(service, { halls });
    const [{ id: hallId } = { id: '' }] = known;
    const hall = { id: hallId, name: 'Saal', capacity: 23 };
    const planAfter = async (changes: object) => {
      expect((await service.patch(`/v1/locations/${id}`, { halls: [{ ...hall, ...changes }] })).statusCode).toBe(200);
      return (await service.get(`/v1/locations/${id}?plans=true`)).json().halls[0].plan;
    };
    expect(await planAfter({ capacity: 30 })).toEqual(plan);
    const moved = { ...plan, stage: { ...stage, y: -6 } };
    expect(await planAfter({ plan: moved })).toEqual(moved);
    const bare = { sections: plan.sections.map(({ name, rows }) => ({ name, rows })) };
    expect(await planAfter({ plan: bare })).toEqual(bare);
    expect((await service.get(`/v1/locations/${id}`)).json().version).toBe(4);
  });

  it.each<[string, object, string]>([
    ['a seat the row does not have', { marks: { accessible: ['1', '11'] } }, '/marks/accessible/1'],
    ['a range that leaves the row', { marks: { restricted: ['9..11'] } }, '/marks/restricted/0'],
    ['a place for both', { marks: { accessible: ['1'], companion: ['1..2'] } }, '/marks/companion/0'],
    ['an unknown mark', { marks: { vip: ['1'] } }, '/marks/vip'],
    ['marks of nothing', { marks: {} }, '/marks'],
    ['an offset as text', { offset: '1' }, '/offset'],
    ['an offset out of bounds', { offset: 1000.5 }, '/offset'],
  ])('is refused with %s', async (_what, row, pointer) => {
    const rows = [{ name: 'A', seats: ['1..10'], ...row }];
    const body = { ...locationBody, halls: [{ name: 'H', capacity: 10, plan: { sections: [{ name: 'S', rows }] } }] };
    const at = `/halls/0/plan/sections/0/rows/0${pointer}`;
    expect(problemOf(await shared().post('/v1/locations', body))).toEqual({
      status: 400,
      code: 'validation-failed',
      pointers: [at],
    });
    expect(shared().heard).toEqual([]);
  });
});

describe('a show’s plan', () => {
  it('has the stage, every section with its shape, and the marks seat by seat', async () => {
    await using service = await openTestService();
    const { path, show } = await sellIn(service);
    const read = (await readPlan(service, path)).plan;
    expect(read).toMatchObject({
      showId: show.id,
      stage,
      sections: [{ name: 'Stalls', shape: stalls }, { name: 'Circle' }],
      rows: [
        { key: 'Stalls/A', section: 'Stalls', offset: -0.5 },
        { key: 'Stalls/B', section: 'Stalls' },
        { key: 'Circle/A', section: 'Circle' },
      ],
    });
    expect(read.sections[1]).toEqual({ name: 'Circle' });
    expect(read.rows[1]).not.toHaveProperty('offset');
    expect(read.rows.flatMap(({ seats }) => seats.filter(({ marks }) => marks !== undefined))).toEqual([
      { id: 'Stalls/A-1', label: '1', tier: 'vip', marks: ['accessible'] },
      { id: 'Stalls/A-2', label: '2', tier: 'vip', marks: ['companion'] },
      { id: 'Stalls/A-10', label: '10', tier: null, marks: ['accessible'] },
      { id: 'Circle/A-5', label: '5', tier: 'vip', marks: ['restricted'] },
    ]);
  });

  it('names the sections of a plan nobody has drawn, and rows that are in none', async () => {
    const service = shared();
    const { event, open } = await createCatalogue(service);
    const show = await scheduleShow(service, event.id, open, {
      tiers: [seated(['Box/2-1', 'Pit-1', 'Box/1-1', 'Loge/1-1'])],
    });
    const { plan: read } = await readPlan(service, `/v1/shows/${show.id}/plan`);
    expect(read.sections).toEqual([{ name: 'Box' }, { name: 'Loge' }]);
    expect(read.rows.map(({ key, section }) => [key, section])).toEqual([
      ['Box/2', 'Box'],
      ['Pit', undefined],
      ['Box/1', 'Box'],
      ['Loge/1', 'Loge'],
    ]);
  });

  it('stays as it was under its version, and takes a new one when its tiers change', async () => {
    await using service = await openTestService();
    const { path, show, location, hallId } = await sellIn(service);
    const { plan: before } = await readPlan(service, path);
    const moved = { ...plan, stage: { ...stage, y: -6 } };
    const hall = { id: hallId, name: 'Saal', capacity: 23, plan: moved };
    expect((await service.patch(`/v1/locations/${location.id}`, { halls: [hall] })).statusCode).toBe(200);
    const fixed = await readPlan(service, `${path}?version=${before.version}`);
    expect(fixed.plan).toEqual(before);
    expect(fixed.headers['cache-control']).toContain('immutable');
    const tiers = [seated(['Stalls/A-1..3', 'Circle/A-5'])];
    expect((await service.patch(`/v1/shows/${show.id}`, { tiers })).json().version).toBe(before.version + 1);
    expect(await readPlan(service, path)).toMatchObject({
      plan: { version: before.version + 1, stage: { y: -6 }, rows: before.rows },
    });
    expect(problemOf(await service.get(`${path}?version=${before.version}`))).toMatchObject({ status: 404 });
  });

  it('tells the sale the same rows as without', async () => {
    await using service = await openTestService();
    await sellIn(service);
    const bare = {
      sections: plan.sections.map(({ name, rows }) => ({
        name,
        rows: rows.map((row) => ({ name: row.name, seats: row.seats })),
      })),
    };
    await sellIn(service, { halls: [{ name: 'Saal', capacity: 23, plan: bare }] });
    const rows = async () => {
      const told = service.heard.filter(({ type }) => type === 'myevents.show.scheduled');
      return told.map(({ data }) => data['rows']);
    };
    await expect.poll(async () => (await rows()).length).toBe(2);
    const [drawn, undrawn] = await rows();
    expect(drawn).toEqual(undrawn);
    expect(drawn).toMatchObject([{ key: 'Stalls/A', labels: ['1..10'] }, { key: 'Stalls/B' }, { key: 'Circle/A' }]);
  });

  it('is drawn for a stadium of 48,000', async () => {
    const service = shared();
    const rows = Array.from({ length: 60 }, (_, row) => ({
      name: String(row + 1),
      seats: ['1..40'],
      ...(row === 0 ? { marks: { accessible: ['1..4'], companion: ['5..8'] } } : {}),
    }));
    const sections = Array.from({ length: 20 }, (_, block) => ({
      name: `Block ${block + 1}`,
      shape: { x: 0, y: 0, rotate: block * 18 - 180, bend: 10, rowGap: 1.1, seatGap: 1 },
      rows,
    }));
    const bowl = [{ name: 'Bowl', capacity: 48_000, plan: { stage, sections } }];
    const seats = sections.flatMap(({ name }) => rows.map((row) => `${name}/${row.name}-1..40`));
    const { path, show } = await sellIn(service, { halls: bowl }, seats);
    expect(show.totalSeats).toBe(48_000);
    const read: ShowPlan = (await service.get(path)).json();
    expect(read.sections).toEqual(sections.map(({ name, shape }) => ({ name, shape })));
    expect(read.rows.flatMap((row) => row.seats.filter(({ marks }) => marks)).length).toBe(20 * 8);
  });
});
