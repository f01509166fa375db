import { Container, Stack } from '@mantine/core';
import { useEffect } from 'react';
import { useTranslations } from 'use-intl';
import type { ApiProblem } from '../../api/problem.ts';
import { PageHead } from '../../head.tsx';
import type { Params } from '../../page.ts';
import { rememberMine } from '../../session/buyer.ts';
import { NotFound } from '../../ui/not-found.tsx';
import { PageLoading } from '../../ui/page-loading.tsx';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { useShowBooked } from '../bookings/use-booking.ts';
import { Offer } from './offer.tsx';
import { Over } from './over.tsx';
import { type Entry } from './queries.ts';
import { wakeRing } from './ring.ts';
import { useEntry } from './use-entry.ts';
import { Waiting } from './waiting.tsx';

/** A place in line, live until it is over. */
export function Page({ params }: { readonly params: Params }) {
  const t = useTranslations('wait');
  const { data: entry, error, refetch } = useEntry(params['entryId'] ?? '');
  const problem = entry === undefined ? (error as ApiProblem | null) : null;
  if (problem?.status === 404 || problem?.status === 400) return <NotFound />;
  if (entry === undefined) {
    return (
      <Container size="md" py="xl">
        <PageHead title={t('title')} isPrivate />
        {problem === null ? (
          <PageLoading />
        ) : (
          <Stack>
            <h1>{t('title')}</h1>
            <ProblemAlert error={problem} onRetry={() => void refetch()} />
          </Stack>
        )}
      </Container>
    );
  }
  return <Place key={entry.id} entry={entry} />;
}

function Place({ entry }: { readonly entry: Entry }) {
  const t = useTranslations('wait');
  const { id, showId, joinedAt, status, bookingId } = entry;
  const about = useShowBooked(showId);
  useEffect(wakeRing, []);
  useEffect(() => rememberMine({ kind: 'waitlistEntry', id, showId, at: joinedAt }), [id, showId, joinedAt]);
  return (
    <Container size="md" py="xl">
      {status !== 'offered' && <PageHead title={t('title')} isPrivate />}
      {status === 'waiting' && <Waiting entry={entry} about={about} />}
      {status === 'offered' && bookingId !== undefined && <Offer entry={entry} bookingId={bookingId} about={about} />}
      {status !== 'waiting' && status !== 'offered' && <Over entry={entry} status={status} about={about} />}
    </Container>
  );
}
