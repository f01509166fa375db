import type { EventHit } from '@myevents/contracts';
import { ProblemError } from '@myevents/http-kit';
import type { ApiClient } from '../api-client.ts';
import { callApi } from './upstream.ts';

/** In one answer; the rest is behind its `Link`. */
const eventsMax = 1000;
const pageSize = 100;
/** With a start in the search, also what is long over is found; without one, also what has no show yet. */
const everStart = '0001-01-01T00:00:00Z';
const phases = [`startTime=${everStart}`, ''] as const;

interface Page {
  readonly items: readonly EventHit[];
  readonly next: string | null;
}

export interface EventList {
  readonly events: readonly EventHit[];
  /** Where the next list begins, or null. */
  readonly next: string | null;
}

/** All published events: first those with shows by time, then those without. */
export async function listEvents(api: ApiClient, cursor: string | undefined): Promise<EventList> {
  const events: EventHit[] = [];
  let { phase, after } = readCursor(cursor);
  while (phase < phases.length) {
    if (events.length >= eventsMax) return { events, next: `${phase}.${after ?? ''}` };
    const page: Page = await readPage(api, phase, after);
    events.push(...page.items.filter(({ showCount }) => phase === 0 || showCount === 0));
    after = page.next ?? undefined;
    if (page.next === null) phase += 1;
  }
  return { events, next: null };
}

function readPage(api: ApiClient, phase: number, after: string | undefined): Promise<Page> {
  const from = after === undefined ? '' : `&cursor=${encodeURIComponent(after)}`;
  return callApi<Page>(api, {
    method: 'GET',
    path: `/v1/events?sort=time&limit=${pageSize}&${phases[phase] ?? ''}${from}`,
  });
}

function readCursor(cursor: string | undefined): { phase: number; after: string | undefined } {
  if (cursor === undefined) return { phase: 0, after: undefined };
  const [, phase, after] = /^([01])\.(.*)$/.exec(cursor) ?? [];
  if (phase === undefined || after === undefined) {
    throw new ProblemError('validation-failed', {
      errors: [{ pointer: '?cursor', detail: 'must be from a `Link` of this list' }],
    });
  }
  return { phase: Number(phase), after: after === '' ? undefined : after };
}

/** The published event of exactly this name, in whatever case; the best hit of several. */
export async function findEventByName(api: ApiClient, name: string): Promise<EventHit | undefined> {
  if (name.trim() === '' || name.length > 200) return undefined;
  for (const phase of phases) {
    const path = `/v1/events?limit=${pageSize}&keyword=${encodeURIComponent(name)}&${phase}`;
    const { items } = await callApi<Page>(api, { method: 'GET', path });
    const found = items.find((event) => fold(event.name) === fold(name));
    if (found !== undefined) return found;
  }
  return undefined;
}

function fold(name: string): string {
  return name.normalize('NFKC').trim().toLowerCase();
}
