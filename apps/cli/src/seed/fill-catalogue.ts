import type { EventResource, Location, ProblemCode, ShowResource } from '@myevents/contracts';
import { type Api, expectDone, listAll, problemCode, problemText } from '@myevents/contracts/client';
import type { DemoCatalogue, DemoEvent, DemoLocation } from '../../demo/catalogue.ts';
import { forEachBounded } from '../bounded.ts';
import { Failure } from '../failure.ts';

export interface FilledShow {
  readonly id: string;
  readonly event: DemoEvent;
}

export interface FilledCatalogue {
  /** Those that tickets are to be sold of. */
  readonly shows: readonly FilledShow[];
  readonly counts: { readonly locations: number; readonly events: number; readonly shows: number };
}

export interface FillOptions {
  readonly api: Api;
  readonly catalogue: DemoCatalogue;
  readonly concurrency: number;
  /** Tells keys of another seeding apart; shows of a new season get new keys. */
  readonly season: string;
  onStep(done: number, total: number): void;
}

/**
 * Writes the demo catalogue through the API. Every write has an Idempotency-Key that follows from what it writes, so running
 * it again, also after it was cut off, changes only what is missing.
 */
export async function fillCatalogue({
  api,
  catalogue,
  concurrency,
  season,
  onStep,
}: FillOptions): Promise<FilledCatalogue> {
  const { locations, events } = catalogue;
  const total = locations.length + events.length;
  let done = 0;
  const step = () => onStep((done += 1), total);
  const places = new Map<string, Location>();
  await forEachBounded(locations, concurrency, async (location) => {
    places.set(location.key, await fillLocation(api, location));
    step();
  });
  const shows: FilledShow[] = [];
  await forEachBounded(events, concurrency, async (event) => {
    const place = places.get(event.locationKey);
    const hallIds = hallIdsOf(locations, event.locationKey, place);
    if (!place) throw new Failure(`The demo event ${event.key} has no location.`);
    shows.push(...(await fillEvent({ api, event, locationId: place.id, hallIds, season })));
    step();
  });
  return {
    shows,
    counts: {
      locations: locations.length,
      events: events.length,
      shows: events.flatMap((event) => event.shows).length,
    },
  };
}

async function fillLocation(api: Api, location: DemoLocation): Promise<Location> {
  const { key, body } = location;
  const answer = await api.send<Location>({ method: 'POST', path: '/v1/locations', body, key: `demo-location-${key}` });
  const known = problemCode(answer) === 'idempotency-key-reused' ? await findLocation(api, body.name) : undefined;
  return known === undefined
    ? expectDone(answer, `Creating the location ${body.name}`)
    : renewHalls(api, location, known);
}

async function findLocation(api: Api, name: string): Promise<Location | undefined> {
  for await (const location of listAll<Location>(api, '/v1/locations')) if (location.name === name) return location;
  return undefined;
}

/** The demo of an earlier version made this location: its halls become those of the demo as it is now. */
async function renewHalls(api: Api, { body }: DemoLocation, { id, halls }: Location): Promise<Location> {
  const renewed = body.halls.map((hall, index) => ({ ...hall, id: halls[index]?.id }));
  const answer = await api.send<Location>({ method: 'PATCH', path: `/v1/locations/${id}`, body: { halls: renewed } });
  return expectDone(answer, `Changing the halls of ${body.name}`);
}

function hallIdsOf(
  locations: readonly DemoLocation[],
  key: string,
  place: Location | undefined,
): ReadonlyMap<string, string> {
  const hallKeys = locations.find((location) => location.key === key)?.hallKeys ?? [];
  return new Map(hallKeys.map((hallKey, index) => [hallKey, place?.halls[index]?.id ?? '']));
}

interface EventOptions {
  readonly api: Api;
  readonly event: DemoEvent;
  readonly locationId: string;
  readonly hallIds: ReadonlyMap<string, string>;
  readonly season: string;
}

async function fillEvent({ api, event, locationId, hallIds, season }: EventOptions): Promise<FilledShow[]> {
  const path = '/v1/events';
  const created = await api.send<EventResource>({
    method: 'POST',
    path,
    body: { ...event.body, locationId },
    key: `demo-event-${event.key}`,
  });
  const { id } = expectDone(created, `Creating the event ${event.body.name}`);
  for (const [index, { hallKey, ...body }] of event.shows.entries()) {
    const answer = await api.send<ShowResource>({
      method: 'POST',
      path: `${path}/${id}/shows`,
      body: { hallId: hallIds.get(hallKey), ...body },
      key: `demo-show-${event.key}-${index}${season}`,
    });
    if (!settled.has(problemCode(answer) ?? '')) expectDone(answer, `Scheduling ${event.body.name}`);
  }
  await setStatus(api, `${path}/${id}`, event);
  return event.sold === undefined ? [] : comingShows(api, event, id);
}

/** The show of an earlier day's seeding, whatever else has the hall by now, or an event called off: it stays as it is. */
const settled = new Set<string>(['idempotency-key-reused', 'hall-occupied', 'event-cancelled'] satisfies ProblemCode[]);

async function comingShows(api: Api, event: DemoEvent, eventId: string): Promise<FilledShow[]> {
  const shows = await Array.fromAsync(listAll<ShowResource>(api, `/v1/events/${eventId}/shows`));
  const isComing = ({ status, salesCloseAt }: ShowResource) =>
    status === 'scheduled' && Date.parse(salesCloseAt) > Date.now();
  return shows.filter(isComing).map(({ id }) => ({ id, event }));
}

async function setStatus(api: Api, path: string, event: DemoEvent): Promise<void> {
  const { status } = expectDone(await api.send<EventResource>({ method: 'GET', path }), `Reading ${event.body.name}`);
  const steps = status === 'draft' ? ['publish'] : [];
  if (event.isCancelled && status !== 'cancelled') steps.push('cancel');
  for (const action of steps) {
    const answer = await api.send({ method: 'POST', path: `${path}/${action}`, body: {} });
    if (answer.status >= 400) throw new Failure(`${event.body.name}: ${action}: ${problemText(answer)}.`);
  }
}
