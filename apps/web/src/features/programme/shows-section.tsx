import '@mantine/core/styles/Switch.css';
import { Button, Group, Skeleton, Stack, Switch, Text, Title, VisuallyHidden } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { Link } from 'wouter';
import type { EventResource, ShowResource } from '../../../generated/api.ts';
import { useApi } from '../../api/api-context.ts';
import { pathTo } from '../../paths.ts';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { CancelDialog } from './cancel-dialog.tsx';
import { comingShows } from './consequences.ts';
import { ownShowsQuery } from './queries.ts';
import { ShowRow } from './show-row.tsx';
import styles from './shows.module.css';

const shownAtFirst = 30;

/** The shows of an event with what they sold, and the way to more of them. */
export function ShowsSection({ event }: { readonly event: EventResource }) {
  const t = useTranslations('programme.shows');
  const { data: shows, error, refetch } = useQuery(ownShowsQuery(useApi(), event.id));
  const add = (show: 'new' | 'series') => `${pathTo('organizeEvent', { eventId: event.id })}?show=${show}`;
  return (
    <section aria-labelledby="shows">
      <Group justify="space-between" mb="md">
        <Title order={2} id="shows">
          {t('title')}
        </Title>
        {event.status !== 'cancelled' && (
          <Group gap="xs">
            <Button component={Link} href={add('new')} variant="default">
              {t('addOne')}
            </Button>
            <Button component={Link} href={add('series')} variant="default">
              {t('addSeries')}
            </Button>
          </Group>
        )}
      </Group>
      <ProblemAlert error={error} onRetry={() => void refetch()} />
      {shows === undefined && error === null && <Skeleton height={160} radius="lg" />}
      {shows !== undefined && <Shows event={event} shows={shows} />}
    </section>
  );
}

function Shows({ event, shows }: { readonly event: EventResource; readonly shows: readonly ShowResource[] }) {
  const t = useTranslations('programme.shows');
  const [isAll, setAll] = useState(false);
  const [count, setCount] = useState(shownAtFirst);
  const [cancelled, setCancelled] = useState<ShowResource>();
  const coming = comingShows(shows, Date.now());
  const rest = shows.length - coming.length;
  const wanted = isAll || coming.length === 0 ? shows : coming;
  if (shows.length === 0) return <Text className={styles['empty'] ?? ''}>{t('none')}</Text>;
  return (
    <Stack>
      {rest > 0 && coming.length > 0 && (
        <Switch
          label={t('showRest', { count: rest })}
          checked={isAll}
          onChange={({ currentTarget }) => setAll(currentTarget.checked)}
        />
      )}
      <div className={styles['frame']}>
        <table className={styles['table']} aria-labelledby="shows">
          <thead>
            <tr>
              <th scope="col">{t('when')}</th>
              <th scope="col">{t('hall')}</th>
              <th scope="col">{t('state')}</th>
              <th scope="col">{t('sold')}</th>
              <th scope="col">
                <VisuallyHidden>{t('actions')}</VisuallyHidden>
              </th>
            </tr>
          </thead>
          <tbody>
            {wanted.slice(0, count).map((show) => (
              <ShowRow key={show.id} event={event} show={show} onCancel={() => setCancelled(show)} />
            ))}
          </tbody>
        </table>
      </div>
      {wanted.length > count && (
        <Button variant="default" onClick={() => setCount(count + shownAtFirst)}>
          {t('more', { count: wanted.length - count })}
        </Button>
      )}
      {cancelled !== undefined && (
        <CancelDialog event={event} shows={[cancelled]} kind="show" onClose={() => setCancelled(undefined)} />
      )}
    </Stack>
  );
}
