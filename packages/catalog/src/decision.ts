import type { Refusal } from './refusals.ts';

/** What `decide` found. No events: what was asked for is so already. */
export type Decision<Event> =
  | { readonly outcome: 'accepted'; readonly events: readonly Event[] }
  | { readonly outcome: 'refused'; readonly refusal: Refusal }
  /** The same request was accepted before and made `id` in commit `version`. */
  | { readonly outcome: 'repeated'; readonly id: string; readonly version: number };

/** Who repeats a request brings the same key. Both are hashes made outside; the key's includes its route. */
export interface IdempotentRequest {
  readonly key: string;
  readonly bodyHash: string;
}

export function accepted<Event>(...events: readonly Event[]): Decision<Event> {
  return { outcome: 'accepted', events };
}

export function refused(refusal: Refusal): { readonly outcome: 'refused'; readonly refusal: Refusal } {
  return { outcome: 'refused', refusal };
}

export function unreachable(value: never): never {
  throw new Error(`nobody decided what to do with ${JSON.stringify(value)}`);
}

/** Whether two values of the catalogue (plain JSON) say the same. */
export function isSame(left: unknown, right: unknown): boolean {
  return left === right || JSON.stringify(left) === JSON.stringify(right);
}

/** The fields of `changes` that are given and differ from `before`. */
export function changedFields<Value extends object>(before: Value, changes: Partial<Value>): Partial<Value> {
  const fields = Object.entries(changes).filter(
    ([name, value]) => value !== undefined && !isSame(before[name as keyof Value], value),
  );
  return Object.fromEntries(fields) as Partial<Value>;
}
