import fc from 'fast-check';
import { euros, inMs } from './catalogue.ts';
import type { OpenApi } from './documented.ts';

/** A JSON Schema, as far as the reference uses it. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly format?: string;
  readonly pattern?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly patternProperties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minProperties?: number;
}

/** Values by the name of the property they are for: what a schema alone cannot know, such as ids of things that are there. */
export type Known = Readonly<Record<string, fc.Arbitrary<unknown>>>;

const texts = fc.constantFrom('Ada', 'Zoë Łuksza', '村上 春樹', "O'Brien & Söhne", '🎪 <b>x</b>', 'a');

const byFormat: Readonly<Record<string, fc.Arbitrary<string>>> = {
  instant: fc
    .integer({ min: 86_400, max: 300 * 86_400 })
    .chain((seconds) => fc.constantFrom(inMs(seconds * 1000), `${inMs(seconds * 1000).slice(0, 19)}+05:30`)),
  'time-zone': fc.constantFrom('UTC', 'Europe/Paris', 'Asia/Kathmandu', 'America/Argentina/Buenos_Aires'),
  currency: fc.constantFrom('EUR', 'JPY', 'KWD'),
  country: fc.constantFrom('DE', 'JP', 'BR'),
  language: fc.constantFrom('en', 'pt-BR', 'zh-Hant-TW'),
  label: texts,
  text: fc.constantFrom('', 'two\nlines\tand a tab', 'مرحبا'),
  'email-address': fc.constantFrom('ada@example.org', 'a.b+c@sub.example.co.uk'),
  'user-id': fc.stringMatching(/^[!-~]{1,128}$/),
};

/** Patterns that say more than an example can be drawn from. */
const byPattern: readonly (readonly [like: RegExp, fc.Arbitrary<string>])[] = [
  [/\\p\{C\}.*-\[/, fc.constantFrom('A-1', 'Stalls/A-12', 'Row-B-7')],
  [/^\^\[\^-\//, fc.constantFrom('1', '2..5', '7a')],
  [/\\p\{C\}/, fc.constantFrom('Stalls', 'Rang 1', 'B')],
];

/** Draws what a schema describes; which optional members are there is drawn too. */
export function valuesOf(schema: Schema, document: OpenApi, known: Known = {}): fc.Arbitrary<unknown> {
  const drawing = (inner: Schema): fc.Arbitrary<unknown> => valuesOf(inner, document, known);
  if (schema.$ref !== undefined) return drawing(resolve(schema.$ref, document));
  if (schema.anyOf !== undefined) return fc.oneof(...schema.anyOf.map(drawing));
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum);
  switch (schema.type) {
    case 'object':
      return objectsOf(schema, known, drawing);
    case 'array':
      return fc.array(drawing(schema.items ?? {}), {
        minLength: schema.minItems ?? 0,
        maxLength: Math.min(schema.maxItems ?? 3, Math.max(3, schema.minItems ?? 0)),
      });
    case 'integer':
      return fc.integer({ min: schema.minimum ?? -1000, max: Math.min(schema.maximum ?? 1000, 1_000_000_000) });
    case 'number':
      return fc.double({ min: schema.minimum ?? -1000, max: schema.maximum ?? 1000, noNaN: true });
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    case undefined:
    default:
      return stringsOf(schema);
  }
}

function objectsOf(
  { properties = {}, patternProperties, required = [] }: Schema,
  known: Known,
  drawing: (schema: Schema) => fc.Arbitrary<unknown>,
): fc.Arbitrary<unknown> {
  if (patternProperties !== undefined) return fc.dictionary(fc.stringMatching(/^[A-Za-z][a-z0-9]{0,5}$/), texts);
  const members = Object.entries(properties).map(([name, schema]) => [name, known[name] ?? drawing(schema)] as const);
  return fc.record(Object.fromEntries(members), { requiredKeys: [...required] });
}

function stringsOf({ format, pattern, minLength = 0, maxLength = 20 }: Schema): fc.Arbitrary<unknown> {
  const formatted = format === undefined ? undefined : byFormat[format];
  if (formatted !== undefined) return formatted;
  if (pattern === undefined) return fc.string({ minLength, maxLength: Math.min(maxLength, minLength + 10) });
  const [, drawn] = byPattern.find(([like]) => like.test(pattern)) ?? [];
  return drawn ?? fc.stringMatching(new RegExp(pattern, 'u'));
}

function resolve($ref: string, { components }: OpenApi): Schema {
  const schema = components.schemas[$ref.slice($ref.lastIndexOf('/') + 1)];
  if (schema === undefined) throw new Error(`nothing is at ${$ref}`);
  return schema;
}

/** A mistake, or none: whatever a client's program may put in the place of a value. */
export const mistakes: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(null, true, false, '', ' ', 0, -1, 1.5, 1e9, 1e21, -0, [], {}, [null], '2', 'null'),
  fc.constantFrom('\u200b', '\ufeff', '\u0000', '\ud800', 'x'.repeat(201), 'x'.repeat(20_000), '__proto__', '../..'),
  fc.constantFrom(
    '2030-02-30T00:00:00Z',
    '2030-01-01',
    'Mars/Olympus',
    'XXQ',
    'EUX',
    'eur',
    '%00',
    '${7*7}',
    "' OR 1=1",
  ),
  fc.jsonValue({ maxDepth: 3 }),
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.constantFrom(euros(5), ['A-1', 'A-1'], { tier: 'regular', quantity: 1 }),
);

/** Every place in a JSON value, as RFC 6901 pointers; the whole is ''. */
export function placesIn(value: unknown, pointer = ''): string[] {
  if (typeof value !== 'object' || value === null) return [pointer];
  const members = Object.entries(value).flatMap(([name, member]) =>
    placesIn(member, `${pointer}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`),
  );
  return [pointer, ...members];
}
