import type { ErrorObject } from 'ajv';
import { toChoice, toTypeNames } from './wording.ts';

interface Branch {
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly type?: string;
  readonly required?: readonly string[];
}

/** Either the one branch that was meant, whose errors then count, or what to say about the union as a whole. */
export type UnionVerdict = { readonly branch: number } | { readonly detail: string };

/** A union fails with the noise of all its branches: this finds the one that was meant, or says what tells them apart. */
export function judgeUnion(error: ErrorObject): UnionVerdict {
  const branches = error.schema as readonly Branch[];
  if (branches.every((branch) => branch.const !== undefined || branch.enum !== undefined)) {
    return { detail: `must be ${toChoice(branches.flatMap((branch) => branch.enum ?? [branch.const]))}` };
  }
  const { data } = error;
  const objects = branches.filter((branch) => branch.type === 'object');
  if (typeof data === 'object' && data !== null && !Array.isArray(data) && objects.length > 1) {
    return judgeObject(data, branches);
  }
  const meant = branches.findIndex((branch) => branch.type === jsonTypeOf(data));
  if (meant >= 0) return { branch: meant };
  const types = branches.map((branch) => branch.type).filter((type) => type !== undefined);
  return { detail: types.length > 0 ? `must be ${toTypeNames([...new Set(types)])}` : 'has the wrong form' };
}

function judgeObject(data: object, branches: readonly Branch[]): UnionVerdict {
  const tellingApart = branches.map((branch, index) =>
    (branch.required ?? []).filter((name) =>
      branches.every((other, at) => at === index || !other.required?.includes(name)),
    ),
  );
  const meant = tellingApart.flatMap((names, index) =>
    names.some((name) => Object.hasOwn(data, name)) ? [index] : [],
  );
  if (meant.length === 1 && meant[0] !== undefined) return { branch: meant[0] };
  return { detail: `needs exactly one of ${tellingApart.map((names) => names.join(' with ')).join(', ')}` };
}

function jsonTypeOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}
