import type { ErrorObject } from 'ajv';
import type { FieldError } from '../problem-error.ts';
import { toPointerToken } from './pointer.ts';
import { judgeUnion } from './union.ts';
import { toDetail } from './wording.ts';

const errorsMax = 20;

/** At most 20 errors, one for each field, in the order of the schema. `text`: a query string or path, where everything is text. */
export function explain(errors: readonly ErrorObject[], from: 'body' | 'text'): FieldError[] {
  const byPointer = new Map<string, FieldError>();
  for (const error of withoutNoise(errors)) {
    if (byPointer.size >= errorsMax) break;
    const pointer = from === 'body' ? pointerOf(error.error) : `?${pointerOf(error.error).slice(1)}`;
    if (!byPointer.has(pointer))
      byPointer.set(pointer, { pointer, detail: error.detail ?? toDetail(error.error, from) });
  }
  return [...byPointer.values()];
}

interface Told {
  readonly error: ErrorObject;
  /** Given for a union, whose own error says too little. */
  readonly detail?: string;
}

/** Replaces the errors of a union's branches by those of the branch that was meant, or by one about the whole. */
function withoutNoise(errors: readonly ErrorObject[]): Told[] {
  const union = errors
    .filter((error) => error.keyword === 'anyOf')
    .toSorted((left, right) => left.schemaPath.length - right.schemaPath.length)[0];
  if (union === undefined) return errors.map((error) => ({ error }));
  const isInside = (error: ErrorObject, path: string) =>
    error !== union &&
    error.schemaPath.startsWith(`${path}/`) &&
    `${error.instancePath}/`.startsWith(`${union.instancePath}/`);
  const verdict = judgeUnion(union);
  const outside = withoutNoise(errors.filter((error) => error !== union && !isInside(error, union.schemaPath)));
  if ('detail' in verdict) return [...outside, { error: union, detail: verdict.detail }];
  const meant = errors.filter((error) => isInside(error, `${union.schemaPath}/${verdict.branch}`));
  return [...outside, ...withoutNoise(meant)];
}

function pointerOf(error: ErrorObject): string {
  const { keyword, params, instancePath } = error;
  const field = keyword === 'required' ? params['missingProperty'] : params['additionalProperty'];
  return typeof field === 'string' ? `${instancePath}/${toPointerToken(field)}` : instancePath;
}
