import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useSyncExternalStore } from 'react';
import { useApi } from '../../api/api-context.ts';
import { followShow, isLive } from './live-shows.ts';
import { type Availability, availabilityQuery } from './queries.ts';

export interface LiveAvailability {
  readonly availability: Availability | undefined;
  /** Every change is shown within a moment. Otherwise it is as old as the last answer. */
  readonly isLive: boolean;
}

/**
 * A show's availability, kept in step for as long as somebody looks. However many components use it, there is one connection a
 * show. Without a show there is none.
 */
export function useLiveAvailability(
  showId: string | undefined,
  { withSeats }: { readonly withSeats: boolean },
): LiveAvailability {
  const api = useApi();
  const queries = useQueryClient();
  const { data } = useQuery({
    ...availabilityQuery(api, showId ?? '', { withSeats }),
    enabled: showId !== undefined,
  });
  const subscribe = useCallback(
    (onChange: () => void) =>
      showId === undefined ? () => undefined : followShow(showId, { withSeats, onChange }, { api, queries }),
    [api, queries, showId, withSeats],
  );
  const live = useSyncExternalStore(
    subscribe,
    () => isLive(showId),
    () => false,
  );
  return { availability: data, isLive: live };
}
