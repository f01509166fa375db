import { Anchor, Paper } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { Link, useLocation, useSearchParams } from 'wouter';
import { useApi } from '../../api/api-context.ts';
import { dataOf } from '../../api/client.ts';
import { paths, pathTo } from '../../paths.ts';
import { OrganizerFrame } from '../organize/frame.tsx';
import { EventForm } from './event-form.tsx';
import { type EventValues, newEventValues, toEventBody } from './event-values.ts';
import { useIntentionKeys } from './intention-keys.ts';
import { ownEventQuery } from './queries.ts';

/** A new event: it is born a draft that nobody else sees. `?location=` chooses where it takes place. */
export function NewEvent() {
  const t = useTranslations('programme.event');
  const api = useApi();
  const queries = useQueryClient();
  const [, navigate] = useLocation();
  const [search] = useSearchParams();
  const keyOf = useIntentionKeys();
  const [start] = useState(() => ({ ...newEventValues, locationId: search.get('location') ?? '' }));
  const create = useMutation({
    mutationFn: (values: EventValues) => {
      const body = toEventBody(values);
      return dataOf(api.POST('/v1/events', { params: { header: { 'Idempotency-Key': keyOf(body) } }, body }));
    },
    onSuccess: async (event) => {
      queries.setQueryData(ownEventQuery(api, event.id).queryKey, event);
      void queries.invalidateQueries({ queryKey: ['programme', 'events'] });
      navigate(pathTo('organizeEvent', { eventId: event.id }), { replace: true });
    },
  });
  const back = (
    <Anchor component={Link} href={paths.organizeEvents}>
      {t('toEvents')}
    </Anchor>
  );
  return (
    <OrganizerFrame title={t('new')} above={back}>
      <Paper withBorder radius="lg" bg="var(--panel)" p={{ base: 'md', sm: 'xl' }}>
        <EventForm
          values={start}
          submitText={t('create')}
          note={t('bornDraft')}
          isSaving={create.isPending}
          error={create.error}
          onSave={(values) => create.mutate(values)}
        />
      </Paper>
    </OrganizerFrame>
  );
}
