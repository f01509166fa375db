import { Container } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useApi } from '../../api/api-context.ts';
import type { LoadContext, Params } from '../../page.ts';
import { readEventId } from '../../paths.ts';
import { NotFound } from '../../ui/not-found.tsx';
import { PageLoading } from '../../ui/page-loading.tsx';
import { ProblemPage } from '../../ui/problem-page.tsx';
import { availabilityQuery } from '../availability/queries.ts';
import { eventQuery, venueQuery } from '../event/queries.ts';
import { ChooseView } from './choose-view.tsx';
import { showQuery } from './queries.ts';

export async function load({ api, queries, params }: LoadContext): Promise<void> {
  const showId = params['showId'] ?? '';
  const [event] = await Promise.all([
    queries.fetchQuery(eventQuery(api, readEventId(params['event'] ?? ''))),
    queries.prefetchQuery(showQuery(api, showId)),
    queries.prefetchQuery(availabilityQuery(api, showId, { withSeats: false })),
  ]);
  if (event !== null) await queries.prefetchQuery(venueQuery(api, event.locationId));
}

export function Page({ params }: { readonly params: Params }) {
  const api = useApi();
  const showId = params['showId'] ?? '';
  const event = useQuery(eventQuery(api, readEventId(params['event'] ?? '')));
  const show = useQuery(showQuery(api, showId));
  const venue = useQuery({ ...venueQuery(api, event.data?.locationId ?? ''), enabled: Boolean(event.data) });
  if (event.data === null || show.data === null) return <NotFound />;
  if (event.data === undefined || show.data === undefined) {
    const problem = event.error ?? show.error;
    if (problem === null) return <PageLoading />;
    return <ProblemPage error={problem} onRetry={() => Promise.all([event.refetch(), show.refetch()])} />;
  }
  if (show.data.eventId !== event.data.id) return <NotFound />;
  const { hallId } = show.data;
  return (
    <Container size="lg" py={{ base: 16, sm: 28 }}>
      <ChooseView
        key={showId}
        event={event.data}
        show={show.data}
        hall={venue.data?.halls.find(({ id }) => id === hallId)?.name}
        loadedAt={show.dataUpdatedAt}
      />
    </Container>
  );
}
