import { Container } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useApi } from '../../api/api-context.ts';
import type { LoadContext, Params } from '../../page.ts';
import { readEventId } from '../../paths.ts';
import { NotFound } from '../../ui/not-found.tsx';
import { PageLoading } from '../../ui/page-loading.tsx';
import { ProblemPage } from '../../ui/problem-page.tsx';
import { availabilityQuery } from '../availability/queries.ts';
import { EventView } from './event-view.tsx';
import { eventQuery, showsQuery, venueQuery } from './queries.ts';
import { nextShowOf, saleStateOf } from './sale-state.ts';

/** So many shows come with their availability; that of others is asked for when they are looked at. */
const showsWithAvailability = 8;

export async function load({ api, queries, params }: LoadContext): Promise<void> {
  const eventId = readEventId(params['event'] ?? '');
  const [event, shows] = await Promise.all([
    queries.fetchQuery(eventQuery(api, eventId)),
    queries.fetchQuery(showsQuery(api, eventId)),
  ]);
  if (event === null) return;
  const now = Date.now();
  const next = nextShowOf(shows, now);
  const open = shows.filter((show) => show === next || saleStateOf(show, now) === 'open');
  await Promise.all([
    queries.prefetchQuery(venueQuery(api, event.locationId)),
    ...open
      .slice(0, showsWithAvailability)
      .map((show) => queries.prefetchQuery(availabilityQuery(api, show.id, { withSeats: false }))),
  ]);
}

export function Page({ params }: { readonly params: Params }) {
  const api = useApi();
  const queries = useQueryClient();
  const eventId = readEventId(params['event'] ?? '');
  const event = useQuery(eventQuery(api, eventId));
  const shows = useQuery(showsQuery(api, eventId));
  const venue = useQuery({ ...venueQuery(api, event.data?.locationId ?? ''), enabled: Boolean(event.data) });
  if (event.data === null) return <NotFound />;
  const problem = event.error ?? shows.error;
  if (event.data === undefined || shows.data === undefined) {
    return problem === null ? (
      <PageLoading />
    ) : (
      <ProblemPage error={problem} onRetry={() => queries.refetchQueries({ queryKey: ['event', eventId] })} />
    );
  }
  return (
    <Container size="lg" py={{ base: 20, sm: 36 }}>
      <EventView
        key={event.data.id}
        event={event.data}
        shows={shows.data}
        halls={venue.data?.halls ?? []}
        loadedAt={shows.dataUpdatedAt}
      />
    </Container>
  );
}
