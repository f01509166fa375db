import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import { useTranslations } from 'use-intl';
import { useSearchParams } from 'wouter';
import { useApi } from '../../api/api-context.ts';
import { ApiProblem } from '../../api/problem.ts';
import type { Params } from '../../page.ts';
import { NotFound } from '../../ui/not-found.tsx';
import { PageLoading } from '../../ui/page-loading.tsx';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { OrganizerFrame } from '../organize/frame.tsx';
import { NewVenue } from './new-venue.tsx';
import { venueQuery } from './queries.ts';
import { ToVenues } from './to-venues.tsx';
import { VenueEditor } from './venue-editor.tsx';

/** Drawing seats takes more code than the rest of the page. */
const PlanPage = lazy(() => import('./plan/plan-page.tsx').then(({ PlanPage: page }) => ({ default: page })));

/** A location with its halls; `new` is one that is to be made, `?hall=` the seat plan of one of its halls. */
export function Page({ params }: { readonly params: Params }) {
  const [search] = useSearchParams();
  const locationId = params['locationId'] ?? '';
  const hallId = search.get('hall');
  if (locationId === 'new') return <NewVenue />;
  if (hallId === null) return <Venue key={locationId} locationId={locationId} />;
  return (
    <Suspense fallback={<PageLoading />}>
      <PlanPage locationId={locationId} hallId={hallId} />
    </Suspense>
  );
}

function Venue({ locationId }: { readonly locationId: string }) {
  const t = useTranslations('venues');
  const { data: venue, error, refetch } = useQuery(venueQuery(useApi(), locationId));
  if (venue !== undefined) return <VenueEditor venue={venue} />;
  if (error instanceof ApiProblem && (error.status === 404 || error.status === 400)) return <NotFound />;
  return (
    <OrganizerFrame title={t('loading')} above={<ToVenues />}>
      {error === null ? (
        <Skeleton height={480} radius="lg" />
      ) : (
        <ProblemAlert error={error} onRetry={() => void refetch()} />
      )}
    </OrganizerFrame>
  );
}
