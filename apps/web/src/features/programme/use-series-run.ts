import { useRef, useState } from 'react';
import type { ShowBody } from '../../../generated/api.ts';
import { useApi } from '../../api/api-context.ts';
import { dataOf } from '../../api/client.ts';
import { ApiProblem } from '../../api/problem.ts';
import { useIntentionKeys } from './intention-keys.ts';

/** What became of a date that is to be a show. */
export type RowOutcome =
  | { readonly kind: 'waiting' }
  | { readonly kind: 'creating' }
  | { readonly kind: 'created'; readonly showId: string }
  | { readonly kind: 'refused'; readonly error: unknown };

export interface SeriesItem {
  /** When it starts: one of that time is made once. */
  readonly startsAt: string;
  readonly body: ShowBody;
}

/**
 * Makes the shows of a series one after the other. It can be stopped and taken up again: what was made stays, what was under way is
 * repeated under its own Idempotency-Key, so nothing is made twice. When nobody answers, it stops by itself.
 */
export function useSeriesRun(eventId: string) {
  const api = useApi();
  const keyOf = useIntentionKeys();
  const [outcomes, setOutcomes] = useState<ReadonlyMap<string, RowOutcome>>(new Map());
  const [isRunning, setRunning] = useState(false);
  const isStopped = useRef(false);
  const done = useRef(new Set<string>());

  const put = (startsAt: string, outcome: RowOutcome) => setOutcomes((known) => new Map(known).set(startsAt, outcome));

  async function run(items: readonly SeriesItem[]): Promise<void> {
    isStopped.current = false;
    setRunning(true);
    const left = items.filter(({ startsAt }) => !done.current.has(startsAt));
    for (const { startsAt } of left) put(startsAt, { kind: 'waiting' });
    for (const item of left) {
      if (isStopped.current || !(await make(item))) break;
    }
    setRunning(false);
  }

  /** @returns whether to go on. */
  async function make({ startsAt, body }: SeriesItem): Promise<boolean> {
    put(startsAt, { kind: 'creating' });
    const params = { path: { eventId }, header: { 'Idempotency-Key': keyOf(body) } };
    try {
      const { id } = await dataOf(api.POST('/v1/events/{eventId}/shows', { params, body }));
      done.current.add(startsAt);
      put(startsAt, { kind: 'created', showId: id });
      return true;
    } catch (error) {
      put(startsAt, { kind: 'refused', error });
      return !(error instanceof ApiProblem && error.isPassing);
    }
  }

  return {
    outcomes,
    isRunning,
    run,
    stop() {
      isStopped.current = true;
    },
  };
}
