import type { ShowResource } from '@myevents/contracts';
import { type Api, ApiFailure, listAll, problemCode, problemText } from '@myevents/contracts/client';
import { expectTaken, importKey } from './api-answers.ts';
import { EntryError } from './entry.ts';
import type { EntryPlan } from './plan-entry.ts';

export interface ApplyShowsOptions {
  readonly api: Api;
  readonly eventId: string;
  readonly hallId: string;
  readonly entryKey: string;
  readonly plan: EntryPlan;
  readonly isNewEvent: boolean;
  readonly mayUpdate: boolean;
  readonly mayCancel: boolean;
}

/** What came of an entry's dates. */
export interface AppliedShows {
  readonly added: number;
  readonly changed: number;
  readonly differing: number;
  readonly cancelled: number;
  /** Still on sale though the file calls them off. */
  readonly standing: number;
  readonly refused: number;
  /** Those that were there already included. */
  readonly total: number;
  readonly notes: readonly string[];
}

type PlannedShow = EntryPlan['shows'][number];

/** Schedules the dates that are not there yet, and deals with those that are. @throws EntryError if none could be taken. */
export async function applyShows(options: ApplyShowsOptions): Promise<AppliedShows> {
  const { api, eventId, plan, isNewEvent } = options;
  const path = `/v1/events/${eventId}/shows`;
  const present = isNewEvent ? [] : await Array.fromAsync(listAll<ShowResource>(api, path));
  const known = new Map(present.map((show) => [Date.parse(show.startsAt), show]));
  const scheduled = await schedule(
    options,
    plan.shows.filter(({ startsAt }) => !known.has(Date.parse(startsAt))),
  );
  const total = plan.shows.length - scheduled.reasons.length;
  if (total === 0 && scheduled.reasons.length > 0) {
    throw new EntryError(`none of its dates can be taken. ${scheduled.reasons[0]}.`);
  }
  const { changed, differing, notes: changeNotes } = await bringInLine(options, known);
  const { cancelled, standing, notes: cancelNotes } = await callOff(options, present);
  const notes = [...reasonNotes(scheduled.reasons), ...changeNotes, ...cancelNotes, ...leftBehind(plan, present)];
  const refused = scheduled.reasons.length;
  return { added: scheduled.added, changed, differing, cancelled, standing, refused, total, notes };
}

async function schedule({ api, eventId, hallId, entryKey }: ApplyShowsOptions, shows: readonly PlannedShow[]) {
  const reasons: string[] = [];
  let added = 0;
  for (const show of shows) {
    const answer = await api.send({
      method: 'POST',
      path: `/v1/events/${eventId}/shows`,
      body: { hallId, ...show },
      key: importKey('show', `${entryKey}@${show.startsAt}`),
    });
    if (answer.status >= 500) throw new ApiFailure(`Scheduling a show: ${problemText(answer)}.`);
    // Imported before and moved since on the platform: there is nothing to add.
    if (answer.status < 400) added += 1;
    else if (problemCode(answer) !== 'idempotency-key-reused') reasons.push(`${show.startsAt}: ${problemText(answer)}`);
  }
  return { added, reasons };
}

function reasonNotes(reasons: readonly string[]): string[] {
  const notes = reasons.slice(0, 3).map((reason) => `not taken: ${reason}`);
  return reasons.length > 3 ? [...notes, `not taken: ${reasons.length - 3} dates more`] : notes;
}

/** Shows that are there at the same time but end otherwise, or are sold otherwise. */
async function bringInLine({ api, plan, mayUpdate }: ApplyShowsOptions, known: ReadonlyMap<number, ShowResource>) {
  const changes = plan.shows.flatMap((show) => {
    const there = known.get(Date.parse(show.startsAt));
    const fields = there?.status === 'scheduled' ? differenceOf(show, there) : undefined;
    return there && fields ? [{ id: there.id, fields }] : [];
  });
  const count = changes.length;
  if (count === 0) return { changed: 0, differing: 0, notes: [] };
  if (!mayUpdate) {
    const note = `${count} shows end or are sold otherwise than in the file: left as they are`;
    return { changed: 0, differing: count, notes: [note] };
  }
  for (const { id, fields } of changes) {
    expectTaken(await api.send({ method: 'PATCH', path: `/v1/shows/${id}`, body: fields }), 'a show cannot be changed');
  }
  return { changed: count, differing: 0, notes: [`${count} shows changed`] };
}

function differenceOf({ endsAt, tiers }: PlannedShow, there: ShowResource): object | undefined {
  const sold = (list: readonly object[]) =>
    JSON.stringify(list.map((tier) => ['id', 'name', 'price', 'capacity'].map((name) => Reflect.get(tier, name))));
  const fields = {
    ...(Date.parse(endsAt) === Date.parse(there.endsAt) ? {} : { endsAt }),
    ...(sold(tiers) === sold(there.tiers) ? {} : { tiers }),
  };
  return Object.keys(fields).length > 0 ? fields : undefined;
}

async function callOff({ api, plan, mayCancel }: ApplyShowsOptions, present: readonly ShowResource[]) {
  const starts = new Set(plan.cancelledStarts.map((start) => Date.parse(start)));
  const standing = present.filter(({ status, startsAt }) => status === 'scheduled' && starts.has(Date.parse(startsAt)));
  if (standing.length === 0) return { cancelled: 0, standing: 0, notes: [] };
  if (!mayCancel) {
    const note = `${standing.length} shows are still on sale that the file calls off`;
    return { cancelled: 0, standing: standing.length, notes: [note] };
  }
  for (const { id } of standing) {
    const answer = await api.send({ method: 'POST', path: `/v1/shows/${id}/cancel`, body: {} });
    expectTaken(answer, 'a show cannot be cancelled');
  }
  return { cancelled: standing.length, standing: 0, notes: [`${standing.length} shows cancelled`] };
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
