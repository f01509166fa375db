import { Button, Group, Loader, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import type { EventResource, ShowResource } from '../../../generated/api.ts';
import { useApi } from '../../api/api-context.ts';
import { dataOf } from '../../api/client.ts';
import { useFormat } from '../../i18n/format.ts';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { type Consequences, readConsequences } from './consequences.ts';
import { Dialog } from './dialog.tsx';
import styles from './dialogs.module.css';
import { ownEventQuery } from './queries.ts';

export interface CancelDialogProps {
  readonly event: EventResource;
  /** Those it would end. */
  readonly shows: readonly ShowResource[];
  /** The whole event, or the one show that is given. */
  readonly kind: 'event' | 'show';
  readonly onClose: () => void;
}

/** What a cancellation takes away from people, counted before anything happens; it has to be confirmed by a word. */
export function CancelDialog({ event, shows, kind, onClose }: CancelDialogProps) {
  const t = useTranslations('programme.cancel');
  const api = useApi();
  const queries = useQueryClient();
  const ids = shows.map(({ id }) => id);
  const counted = useQuery({
    queryKey: ['programme', 'consequences', ids],
    queryFn: ({ signal }) => readConsequences(api, ids, signal),
    staleTime: 0,
    gcTime: 0,
  });
  const [typed, setTyped] = useState('');
  const cancel = useMutation({
    mutationFn: async () => {
      const [showId = ''] = ids;
      if (kind === 'event') {
        await dataOf(api.POST('/v1/events/{eventId}/cancel', { params: { path: { eventId: event.id } }, body: {} }));
      } else await dataOf(api.POST('/v1/shows/{showId}/cancel', { params: { path: { showId } }, body: {} }));
    },
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ownEventQuery(api, event.id).queryKey });
      for (const key of [
        ['programme', 'events'],
        ['programme', 'sale'],
        ['event', event.id],
        ['events'],
        ['availability'],
      ])
        void queries.invalidateQueries({ queryKey: key });
      onClose();
    },
  });
  const isConfirmed = typed.trim().toLocaleLowerCase() === t('word').toLocaleLowerCase();
  const { data } = counted;
  return (
    <Dialog onClose={onClose} title={t(`${kind}.title`)}>
      <form
        onSubmit={(submit) => {
          submit.preventDefault();
          if (isConfirmed && data !== undefined) cancel.mutate();
        }}
      >
        <Stack>
          <Text fw={600}>{kind === 'event' ? event.name : <ShowName event={event} shows={shows} />}</Text>
          <div aria-live="polite">
            {counted.isPending && (
              <Group>
                <Loader size="sm" /> {t('counting')}
              </Group>
            )}
            {data !== undefined && <What kind={kind} consequences={data} />}
          </div>
          <ProblemAlert error={counted.error} onRetry={() => void counted.refetch()} />
          <TextInput
            label={t('confirm', { word: t('word') })}
            autoComplete="off"
            value={typed}
            onChange={({ currentTarget }) => setTyped(currentTarget.value)}
          />
          <ProblemAlert error={cancel.error} />
          <Group>
            <Button type="submit" disabled={!isConfirmed || data === undefined} loading={cancel.isPending}>
              {t(`${kind}.action`)}
            </Button>
            <Button variant="default" onClick={onClose}>
              {t('keep')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}

function ShowName({ event, shows: [show] }: Pick<CancelDialogProps, 'event' | 'shows'>) {
  const t = useTranslations('programme.cancel');
  const format = useFormat();
  if (show === undefined) return event.name;
  return t('showOf', { event: event.name, time: format.time(show.startsAt, 'full', show.timeZone) });
}

function What({ kind, consequences }: { readonly kind: 'event' | 'show'; readonly consequences: Consequences }) {
  const t = useTranslations('programme.cancel');
  const format = useFormat();
  const { shows, booked, held, waiting, worth } = consequences;
  return (
    <Stack gap="xs">
      <ul className={styles['consequences']}>
        {kind === 'event' && <li>{t('shows', { count: shows })}</li>}
        <li>
          {booked === 0
            ? t('noneBooked')
            : t('booked', { count: booked, worth: format.list(worth.map((money) => format.price(money))) || '–' })}
        </li>
        {held > 0 && <li>{t('held', { count: held })}</li>}
        {waiting > 0 && <li>{t('waiting', { count: waiting })}</li>}
      </ul>
      <Text fw={600}>{t('final')}</Text>
    </Stack>
  );
}
