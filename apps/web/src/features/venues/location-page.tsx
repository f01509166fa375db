import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { useApi } from '../../api/api-context.ts';
import { ApiProblem } from '../../api/problem.ts';
import type { Params } from '../../page.ts';
import { NotFound } from '../../ui/not-found.tsx';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { OrganizerFrame } from '../organize/frame.tsx';
import { NewVenue } from './new-venue.tsx';
import { venueQuery } from './queries.ts';
import { ToVenues } from './to-venues.tsx';
import { VenueEditor } from './venue-editor.tsx';

/** A location with its halls; `new` is one that is to be made. */
export function Page({ params }: { readonly params: Params }) {
  const locationId = params['locationId'] ?? '';
  return locationId === 'new' ? <NewVenue /> : <Venue key={locationId} locationId={locationId} />;
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
