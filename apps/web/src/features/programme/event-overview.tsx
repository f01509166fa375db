import { Alert, Anchor, Button, CopyButton, Paper, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { Link } from 'wouter';
import type { EventResource } from '../../../generated/api.ts';
import { useApi } from '../../api/api-context.ts';
import { paths, pathToEvent } from '../../paths.ts';
import { OrganizerFrame } from '../organize/frame.tsx';
import { CancelDialog } from './cancel-dialog.tsx';
import { comingShows } from './consequences.ts';
import { DuplicateButton } from './duplicate-button.tsx';
import { EventDetails } from './event-details.tsx';
import styles from './event-overview.module.css';
import { PublishDialog } from './publish-dialog.tsx';
import { ownShowsQuery } from './queries.ts';
import { ShowsSection } from './shows-section.tsx';
import { StatusBadge } from './status-badge.tsx';

/** One event: where it stands, its shows, and what it is. */
export function EventOverview({ event }: { readonly event: EventResource }) {
  const t = useTranslations('programme.event');
  const above = (
    <div className={styles['above']}>
      <Anchor component={Link} href={paths.organizeEvents}>
        {t('toEvents')}
      </Anchor>
      <StatusBadge status={event.status} />
    </div>
  );
  return (
    <OrganizerFrame title={event.name} above={above} actions={<Actions event={event} />}>
      <Stack gap={32}>
        {event.status === 'cancelled' && <Alert color="gray">{t('isCancelled')}</Alert>}
        <ShowsSection event={event} />
        <section aria-labelledby="details">
          <Title order={2} id="details" mb="md">
            {t('details')}
          </Title>
          <Paper withBorder radius="lg" bg="var(--panel)" p={{ base: 'md', sm: 'xl' }}>
            {event.status === 'cancelled' ? (
              <Text className="prose">{event.description}</Text>
            ) : (
              <EventDetails event={event} />
            )}
          </Paper>
        </section>
      </Stack>
    </OrganizerFrame>
  );
}

function Actions({ event }: { readonly event: EventResource }) {
  const t = useTranslations('programme.event');
  const { data: shows = [] } = useQuery(ownShowsQuery(useApi(), event.id));
  const [dialog, setDialog] = useState<'publish' | 'cancel'>();
  const { status } = event;
  return (
    <>
      {status === 'draft' && <Button onClick={() => setDialog('publish')}>{t('publish')}</Button>}
      {status !== 'draft' && <PublicLink event={event} />}
      <DuplicateButton event={event} />
      {status !== 'cancelled' && (
        <Button variant="default" onClick={() => setDialog('cancel')}>
          {t('cancel')}
        </Button>
      )}
      {dialog === 'publish' && <PublishDialog event={event} shows={shows} onClose={() => setDialog(undefined)} />}
      {dialog === 'cancel' && (
        <CancelDialog
          event={event}
          shows={comingShows(shows, Date.now())}
          kind="event"
          onClose={() => setDialog(undefined)}
        />
      )}
    </>
  );
}

function PublicLink({ event }: { readonly event: EventResource }) {
  const t = useTranslations('programme.event');
  const path = pathToEvent(event);
  return (
    <>
      <Button variant="default" component={Link} href={path}>
        {t('publicPage')}
      </Button>
      <CopyButton value={new URL(path, location.origin).href} timeout={3000}>
        {({ copied, copy }) => (
          <Button variant="default" onClick={copy}>
            <span aria-live="polite">{copied ? t('copied') : t('copyLink')}</span>
          </Button>
        )}
      </CopyButton>
    </>
  );
}
