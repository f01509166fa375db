import type { EventHit, LocationBody } from '@myevents/contracts';
import {
  bodyOf,
  createEvent,
  createLocation,
  dayMs,
  hallOf,
  inMs,
  publish,
  scheduleShow,
  showBody,
} from './catalogue.ts';
import { get } from './subject.ts';

/** A page of hits. */
export interface List {
  readonly items: readonly EventHit[];
  readonly next: string | null;
}

/** By what stands in the query string. */
export const search = (parameters: Readonly<Record<string, string>>) =>
  get<List>(`/v1/events?${new URLSearchParams(parameters).toString()}`);

/** In the order of the answer. */
export async function namesOf(parameters: Readonly<Record<string, string>>): Promise<string[]> {
  return bodyOf(await search(parameters), 200).items.map(({ name }) => name);
}

interface Listed {
  readonly name: string;
  readonly type?: string;
  readonly day?: number;
  readonly tags?: readonly string[];
  readonly description?: string;
  readonly place?: Partial<LocationBody>;
}

/** A published event with one show, at a location of its own. Answers its id. */
export async function list({
  name,
  type = 'concert',
  day = 10,
  tags = [],
  description,
  place = {},
}: Listed): Promise<string> {
  const location = await createLocation(place);
  const text = description === undefined ? {} : { description };
  const event = await createEvent(location.id, { name, type, tags: [...tags], ...text });
  const times = { startsAt: inMs(day * dayMs), endsAt: inMs(day * dayMs + 3_600_000) };
  await scheduleShow(event.id, showBody(hallOf(location), times));
  await publish(event.id);
  return event.id;
}
