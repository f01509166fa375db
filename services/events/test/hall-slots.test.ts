import { randomUUID } from 'node:crypto';
import type { HallEvent } from '@myevents/catalog';
import { describe, expect, it } from 'vitest';
import { createCatalogue, createEvent, problemOf, scheduleShow, showBody, standing, statusesOf } from './fixtures.ts';
import { createTestClock, openTestService, shareTestService, type TestService } from './test-service.ts';

const shared = shareTestService();
const later = { startsAt: '2030-06-03T18:00:00Z', endsAt: '2030-06-03T20:00:00Z' };

async function calendarOf(
  service: TestService,
  hallId: string,
): Promise<readonly { showId: string; startsAt: string }[]> {
  return (await service.get(`/v1/halls/${hallId}/calendar?from=2030-01-01T00:00:00Z&to=2031-01-01T00:00:00Z`)).json()
    .slots;
}

interface LeftSlot {
  readonly hallId: string;
  readonly eventId: string;
  readonly showId?: string;
  readonly isConfirmed?: boolean;
}

/** What a process leaves behind that dies after it took a slot, or after it moved a show and before it freed the old one. */
async function leaveSlot(service: TestService, left: LeftSlot): Promise<void> {
  const { hallId, eventId, showId = 'shw_01h455vb4pex5vsknk084sn02q', isConfirmed = false } = left;
  const stream = `hall/${hallId}`;
  const at = service.clock.now();
  const [startsAt, endsAt] = [Date.parse('2030-06-01T18:00:00Z'), Date.parse('2030-06-01T20:00:00Z')];
  const slot = { id: randomUUID(), showId, eventId, startsAt, endsAt, capacity: 1 };
  const taken: HallEvent = { type: 'SlotTaken', at, slot };
  const confirmed: HallEvent = { type: 'SlotConfirmed', at, slotId: slot.id };
  let version = 0;
  for await (const commit of service.store.log.read(stream)) version = commit.version;
  for (const event of isConfirmed ? [taken, confirmed] : [taken]) {
    version += 1;
    const commit = { stream, version, id: randomUUID(), at, events: [event] };
    const document = event === taken ? { waitingSince: at } : {};
    const documents = [{ collection: 'calendars-1', id: hallId, version, document }];
    expect(await service.store.log.append([{ commit, documents }])).toEqual(['committed']);
  }
}

describe('two shows in one hall', () => {
  it('may not overlap; the refusal says what is in the way', async () => {
    const service = shared();
    const { location, event, open, planned } = await createCatalogue(service);
    const show = await scheduleShow(service, event.id, open);
    const other = await createEvent(service, location.id);
    const response = await service.post(
      `/v1/events/${other.id}/shows`,
      showBody(open, { startsAt: '2030-06-01T19:59:59Z', endsAt: '2030-06-01T23:00:00Z' }),
    );
    expect(problemOf(response)).toEqual({ status: 409, code: 'hall-occupied', pointers: ['/hallId'] });
    expect(response.json().show).toEqual({ id: show.id, startsAt: show.startsAt, endsAt: show.endsAt });
    await scheduleShow(service, other.id, open, { startsAt: show.endsAt, endsAt: '2030-06-01T23:00:00Z' });
    await scheduleShow(service, other.id, planned, { tiers: [standing({ capacity: 4 })] });
  });

  it('asked for at the same instant on two processes get one 201', async () => {
    await using service = await openTestService();
    await using beside = await openTestService({ beside: service });
    const { location, open } = await createCatalogue(service);
    const events = await Promise.all(Array.from({ length: 8 }, () => createEvent(service, location.id)));
    const answers = await Promise.all(
      events.map(({ id }, index) =>
        (index % 2 === 0 ? service : beside).post(`/v1/events/${id}/shows`, showBody(open)),
      ),
    );
    expect(statusesOf(answers)).toEqual([201, 409, 409, 409, 409, 409, 409, 409]);
    const winner = answers.find(({ statusCode }) => statusCode === 201)?.json();
    await expect.poll(() => calendarOf(beside, open)).toMatchObject([{ showId: winner.id }]);
  });

  it('may be asked for with many others of the same event and hall at the same instant', async () => {
    const service = shared();
    const { event, open } = await createCatalogue(service);
    const days = Array.from({ length: 28 }, (_, index) => `2030-07-${String(index + 1).padStart(2, '0')}`);
    const answers = await Promise.all(
      days.map((day) => {
        const times = { startsAt: `${day}T18:00:00Z`, endsAt: `${day}T20:00:00Z` };
        return service.post(`/v1/events/${event.id}/shows`, showBody(open, times));
      }),
    );
    expect(new Set(statusesOf(answers))).toEqual(new Set([201]));
  });

  it('are shown in the calendar of the hall', async () => {
    const service = shared();
    const { event, open } = await createCatalogue(service);
    const second = await scheduleShow(service, event.id, open, later);
    const first = await scheduleShow(service, event.id, open);
    expect(await calendarOf(service, open)).toEqual(
      [first, second].map(({ id, startsAt, endsAt }) => ({ showId: id, eventId: event.id, startsAt, endsAt })),
    );
    const day = await service.get(`/v1/halls/${open}/calendar?from=2030-06-01T20:00:00Z&to=2030-06-03T18:00:01Z`);
    expect(day.json().slots).toMatchObject([{ showId: second.id }]);
    const wrong = await service.get(`/v1/halls/${open}/calendar?from=2030-06-01T20:00:00Z&to=2030-05-01T20:00:00Z`);
    expect(problemOf(wrong)).toMatchObject({ status: 400, pointers: ['?to'] });
  });
});

describe('a show that moves', () => {
  it('takes its new time first, then frees the old', async () => {
    const service = shared();
    const { event, open } = await createCatalogue(service);
    const show = await scheduleShow(service, event.id, open);
    // Half an hour later overlaps with itself, which is no obstacle.
    const moved = await service.patch(`/v1/shows/${show.id}`, {
      startsAt: '2030-06-01T18:30:00Z',
      endsAt: '2030-06-01T20:30:00Z',
    });
    expect(moved.json()).toMatchObject({
      startsAt: '2030-06-01T18:30:00.000Z',
      salesCloseAt: '2030-06-01T18:30:00.000Z',
    });
    await service.patch(`/v1/shows/${show.id}`, later);
    expect(await calendarOf(service, open)).toMatchObject([{ showId: show.id, startsAt: '2030-06-03T18:00:00.000Z' }]);
    expect(await scheduleShow(service, event.id, open)).toMatchObject({ status: 'scheduled' });
  });

  it('frees the hall it leaves, and does not get into one that is taken', async () => {
    const service = shared();
    const { event, open, planned } = await createCatalogue(service);
    const tiers = [standing({ capacity: 20 })];
    const show = await scheduleShow(service, event.id, open, { tiers });
    const other = await scheduleShow(service, event.id, planned, { tiers });
    const blocked = await service.patch(`/v1/shows/${show.id}`, { hallId: planned });
    expect(problemOf(blocked)).toMatchObject({ status: 409, code: 'hall-occupied' });
    expect(await calendarOf(service, open)).toMatchObject([{ showId: show.id }]);
    await service.post(`/v1/shows/${other.id}/cancel`, {});
    expect((await service.patch(`/v1/shows/${show.id}`, { hallId: planned })).json()).toMatchObject({
      hallId: planned,
    });
    expect(await calendarOf(service, open)).toEqual([]);
    expect(await calendarOf(service, planned)).toMatchObject([{ showId: show.id }]);
    await scheduleShow(service, event.id, open);
  });

  it('fits the hall it moves to', async () => {
    const service = shared();
    const { event, open, planned } = await createCatalogue(service);
    const show = await scheduleShow(service, event.id, open);
    const response = await service.patch(`/v1/shows/${show.id}`, { hallId: planned });
    expect(problemOf(response)).toEqual({ status: 400, code: 'validation-failed', pointers: ['/tiers'] });
    const boxes = await scheduleShow(service, event.id, open, { ...later, tiers: [seats(['Box-1'])] });
    expect(problemOf(await service.patch(`/v1/shows/${boxes.id}`, { hallId: planned }))).toMatchObject({
      status: 422,
      code: 'unknown-seat',
    });
  });

  it('to several places at once keeps others out of the one where it comes to be', async () => {
    await using service = await openTestService();
    await using beside = await openTestService({ beside: service });
    const { event, open } = await createCatalogue(service);
    const show = await scheduleShow(service, event.id, open);
    const places = ['10', '11', '12', '13'].map((day) => ({
      startsAt: `2030-06-${day}T18:00:00Z`,
      endsAt: `2030-06-${day}T20:00:00Z`,
    }));
    const answers = await Promise.all(
      places.map((place, index) => (index % 2 === 0 ? service : beside).patch(`/v1/shows/${show.id}`, place)),
    );
    expect(statusesOf(answers)).toEqual([200, 200, 200, 200]);
    const stands = (await beside.get(`/v1/shows/${show.id}`)).json();
    await expect.poll(() => calendarOf(service, open)).toMatchObject([{ startsAt: stands.startsAt }]);
    const { startsAt, endsAt } = stands;
    const other = await beside.post(`/v1/events/${event.id}/shows`, showBody(open, { startsAt, endsAt }));
    expect(problemOf(other)).toMatchObject({ status: 409, code: 'hall-occupied' });
  });

  it('of two processes moves once to the same place, and one change at least is told', async () => {
    await using service = await openTestService();
    await using beside = await openTestService({ beside: service });
    const { event, open } = await createCatalogue(service);
    const shows = [await scheduleShow(service, event.id, open), await scheduleShow(service, event.id, open, later)];
    const target = { startsAt: '2030-06-10T18:00:00Z', endsAt: '2030-06-10T20:00:00Z' };
    const answers = await Promise.all(
      shows.map(({ id }, index) => (index === 0 ? service : beside).patch(`/v1/shows/${id}`, target)),
    );
    expect(statusesOf(answers)).toEqual([200, 409]);
    expect(await calendarOf(service, open)).toHaveLength(2);
  });
});

function seats(ids: readonly string[]) {
  return { id: 'box', name: 'Box', price: { amount: 1, currency: 'EUR' }, seats: ids };
}

describe('a slot whose show never came', () => {
  it('keeps others out for 60 s, then is freed by the next who wants it', async () => {
    await using service = await openTestService();
    const { event, open } = await createCatalogue(service);
    await leaveSlot(service, { hallId: open, eventId: event.id });
    const attempt = () => service.post(`/v1/events/${event.id}/shows`, showBody(open));
    expect(problemOf(await attempt())).toMatchObject({ status: 409, code: 'hall-occupied' });
    expect(await calendarOf(service, open)).toEqual([]);
    service.clock.advance(60_000);
    expect((await attempt()).statusCode).toBe(201);
  });

  it('does not keep a hall from being taken away', async () => {
    await using service = await openTestService();
    const { location, event, open, planned } = await createCatalogue(service);
    await leaveSlot(service, { hallId: open, eventId: event.id });
    service.clock.advance(60_000);
    const response = await service.patch(`/v1/locations/${location.id}`, {
      halls: [{ id: planned, name: 'Saal', capacity: 24 }],
    });
    expect(response.statusCode).toBe(200);
  });

  it('is freed by the sweep', async () => {
    await using service = await openTestService({ clock: createTestClock({ timerSpeed: 100 }) });
    const { event, open, planned } = await createCatalogue(service);
    const show = await scheduleShow(service, event.id, planned, { tiers: [standing({ capacity: 20 })] });
    await leaveSlot(service, { hallId: open, eventId: event.id });
    service.clock.advance(60_000);
    const waiting = async () => {
      const page = await service.store.documents.find({
        collection: 'calendars-1',
        index: 'waiting',
        key: [],
        limit: 9,
      });
      return page.items.length;
    };
    await expect.poll(waiting).toBe(0);
    expect(await calendarOf(service, planned)).toMatchObject([{ showId: show.id }]);
    expect(await scheduleShow(service, event.id, open)).toMatchObject({ status: 'scheduled' });
  });

  it('or that its show has left, is freed at once by the next who wants it', async () => {
    await using service = await openTestService();
    const { event, open, planned } = await createCatalogue(service);
    const moved = await scheduleShow(service, event.id, planned, { tiers: [standing({ capacity: 20 })] });
    await leaveSlot(service, { hallId: open, eventId: event.id, showId: moved.id, isConfirmed: true });
    expect(await calendarOf(service, open)).toEqual([]);
    const show = await scheduleShow(service, event.id, open);
    expect(await calendarOf(service, open)).toMatchObject([{ showId: show.id }]);
  });
});
