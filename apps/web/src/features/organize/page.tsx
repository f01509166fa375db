import { Button, Skeleton, Stack } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { Link } from 'wouter';
import { useApi } from '../../api/api-context.ts';
import { paths, pathTo } from '../../paths.ts';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { eventListQuery } from '../programme/queries.ts';
import { ComingShows } from './coming-shows.tsx';
import { OrganizerFrame } from './frame.tsx';
import styles from './overview.module.css';
import { Welcome } from './welcome.tsx';

/** Where an organizer's day begins: what is next, and what wants a look. */
export function Page() {
  const t = useTranslations('organize.home');
  const { data, error, refetch } = useInfiniteQuery(eventListQuery(useApi(), {}));
  const isNew = data?.pages[0]?.items.length === 0;
  if (isNew) return <Welcome />;
  return (
    <OrganizerFrame title={t('title')} actions={<Actions />}>
      <Stack gap={32}>
        {data === undefined && error === null && <Skeleton height={420} radius="lg" />}
        <ProblemAlert error={data === undefined ? error : null} onRetry={() => void refetch()} />
        {data !== undefined && <ComingShows />}
        <p className={styles['soft']}>
          <Link href={paths.organizeSignIn} className={styles['link'] ?? ''}>
            {t('whoMay')}
          </Link>
        </p>
      </Stack>
    </OrganizerFrame>
  );
}

function Actions() {
  const t = useTranslations('organize.home');
  return (
    <>
      <Button component={Link} href={pathTo('organizeEvent', { eventId: 'new' })}>
        {t('newEvent')}
      </Button>
      <Button variant="default" component={Link} href={pathTo('organizeLocation', { locationId: 'new' })}>
        {t('newVenue')}
      </Button>
    </>
  );
}
