import { formats } from '@myevents/contracts';
import type { ErrorObject } from 'ajv';

const listMax = 30;

/** `a, b or c`; a long list is cut short. */
export function toChoice(values: readonly unknown[]): string {
  const shown = values.slice(0, listMax).map(String);
  if (values.length > listMax) shown.push('…');
  return shown.length < 2 ? shown.join('') : `${shown.slice(0, -1).join(', ')} or ${shown.at(-1)}`;
}

const typeNames: Readonly<Record<string, string>> = {
  integer: 'a whole number',
  number: 'a number',
  string: 'text',
  boolean: 'true or false',
  object: 'an object',
  array: 'a list',
  null: 'null',
};

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'number') return 'a number';
  return typeNames[typeof value] ?? typeof value;
}

export function toTypeNames(types: readonly unknown[]): string {
  return toChoice(types.map((type) => typeNames[String(type)] ?? type));
}

type Bounds = Readonly<Record<string, number | undefined>>;

function range(bounds: Bounds, lowest: string, highest: string): string {
  const { [lowest]: from, [highest]: to } = bounds;
  if (from === undefined) return `at most ${to}`;
  if (to === undefined) return `at least ${from}`;
  return from === to ? `exactly ${from}` : `from ${from} to ${to}`;
}

function ofType({ schema, data }: ErrorObject, from: 'body' | 'text'): string {
  if (from === 'text' && Array.isArray(data)) return 'must be given once only';
  const wanted = toTypeNames(Array.isArray(schema) ? schema : [schema]);
  if (data === undefined) return `must be given, as JSON: ${wanted}`;
  // In a query string everything is text: only in a body it helps to say what was sent instead.
  return from === 'text' || kindOf(data) === wanted ? `must be ${wanted}` : `must be ${wanted}, not ${kindOf(data)}`;
}

function ofPattern({ parentSchema }: ErrorObject): string {
  const description = (parentSchema as { description?: unknown } | undefined)?.description;
  return typeof description === 'string' ? `has the wrong form; wanted: ${description}` : 'has the wrong form';
}

function ofFormat({ schema }: ErrorObject): string {
  const known = (formats as Readonly<Record<string, { readonly expected: string }>>)[String(schema)];
  return known === undefined ? 'has the wrong form' : `must be ${known.expected}`;
}

function ofUnknownField({ parentSchema }: ErrorObject, from: 'body' | 'text'): string {
  const word = from === 'body' ? 'field' : 'parameter';
  if (parentSchema !== undefined && 'patternProperties' in parentSchema) return `a ${word}'s name of the wrong form`;
  const allowed = Object.keys((parentSchema as { properties?: object } | undefined)?.properties ?? {});
  return allowed.length === 0
    ? `unknown ${word}; none is allowed here`
    : `unknown ${word}; allowed: ${allowed.join(', ')}`;
}

/** What would be right, in words, without repeating what was sent. */
export function toDetail(error: ErrorObject, from: 'body' | 'text'): string {
  const bounds = (error.parentSchema ?? {}) as Bounds;
  switch (error.keyword) {
    case 'required':
      return 'is required';
    case 'type':
      return ofType(error, from);
    case 'additionalProperties':
      return ofUnknownField(error, from);
    case 'format':
      return ofFormat(error);
    case 'pattern':
      return ofPattern(error);
    case 'minimum':
    case 'maximum':
      return `must be ${range(bounds, 'minimum', 'maximum')}`;
    case 'minLength':
    case 'maxLength':
      return `must have ${range(bounds, 'minLength', 'maxLength')} characters`;
    case 'minItems':
    case 'maxItems':
      return `must have ${range(bounds, 'minItems', 'maxItems')} items`;
    case 'minProperties':
      return `must have at least ${bounds['minProperties']} field`;
    case 'uniqueItems':
      return 'must not hold the same item twice';
    case 'enum':
      return `must be ${toChoice(error.schema as readonly unknown[])}`;
    case 'const':
      return `must be ${String(error.schema)}`;
    default:
      return 'is not valid';
  }
}
