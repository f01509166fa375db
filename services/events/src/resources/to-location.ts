import type { SeatingPlan } from '@myevents/catalog';
import type { Location } from '@myevents/contracts';
import type { StoredDocument } from '@myevents/ports';
import type { LocationDocument } from '../documents.ts';
import { toInstant } from './instant.ts';

/** `plans` by hall, where they were asked for. */
export function toLocation(
  { document, version }: Pick<StoredDocument<LocationDocument>, 'document' | 'version'>,
  plans: ReadonlyMap<string, SeatingPlan> = new Map(),
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

function toPlanResource(plan: SeatingPlan) {
  return {
    sections: plan.map(({ name, rows }) => ({
      name,
      rows: rows.map((row) => ({ name: row.name, seats: [...row.labels] })),
    })),
  };
}

/** Optional fields that are not there, as exact optional types want it. */
export function withoutUndefined<Value extends object>(
  value: Value,
): { [Name in keyof Value]: Exclude<Value[Name], undefined> } {
  const entries = Object.entries(value).filter(([, member]) => member !== undefined);
  return Object.fromEntries(entries) as { [Name in keyof Value]: Exclude<Value[Name], undefined> };
}
