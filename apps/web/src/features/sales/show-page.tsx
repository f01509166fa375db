import { Skeleton, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import { useTranslations } from 'use-intl';
import { useApi } from '../../api/api-context.ts';
import { useConnection } from '../../api/connection.ts';
import { useFormat } from '../../i18n/format.ts';
import type { Params } from '../../page.ts';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { BigNumbers } from './big-numbers.tsx';
import { Course } from './course.tsx';
import { Outcomes } from './outcomes.tsx';
import { type SalesReport, type ShowResource, salesQuery } from './queries.ts';
import styles from './sales.module.css';
import { ShowFrame } from './show-frame.tsx';
import { TierTable } from './tier-table.tsx';

const Waitlist = lazy(async () => ({ default: (await import('./waitlist.tsx')).Waitlist }));

/** How one show sells, as it does. */
export function Page({ params }: { readonly params: Params }) {
  const showId = params['showId'] ?? '';
  return (
    <ShowFrame showId={showId} tab="sales">
      {(show) => <Sales show={show} />}
    </ShowFrame>
  );
}

function Sales({ show }: { readonly show: ShowResource }) {
  const t = useTranslations('sales');
  const connection = useConnection();
  const { data: report, error, refetch, dataUpdatedAt } = useQuery(salesQuery(useApi(), show.id));
  const isStale = error !== null || connection !== 'there';
  if (report === undefined) {
    return error === null ? <Loading /> : <ProblemAlert error={error} onRetry={() => void refetch()} />;
  }
  if (report === null) return <p className={styles['empty']}>{t('noSale')}</p>;
  return (
    <Stack gap={28}>
      <LiveSign at={dataUpdatedAt} isStale={isStale} zone={show.timeZone} />
      <BigNumbers report={report} />
      <TierTable tiers={report.tiers} />
      {report.holds.total === 0 ? (
        <p className={styles['empty']}>{t('nothingYet')}</p>
      ) : (
        <>
          <Course report={report} show={show} />
          <Outcomes report={report} />
        </>
      )}
      {hasLine(report) && (
        <Suspense fallback={<Skeleton height={160} radius="lg" />}>
          <Waitlist show={show} version={report.version} />
        </Suspense>
      )}
    </Stack>
  );
}

const hasLine = ({ waitlist }: SalesReport): boolean => waitlist.joined > 0;

function Loading() {
  const t = useTranslations('shell');
  return (
    <div role="status" aria-label={t('loading')}>
      <Stack gap="lg">
        <Skeleton height={120} radius="lg" />
        <Skeleton height={220} radius="lg" />
        <Skeleton height={320} radius="lg" />
      </Stack>
    </div>
  );
}

interface LiveSignProps {
  readonly at: number;
  readonly isStale: boolean;
  readonly zone: string;
}

/** Whether the numbers move by themselves. Not announced at each reading: that would never end. */
function LiveSign({ at, isStale, zone }: LiveSignProps) {
  const t = useTranslations('sales');
  const format = useFormat();
  const time = format.time(at, 'time', zone);
  return (
    <p className={styles['live']} data-stale={isStale || undefined}>
      {isStale ? t('stale', { time }) : t('live', { time })}
    </p>
  );
}
