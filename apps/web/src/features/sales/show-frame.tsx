import { Anchor, Group, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { Link } from 'wouter';
import { useApi } from '../../api/api-context.ts';
import { ApiProblem } from '../../api/problem.ts';
import { useFormat } from '../../i18n/format.ts';
import { pathTo } from '../../paths.ts';
import { NotFound } from '../../ui/not-found.tsx';
import { PageLoading } from '../../ui/page-loading.tsx';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { OrganizerFrame } from '../organize/frame.tsx';
import { type EventResource, eventQuery, type ShowResource, showQuery } from './queries.ts';
import styles from './show-frame.module.css';

const tabs = [
  { tab: 'sales', page: 'organizeShow' },
  { tab: 'bookings', page: 'organizeBookings' },
  { tab: 'ledger', page: 'organizeLedger' },
] as const;

export interface ShowFrameProps {
  readonly showId: string;
  readonly tab: (typeof tabs)[number]['tab'];
  readonly actions?: ReactNode;
  readonly children: (show: ShowResource) => ReactNode;
}

/** What the pages about one show have in common: which show it is, and the way between them. */
export function ShowFrame({ showId, tab, actions, children }: ShowFrameProps) {
  const t = useTranslations('sales');
  const api = useApi();
  const { data: show, error, refetch } = useQuery(showQuery(api, showId));
  const event = useQuery(eventQuery(api, show?.eventId ?? ''));
  if (error instanceof ApiProblem && (error.status === 404 || error.status === 400)) return <NotFound />;
  const problem = error ?? event.error;
  if (show === undefined || event.data === undefined) {
    return problem === null ? (
      <PageLoading />
    ) : (
      <OrganizerFrame title={t(`tabs.${tab}`)}>
        <ProblemAlert error={problem} onRetry={() => void (show === undefined ? refetch() : event.refetch())} />
      </OrganizerFrame>
    );
  }
  const title = t(`titles.${tab}`, { event: event.data.name });
  return (
    <OrganizerFrame title={title} above={<Above event={event.data} show={show} />} actions={actions}>
      <Stack gap="lg">
        <nav className={`${styles['tabs']} no-print`} aria-label={t('tabs.label')}>
          {tabs.map((one) => (
            <Link
              key={one.tab}
              href={pathTo(one.page, { showId })}
              className={styles['tab'] ?? ''}
              aria-current={one.tab === tab ? 'page' : undefined}
            >
              {t(`tabs.${one.tab}`)}
            </Link>
          ))}
        </nav>
        {children(show)}
      </Stack>
    </OrganizerFrame>
  );
}

function Above({ event, show }: { readonly event: EventResource; readonly show: ShowResource }) {
  const t = useTranslations('sales');
  const format = useFormat();
  const { startsAt, timeZone, status } = show;
  return (
    <Group gap="4px 12px">
      <Anchor component={Link} href={pathTo('organizeEvent', { eventId: event.id })} py={8}>
        {t('toEvent')}
      </Anchor>
      <span>
        <time dateTime={startsAt}>{format.time(startsAt, 'full', timeZone)}</time> {format.zone(startsAt, timeZone)}
      </span>
      {event.location !== undefined && (
        <bdi>{t('place', { name: event.location.name, city: event.location.address.city })}</bdi>
      )}
      {status === 'cancelled' && <strong className={styles['cancelled']}>{t('isCancelled')}</strong>}
      {event.status === 'draft' && <strong className={styles['draft']}>{t('isDraft')}</strong>}
    </Group>
  );
}
