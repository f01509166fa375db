import { Anchor, Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { Link, useSearchParams } from 'wouter';
import { useApi } from '../../api/api-context.ts';
import { ApiProblem } from '../../api/problem.ts';
import type { Params } from '../../page.ts';
import { paths } from '../../paths.ts';
import { NotFound } from '../../ui/not-found.tsx';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { OrganizerFrame } from '../organize/frame.tsx';
import { EventOverview } from './event-overview.tsx';
import { NewEvent } from './new-event.tsx';
import { ownEventQuery } from './queries.ts';
import { ShowEditor } from './show-editor.tsx';

/** An event with its shows; `new` is one that is to be made, `?show=` one of its shows (`new`, `series` or an id). */
export function Page({ params }: { readonly params: Params }) {
  const eventId = params['eventId'] ?? '';
  return eventId === 'new' ? <NewEvent /> : <Event key={eventId} eventId={eventId} />;
}

function Event({ eventId }: { readonly eventId: string }) {
  const t = useTranslations('programme.event');
  const [search] = useSearchParams();
  const { data: event, error, refetch } = useQuery(ownEventQuery(useApi(), eventId));
  const show = search.get('show');
  if (event !== undefined) {
    return show === null ? <EventOverview event={event} /> : <ShowEditor key={show} event={event} show={show} />;
  }
  if (error instanceof ApiProblem && (error.status === 404 || error.status === 400)) return <NotFound />;
  const back = (
    <Anchor component={Link} href={paths.organizeEvents}>
      {t('toEvents')}
    </Anchor>
  );
  return (
    <OrganizerFrame title={t('loading')} above={back}>
      {error === null ? (
        <Skeleton height={480} radius="lg" />
      ) : (
        <ProblemAlert error={error} onRetry={() => void refetch()} />
      )}
    </OrganizerFrame>
  );
}
