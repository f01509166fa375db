import { formats } from '@myevents/contracts';
import type { TSchema } from 'typebox';
import { Format } from 'typebox/format';
import { Value } from 'typebox/value';

for (const [name, format] of Object.entries(formats)) Format.Set(name, format.matches);

/** Throws where a value is not what a contract says. */
export function assertMatches(schema: TSchema, value: unknown): void {
  const errors = [...Value.Errors(schema, value)].map(({ instancePath, message }) => `${instancePath} ${message}`);
  if (errors.length > 0) throw new Error(errors.join('; '));
}
