import type { EventBody, EventPatch, EventResource } from '../../../generated/api.ts';
import { changedFields } from './compare-edits.ts';

/** What the form of an event holds. */
export interface EventValues {
  readonly name: string;
  readonly description: string;
  readonly type: string;
  readonly locationId: string;
  /** Minutes; empty while it is being typed. */
  readonly duration: number | string;
  readonly language: string;
  readonly tags: readonly string[];
}

export const newEventValues: EventValues = {
  name: '',
  description: '',
  type: '',
  locationId: '',
  duration: 120,
  language: '',
  tags: [],
};

export function toEventValues(event: EventResource): EventValues {
  const { name, description = '', type, locationId, duration, language = '', tags } = event;
  return { name, description, type, locationId, duration, language, tags };
}

export type EventMistake = 'nameMissing' | 'typeMissing' | 'typeWord' | 'locationMissing' | 'durationRange';

/** What can be told without asking. */
export function eventMistakes(values: EventValues): Partial<Record<keyof EventValues, EventMistake>> {
  const duration = Number(values.duration);
  return {
    ...(values.name.trim() === '' && { name: 'nameMissing' as const }),
    ...(!/^[a-z][a-z0-9-]{0,39}$/.test(values.type) && {
      type: values.type === '' ? ('typeMissing' as const) : ('typeWord' as const),
    }),
    ...(values.locationId === '' && { locationId: 'locationMissing' as const }),
    ...(!(Number.isInteger(duration) && duration >= 1 && duration <= 527_040) && {
      duration: 'durationRange' as const,
    }),
  };
}

/** What is empty is left out. */
export function toEventBody(values: EventValues): EventBody {
  const { description, language, tags, name, type, locationId } = values;
  return {
    name: name.trim(),
    type,
    locationId,
    duration: Number(values.duration),
    ...(description.trim() !== '' && { description }),
    ...(language !== '' && { language }),
    ...(tags.length > 0 && { tags: [...tags] }),
  };
}

/** Only what was changed; undefined if nothing was. A language can be another one, but not be taken away. */
export function toEventPatch(base: EventValues, values: EventValues): EventPatch | undefined {
  const { duration, tags, language, ...texts } = changedFields<EventValues>(base, {
    ...values,
    name: values.name.trim(),
    duration: Number(values.duration),
  });
  const patch = {
    ...texts,
    ...(duration !== undefined && { duration: Number(duration) }),
    ...(tags !== undefined && { tags: [...tags] }),
    ...(language !== undefined && language !== '' && { language }),
  };
  return Object.keys(patch).length === 0 ? undefined : patch;
}
