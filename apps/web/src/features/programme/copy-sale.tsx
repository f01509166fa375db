import { Button, Group, NativeSelect, Stack, Text } from '@mantine/core';
import { useInfiniteQuery, useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import type { EventResource } from '../../../generated/api.ts';
import { useApi } from '../../api/api-context.ts';
import { useFormat } from '../../i18n/format.ts';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { Dialog } from './dialog.tsx';
import { eventListQuery, ownShowsQuery, readPlan } from './queries.ts';
import { toSaleValues } from './show-values.ts';
import type { ShowForm } from './use-show-form.ts';

export interface CopySaleProps {
  readonly event: EventResource;
  readonly form: ShowForm;
  readonly onClose: () => void;
}

/** Takes tickets, prices and rules over from another show, of this event or of another one at its location. */
export function CopySale({ event, form, onClose }: CopySaleProps) {
  const t = useTranslations('programme.copy');
  const format = useFormat();
  const api = useApi();
  const [eventId, setEventId] = useState(event.id);
  const [showId, setShowId] = useState('');
  const events = useInfiniteQuery(eventListQuery(api, { locationId: event.locationId }));
  const shows = useQuery(ownShowsQuery(api, eventId));
  const others = (events.data?.pages.flatMap(({ items }) => items) ?? []).filter(({ id }) => id !== event.id);
  const show = shows.data?.find(({ id }) => id === showId) ?? shows.data?.[0];
  const copy = useMutation({
    mutationFn: async () => {
      if (show === undefined) return;
      const isSeated = show.tiers.some((tier) => tier.isSeated);
      const plan = isSeated ? await readPlan(api, show.id) : undefined;
      const isHallHere = show.locationId === event.locationId;
      form.setValues({
        ...toSaleValues(show, plan, format.language),
        ...(isHallHere && { hallId: show.hallId }),
      });
    },
    onSuccess: onClose,
  });
  return (
    <Dialog onClose={onClose} title={t('title')}>
      <Stack>
        <Text>{t('text')}</Text>
        <NativeSelect
          label={t('event')}
          value={eventId}
          data={[event, ...others].map(({ id, name }) => ({ value: id, label: name }))}
          onChange={({ currentTarget }) => {
            setEventId(currentTarget.value);
            setShowId('');
          }}
        />
        {events.hasNextPage && (
          <Button variant="subtle" loading={events.isFetchingNextPage} onClick={() => void events.fetchNextPage()}>
            {t('moreEvents')}
          </Button>
        )}
        {show === undefined ? (
          <Text c="var(--ink-soft)">{shows.isPending ? t('loading') : t('noShows')}</Text>
        ) : (
          <NativeSelect
            label={t('show')}
            value={show.id}
            data={(shows.data ?? []).map(({ id, startsAt, timeZone }) => ({
              value: id,
              label: format.time(startsAt, 'full', timeZone),
            }))}
            onChange={({ currentTarget }) => setShowId(currentTarget.value)}
          />
        )}
        {show !== undefined && (
          <ul style={{ margin: 0 }}>
            {show.tiers.map(({ id, name, price, capacity }) => (
              <li key={id}>{t('tier', { name, price: format.price(price), capacity })}</li>
            ))}
          </ul>
        )}
        <ProblemAlert error={copy.error ?? shows.error} />
        <Group>
          <Button disabled={show === undefined} loading={copy.isPending} onClick={() => copy.mutate()}>
            {t('take')}
          </Button>
          <Button variant="default" onClick={onClose}>
            {t('close')}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}
