import { ApiProblem } from '../../api/problem.ts';

/**
 * The server's mistakes by the fields of a form: `/tiers/0/price/amount` belongs to whatever field of the form `toField` says, or to
 * none. The texts are the server's.
 */
export function fieldErrors(
  error: unknown,
  toField: (pointer: string) => string | undefined,
): Readonly<Record<string, string>> {
  if (!(error instanceof ApiProblem)) return {};
  const found = (error.details.errors ?? []).flatMap(({ pointer, detail }) => {
    const field = toField(pointer);
    return field === undefined ? [] : [[field, detail] as const];
  });
  // The first mistake of a field counts.
  return Object.fromEntries(found.toReversed());
}
