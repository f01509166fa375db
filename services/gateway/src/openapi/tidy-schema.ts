import type { JsonObject, JsonValue } from '@myevents/ports';

/**
 * A schema as readers want it: a union of single values is one list of values, and a map says what its values are (the form of its
 * names, which the generator of the document drops too, is left to the description).
 */
export function tidySchema(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.map(tidySchema);
  if (!isObject(value)) return value;
  const entries = Object.entries(value).map(([key, member]): [string, JsonValue | undefined] => [
    key,
    member === undefined ? undefined : tidySchema(member),
  ]);
  const { const: only, anyOf, ...other } = Object.fromEntries(entries);
  const rest = withoutPatterns(other);
  if (only !== undefined) return { ...rest, enum: [only] };
  if (!Array.isArray(anyOf)) return anyOf === undefined ? rest : { ...rest, anyOf };
  const values = anyOf.map(toValues);
  if (!values.every((list) => list !== undefined)) return { ...rest, anyOf };
  return { ...rest, type: 'string', enum: values.flat() };
}

function withoutPatterns({ patternProperties, ...rest }: JsonObject): JsonObject {
  if (!isObject(patternProperties)) return patternProperties === undefined ? rest : { ...rest, patternProperties };
  return { ...rest, additionalProperties: Object.values(patternProperties)[0] };
}

/** The values of a schema that is nothing but a list of texts. */
function toValues(schema: JsonValue): readonly JsonValue[] | undefined {
  if (!isObject(schema) || schema['type'] !== 'string' || !Array.isArray(schema['enum'])) return undefined;
  return Object.keys(schema).length === 2 ? schema['enum'] : undefined;
}

export function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The same text for the same JSON, whatever the order of its members. */
export function toCanonicalJson(value: JsonValue): string {
  return JSON.stringify(value, (_key, member: JsonValue) =>
    isObject(member) ? Object.fromEntries(Object.entries(member).toSorted(([a], [b]) => (a < b ? -1 : 1))) : member,
  );
}
