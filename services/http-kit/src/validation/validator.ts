import { formats } from '@myevents/contracts';
import { Ajv, type AnySchema, type ErrorObject, type Options, type ValidateFunction } from 'ajv';
import type { FastifySchemaCompiler } from 'fastify';
import { ProblemError } from '../problem-error.ts';
import { convertTexts } from './convert-texts.ts';
import { explain } from './explain.ts';

/** Above this many values only the first error is looked for: a list of a hundred thousand mistakes is not worth the time. */
const valuesMax = 2000;

function createAjv(options: Options): Ajv {
  const ajv = new Ajv({ strict: true, strictTypes: false, strictTuples: false, verbose: true, ...options });
  for (const [name, format] of Object.entries(formats)) ajv.addFormat(name, format.matches);
  return ajv;
}

interface Compiler {
  /** Stops at the first error. */
  readonly first: Ajv;
  readonly all: Ajv;
}

function createCompiler(): Compiler {
  const options = { coerceTypes: false, useDefaults: true };
  return { first: createAjv(options), all: createAjv({ ...options, allErrors: true }) };
}

/**
 * Bodies are taken as they are; query strings and paths are text, so there numbers and booleans are converted first. Schemas
 * compile at their first use, which keeps the start short.
 */
export function createValidatorCompiler(): FastifySchemaCompiler<AnySchema> {
  const compiler = createCompiler();
  return ({ schema, httpPart }) => {
    let first: ValidateFunction | undefined;
    return (data: unknown) => {
      if (httpPart !== 'body') convertTexts(schema, data);
      first ??= compiler.first.compile(schema);
      if (first(data)) return { value: data };
      return { error: toError(allErrors(compiler, schema, first, data), httpPart) };
    };
  };
}

function allErrors(
  compiler: Compiler,
  schema: AnySchema,
  first: ValidateFunction,
  data: unknown,
): readonly ErrorObject[] {
  const found = first.errors ?? [];
  if (countValues(data, valuesMax) <= 0) return found;
  const all = compiler.all.compile(schema);
  return all(data) ? found : (all.errors ?? found);
}

/** What is left of `budget` after counting the values inside; 0 or less: there are more. */
function countValues(value: unknown, budget: number): number {
  let left = budget - 1;
  if (typeof value !== 'object' || value === null) return left;
  for (const member of Object.values(value)) {
    if (left <= 0) return left;
    left = countValues(member, left);
  }
  return left;
}

function toError(errors: readonly ErrorObject[], httpPart: string | undefined): ProblemError {
  if (httpPart === 'params')
    return new ProblemError('not-found', { detail: 'The path holds no id of the right form.' });
  return new ProblemError('validation-failed', { errors: explain(errors, httpPart === 'body' ? 'body' : 'text') });
}
