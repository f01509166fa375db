import * as contracts from '@myevents/contracts';
import type { JsonObject, JsonValue } from '@myevents/ports';
import { isObject, tidySchema, toCanonicalJson } from './tidy-schema.ts';

/** The contracts' schemas by name, as far as they describe an object or a choice of objects. */
export function readSharedSchemas(): ReadonlyMap<string, JsonObject> {
  const schemas = new Map<string, JsonObject>();
  for (const [name, value] of Object.entries(contracts)) {
    if (!/^[A-Z]/.test(name) || typeof value !== 'object') continue;
    const schema = tidySchema(JSON.parse(JSON.stringify(value)));
    if (isObject(schema) && describesObjects(schema)) schemas.set(name, schema);
  }
  return schemas;
}

function describesObjects(schema: JsonObject): boolean {
  if (schema['type'] === 'object')
    return isObject(schema['properties']) && Object.keys(schema['properties']).length > 0;
  return (
    Array.isArray(schema['anyOf']) && schema['anyOf'].every((branch) => isObject(branch) && describesObjects(branch))
  );
}

export interface Referenced {
  readonly document: JsonValue;
  /** Those that are used, by name. */
  readonly schemas: JsonObject;
}

/** Replaces every copy of a shared schema by a reference to it. */
export function referToShared(document: JsonValue, shared: ReadonlyMap<string, JsonObject>): Referenced {
  const names = new Map<string, string>();
  for (const [name, schema] of shared) {
    const text = toCanonicalJson(schema);
    if (!names.has(text)) names.set(text, name);
  }
  const schemas: Record<string, JsonValue> = {};
  const refer = (value: JsonValue): JsonValue => {
    if (Array.isArray(value)) return value.map(refer);
    if (!isObject(value)) return value;
    const name = names.get(toCanonicalJson(value));
    if (name === undefined) return referMembers(value);
    schemas[name] ??= referMembers(shared.get(name) ?? value);
    return { $ref: `#/components/schemas/${name}` };
  };
  const referMembers = (value: JsonObject): JsonObject =>
    Object.fromEntries(
      Object.entries(value).map(([key, member]) => [key, member === undefined ? undefined : refer(member)]),
    );
  const referred = refer(document);
  return { document: referred, schemas: Object.fromEntries(Object.entries(schemas).toSorted(byName)) };
}

function byName([left]: readonly [string, unknown], [right]: readonly [string, unknown]): number {
  return left < right ? -1 : 1;
}
