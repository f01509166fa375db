import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { useApi } from '../../../api/api-context.ts';
import { NotFound } from '../../../ui/not-found.tsx';
import { ProblemAlert } from '../../../ui/problem-alert.tsx';
import { OrganizerFrame } from '../../organize/frame.tsx';
import { venuePlansQuery } from '../queries.ts';
import { PlanBuilder } from './plan-builder.tsx';

interface PlanPageProps {
  readonly locationId: string;
  readonly hallId: string;
}

/** The seat plan of one hall. */
export function PlanPage({ locationId, hallId }: PlanPageProps) {
  const t = useTranslations('venues.plan');
  const { data: venue, error, refetch } = useQuery(venuePlansQuery(useApi(), locationId));
  const hall = venue?.halls.find(({ id }) => id === hallId);
  if (venue !== undefined && hall !== undefined) return <PlanBuilder key={hallId} venue={venue} hall={hall} />;
  if (venue !== undefined) return <NotFound />;
  return (
    <OrganizerFrame title={t('title')}>
      {error === null ? (
        <Skeleton height={480} radius="lg" />
      ) : (
        <ProblemAlert error={error} onRetry={() => void refetch()} />
      )}
    </OrganizerFrame>
  );
}
