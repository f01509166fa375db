import { queryOptions } from '@tanstack/react-query';
import type { Availability } from '../../../generated/api.ts';
import type { Api } from '../../api/client.ts';
import { dataOf } from '../../api/client.ts';
import { newerAvailability } from './merge-availability.ts';

export type { Availability };
export type TierAvailability = Availability['tiers'][number];

/** What is free, held and booked in a show; with a letter for every seat if asked. Kept in step by `useLiveAvailability`. */
export function availabilityQuery(api: Api, showId: string, { withSeats }: { readonly withSeats: boolean }) {
  return queryOptions<Availability>({
    queryKey: ['availability', showId, withSeats ? 'seats' : 'tiers'],
    queryFn: ({ signal }) =>
      dataOf(
        api.GET('/v1/shows/{showId}/availability', {
          params: { path: { showId }, query: withSeats ? { seats: true } : {} },
          signal,
        }),
      ),
    // An answer that was under way while the stream told something newer changes nothing.
    structuralSharing: (known, answer) => newerAvailability(known as Availability | undefined, answer as Availability),
  });
}
