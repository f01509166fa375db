import { BusUnavailableError } from '@myevents/ports';

/** What the client library says went wrong, in few words for operators: the innermost cause of the last try. */
export function reasonOf(error: unknown): string {
  const root = rootOf(error);
  if (!(root instanceof Error)) return String(root);
  const code = apiIdOf(root);
  return code === undefined ? root.message : `${code}: ${root.message}`;
}

export function toUnavailable(error: unknown, label: string): BusUnavailableError {
  if (error instanceof BusUnavailableError) return error;
  return new BusUnavailableError(`Kafka at ${label}: ${reasonOf(error)}`, { cause: error });
}

/** Whether one of the broker's own error names (`UNKNOWN_MEMBER_ID`, …) is the reason, or among the reasons. */
export function isRefusal(error: unknown, ...apiIds: readonly string[]): boolean {
  return refusalsOf(error).some(({ apiId }) => apiIds.includes(apiId));
}

export interface Refusal {
  /** The broker's name of the error: `TOPIC_ALREADY_EXISTS`, … */
  readonly apiId: string;
  /** Where in the answer it stands: `/topics/3`. */
  readonly path: string;
  readonly message: string;
}

/** All that the broker refused in one answer. */
export function refusalsOf(error: unknown): readonly Refusal[] {
  if (!(error instanceof Error)) return [];
  const apiId = apiIdOf(error);
  const inner = [...(error instanceof AggregateError ? error.errors : []), error.cause].flatMap(refusalsOf);
  return apiId === undefined ? inner : [{ apiId, path: textOf(error, 'path'), message: error.message }, ...inner];
}

function rootOf(error: unknown): unknown {
  if (error instanceof AggregateError && error.errors.length > 0) return rootOf(error.errors.at(-1));
  if (error instanceof Error && error.cause !== undefined) return rootOf(error.cause);
  return error;
}

function apiIdOf(error: Error): string | undefined {
  return textOf(error, 'apiId') || undefined;
}

function textOf(error: Error, name: string): string {
  const value: unknown = Reflect.get(error, name);
  return typeof value === 'string' ? value : '';
}
