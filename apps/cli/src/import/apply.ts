import { createHash } from 'node:crypto';
import type { EventHit, EventResource, ShowResource } from '@myevents/contracts';
import { type Api, type ApiAnswer, expectDone, listAll, problemCode, problemText } from '../api.ts';
import { Failure } from '../failure.ts';
import { type Entry, EntryError } from './entry.ts';
import type { Site } from './locate.ts';
import type { Outcome } from './outcome.ts';
import type { EntryPlan } from './plan-entry.ts';

export interface ApplyOptions {
  readonly api: Api;
  readonly entry: Entry;
  readonly plan: EntryPlan;
  readonly site: Site;
  /** Leave new events unpublished. */
  readonly isDraft: boolean;
  /** Bring an event that was there in line with the file. */
  readonly mayUpdate: boolean;
  /** Cancel shows that the file calls off. */
  readonly mayCancel: boolean;
}

/**
 * Writes one entry through the API. Its Idempotency-Keys follow from the entry's own key, so the same entry is the same event
 * every time; dates that are new in the file become new shows. @throws EntryError with the reason if nothing could be taken.
 */
export async function applyEntry(options: ApplyOptions): Promise<Outcome> {
  const { entry, plan } = options;
  const base = { at: entry.at, key: entry.key, title: entry.title };
  const isCalledOff = plan.shows.length === 0;
  const found = isCalledOff ? await findEvent(options) : await createOrFind(options);
  if (found === undefined) {
    return isCalledOff
      ? { ...base, kind: 'cancelled', shows: 0, notes: [...plan.notes, 'the file calls it off'] }
      : {
          ...base,
          kind: 'differs',
          shows: 0,
          notes: [...plan.notes, 'it was imported before, with another title, place or text: left as it is'],
        };
  }
  const { event, hasOtherFields } = found;
  const isNew = event.status === 'draft' && event.version === 1;
  const present = isNew
    ? []
    : await Array.fromAsync(listAll<ShowResource>(options.api, `/v1/events/${event.id}/shows`));
  const scheduled = await schedule(options, event.id, present);
  const called = await callOff(options, present);
  const fields = hasOtherFields ? await bringInLine(options, event.id) : undefined;
  if (event.status === 'draft' && !options.isDraft && scheduled.total > 0) {
    expectTaken(
      await options.api.send({ method: 'POST', path: `/v1/events/${event.id}/publish`, body: {} }),
      'it cannot be published',
    );
  }
  const kind = isNew ? 'created' : (fields ?? (scheduled.added > 0 || called.cancelled > 0 ? 'extended' : 'unchanged'));
  const notes = [...plan.notes, ...scheduled.notes, ...called.notes, ...leftBehind(plan, present)];
  if (isNew && options.isDraft) notes.push('left as a draft');
  if (fields === 'differs') notes.push('its fields differ from the file: left as they are (--update)');
  return { ...base, kind, eventId: event.id, shows: scheduled.total, notes };
}

interface Found {
  readonly event: EventResource;
  readonly hasOtherFields: boolean;
}

async function createOrFind(options: ApplyOptions): Promise<Found | undefined> {
  const { api, entry, plan, site } = options;
  const body = { ...plan.event, locationId: site.location.id };
  const answer = await api.send<EventResource>({
    method: 'POST',
    path: '/v1/events',
    body,
    key: keyOf('event', entry.key),
  });
  if (problemCode(answer) === 'idempotency-key-reused') {
    const event = await findEvent(options);
    return event && { ...event, hasOtherFields: true };
  }
  const { id } = expectTaken(answer, 'it cannot be created');
  const read = await api.send<EventResource>({
    method: 'GET',
    path: `/v1/events/${id}`,
    headers: { 'cache-control': 'no-cache' },
  });
  const event = expectDone(read, 'Reading an event');
  if (event.status === 'cancelled') throw new EntryError('its event was cancelled on the platform.');
  return { event, hasOtherFields: false };
}

/** The published event of that name at the location. */
async function findEvent({ api, plan, site }: ApplyOptions): Promise<Found | undefined> {
  const wanted = plan.event.name.toLowerCase();
  for await (const event of listAll<EventHit>(api, `/v1/locations/${site.location.id}/events`)) {
    if (event.name.toLowerCase() === wanted) return { event, hasOtherFields: false };
  }
  return undefined;
}

interface Scheduled {
  readonly added: number;
  /** With those that were there. */
  readonly total: number;
  readonly notes: readonly string[];
}

async function schedule(
  { api, entry, plan, site }: ApplyOptions,
  eventId: string,
  present: readonly ShowResource[],
): Promise<Scheduled> {
  const known = new Map(present.map((show) => [Date.parse(show.startsAt), show]));
  const reasons: string[] = [];
  let [added, total] = [0, 0];
  for (const show of plan.shows) {
    if (known.has(Date.parse(show.startsAt))) {
      total += 1;
      continue;
    }
    const answer = await api.send<ShowResource>({
      method: 'POST',
      path: `/v1/events/${eventId}/shows`,
      body: { hallId: site.hallId, ...show },
      key: keyOf('show', `${entry.key}@${show.startsAt}`),
    });
    if (answer.status >= 500) throw new Failure(`Scheduling a show: ${problemText(answer)}.`);
    const isRefused = answer.status >= 400 && problemCode(answer) !== 'idempotency-key-reused';
    if (isRefused) reasons.push(`${show.startsAt}: ${problemText(answer)}`);
    else [added, total] = [added + 1, total + 1];
  }
  if (total === 0 && reasons.length > 0) throw new EntryError(`none of its dates can be taken. ${reasons[0]}.`);
  const notes = reasons.slice(0, 3).map((reason) => `not taken: ${reason}`);
  if (reasons.length > 3) notes.push(`not taken: ${reasons.length - 3} dates more`);
  return { added, total, notes };
}

async function callOff({ api, plan, mayCancel }: ApplyOptions, present: readonly ShowResource[]) {
  const starts = new Set(plan.cancelledStarts.map((start) => Date.parse(start)));
  const standing = present.filter(({ status, startsAt }) => status === 'scheduled' && starts.has(Date.parse(startsAt)));
  if (standing.length === 0) return { cancelled: 0, notes: [] };
  if (!mayCancel)
    return { cancelled: 0, notes: [`${standing.length} shows are still on sale that the file calls off (--cancel)`] };
  for (const { id } of standing) {
    expectTaken(
      await api.send({ method: 'POST', path: `/v1/shows/${id}/cancel`, body: {} }),
      'a show cannot be cancelled',
    );
  }
  return { cancelled: standing.length, notes: [`${standing.length} shows cancelled`] };
}

async function bringInLine(
  { api, plan, mayUpdate }: ApplyOptions,
  eventId: string,
): Promise<'changed' | 'differs' | undefined> {
  const read = await api.send<EventResource>({
    method: 'GET',
    path: `/v1/events/${eventId}`,
    headers: { 'cache-control': 'no-cache' },
  });
  const present = expectDone(read, 'Reading an event') as unknown as Record<string, unknown>;
  const differing = Object.entries(plan.event).filter(
    ([name, value]) => JSON.stringify(present[name]) !== JSON.stringify(value),
  );
  if (differing.length === 0) return undefined;
  if (!mayUpdate) return 'differs';
  const body = Object.fromEntries(differing);
  expectTaken(await api.send({ method: 'PATCH', path: `/v1/events/${eventId}`, body }), 'it cannot be changed');
  return 'changed';
}

/** Shows are never taken off sale because a file is silent: somebody may have a ticket. */
function leftBehind(plan: EntryPlan, present: readonly ShowResource[]): string[] {
  const named = new Set(
    [...plan.shows.map(({ startsAt }) => startsAt), ...plan.cancelledStarts].map((start) => Date.parse(start)),
  );
  const left = present.filter(
    ({ status, startsAt }) =>
      status === 'scheduled' && Date.parse(startsAt) > Date.now() && !named.has(Date.parse(startsAt)),
  );
  return left.length > 0 ? [`${left.length} coming shows are not in the file: left as they are`] : [];
}

function expectTaken<Body>(answer: ApiAnswer<Body>, what: string): Body {
  if (answer.status >= 500) throw new Failure(`${what}: ${problemText(answer)}.`);
  if (answer.status >= 400) throw new EntryError(`${what}: ${problemText(answer)}.`);
  return answer.body;
}

function keyOf(kind: string, name: string): string {
  return `import-${kind}-${createHash('sha256').update(name).digest('base64url').slice(0, 32)}`;
}
