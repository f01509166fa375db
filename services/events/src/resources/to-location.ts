import type { Location, SeatingPlan } from '@myevents/contracts';
import type { StoredDocument } from '@myevents/ports';
import type { HallPlanDocument, LocationDocument, RowDocument } from '../documents.ts';
import { toInstant } from './instant.ts';

/** `plans` by hall, where they were asked for. */
export function toLocation(
  { document, version }: Pick<StoredDocument<LocationDocument>, 'document' | 'version'>,
  plans: ReadonlyMap<string, HallPlanDocument> = new Map(),
): Location {
  const { id, name, address, coordinates, timeZone, openingHours, halls, createdAt, updatedAt } = document;
  return {
    id,
    name,
    address: withoutUndefined(address),
    ...(coordinates === undefined ? {} : { coordinates }),
    timeZone,
    ...(openingHours === undefined ? {} : { openingHours }),
    halls: halls.map((hall) => {
      const plan = plans.get(hall.id);
      return { ...withoutUndefined(hall), ...(plan === undefined ? {} : { plan: toPlanResource(plan) }) };
    }),
    createdAt: toInstant(createdAt),
    updatedAt: toInstant(updatedAt),
    version,
  };
}

function toPlanResource({ stage, sections }: HallPlanDocument): SeatingPlan {
  return {
    ...(stage === undefined ? {} : { stage: withoutUndefined(stage) }),
    sections: sections.map(({ name, shape, rows }) => ({
      name,
      ...(shape === undefined ? {} : { shape: withoutUndefined(shape) }),
      rows: rows.map(toRow),
    })),
  };
}

function toRow({ name, labels, offset, marks = {} }: RowDocument): SeatingPlan['sections'][number]['rows'][number] {
  const given = Object.entries(marks).map(([mark, seats]) => [mark, [...seats]] as const);
  return {
    name,
    seats: [...labels],
    ...(offset === undefined ? {} : { offset }),
    ...(given.length === 0 ? {} : { marks: Object.fromEntries(given) }),
  };
}

/** Optional fields that are not there, as exact optional types want it. */
export function withoutUndefined<Value extends object>(
  value: Value,
): { [Name in keyof Value]: Exclude<Value[Name], undefined> } {
  const entries = Object.entries(value).filter(([, member]) => member !== undefined);
  return Object.fromEntries(entries) as { [Name in keyof Value]: Exclude<Value[Name], undefined> };
}
