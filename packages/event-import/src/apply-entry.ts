import type { EventHit, EventResource } from '@myevents/contracts';
import { type Api, expectDone, listAll, problemCode } from '@myevents/contracts/client';
import { expectTaken, importKey } from './api-answers.ts';
import { type AppliedShows, applyShows } from './apply-shows.ts';
import type { ImportSetting } from './defaults.ts';
import { type Entry, EntryError } from './entry.ts';
import type { Outcome, OutcomeKind } from './outcome.ts';
import type { EntryPlan } from './plan-entry.ts';
import type { Site } from './site.ts';

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
  const { api, entry, plan, site, isDraft, mayUpdate, mayCancel } = options;
  const base = { at: entry.at, key: entry.key, title: entry.title };
  const isCalledOff = plan.shows.length === 0;
  const event = isCalledOff ? await findEvent(options) : await createOrFind(options);
  if (event === undefined) {
    const note = isCalledOff
      ? 'the file calls it off'
      : 'it was imported before, with another title, place or text: left as it is';
    return {
      ...base,
      kind: isCalledOff ? 'cancelled' : 'differs',
      shows: 0,
      notes: [...plan.notes, note],
      settings: [],
    };
  }
  const { id, status, version } = event;
  const isNewEvent = status === 'draft' && version === 1;
  const { hallId } = site;
  const shows = await applyShows({
    api,
    eventId: id,
    hallId,
    entryKey: entry.key,
    plan,
    isNewEvent,
    mayUpdate,
    mayCancel,
  });
  const fields = isNewEvent || isCalledOff ? undefined : await bringInLine(options, event);
  if (status === 'draft' && !isDraft && shows.total > 0) {
    const published = await api.send({ method: 'POST', path: `/v1/events/${id}/publish`, body: {} });
    expectTaken(published, 'it cannot be published');
  }
  const notes = [...plan.notes, ...shows.notes];
  if (isNewEvent && isDraft) notes.push('left as a draft');
  if (fields === 'differs') notes.push('its text or type differs from the file: left as it is');
  const kind = isNewEvent ? 'created' : kindOf(shows, fields);
  const refused = shows.refused > 0 ? { refusedShows: shows.refused } : {};
  const settings = new Set<ImportSetting>([
    ...(isNewEvent ? plan.settings : []),
    ...(fields === 'differs' || shows.differing > 0 ? (['mayUpdate'] as const) : []),
    ...(shows.standing > 0 ? (['mayCancel'] as const) : []),
  ]);
  return { ...base, kind, eventId: id, shows: shows.total, ...refused, notes, settings: [...settings] };
}

function kindOf(shows: AppliedShows, fields: 'changed' | 'differs' | undefined): OutcomeKind {
  if (fields === 'changed' || shows.changed > 0 || shows.cancelled > 0) return 'changed';
  if (shows.added > 0) return 'extended';
  return fields === 'differs' || shows.differing > 0 ? 'differs' : 'unchanged';
}

/** Undefined: it was imported before, but nothing at the location has its title now. */
async function createOrFind(options: ApplyOptions): Promise<EventResource | undefined> {
  const { api, entry, plan, site } = options;
  const body = { ...plan.event, locationId: site.location.id };
  const key = importKey('event', entry.key);
  const answer = await api.send<EventResource>({ method: 'POST', path: '/v1/events', body, key });
  if (problemCode(answer) === 'idempotency-key-reused') return findEvent(options);
  const { id } = expectTaken(answer, 'it cannot be created');
  // A repeated POST answers with the event as it was created: this is how it is now.
  const read = await api.send<EventResource>({ method: 'GET', path: `/v1/events/${id}` });
  const event = expectDone(read, 'Reading an event');
  if (event.status === 'cancelled') throw new EntryError('its event was cancelled on the platform.');
  return event;
}

/** The published event of that title at the location. */
async function findEvent({ api, plan, site }: ApplyOptions): Promise<EventResource | undefined> {
  const wanted = plan.event.name.toLowerCase();
  for await (const event of listAll<EventHit>(api, `/v1/locations/${site.location.id}/events`)) {
    if (event.name.toLowerCase() === wanted) return event;
  }
  return undefined;
}

async function bringInLine({ api, plan, mayUpdate }: ApplyOptions, event: EventResource) {
  const differing = Object.entries(plan.event).filter(
    ([name, value]) => JSON.stringify(Reflect.get(event, name)) !== JSON.stringify(value),
  );
  if (differing.length === 0) return undefined;
  if (!mayUpdate) return 'differs';
  const body = Object.fromEntries(differing);
  expectTaken(await api.send({ method: 'PATCH', path: `/v1/events/${event.id}`, body }), 'it cannot be changed');
  return 'changed';
}
