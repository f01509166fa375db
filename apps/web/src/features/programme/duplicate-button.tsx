import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { useLocation } from 'wouter';
import type { EventResource } from '../../../generated/api.ts';
import { useApi } from '../../api/api-context.ts';
import { dataOf } from '../../api/client.ts';
import { pathTo } from '../../paths.ts';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { toEventBody, toEventValues } from './event-values.ts';
import { useIntentionKeys } from './intention-keys.ts';

/** Makes another event like this one: a draft without shows. */
export function DuplicateButton({ event }: { readonly event: EventResource }) {
  const t = useTranslations('programme.event');
  const api = useApi();
  const queries = useQueryClient();
  const [, navigate] = useLocation();
  const keyOf = useIntentionKeys();
  const duplicate = useMutation({
    mutationFn: () => {
      const values = toEventValues(event);
      const name = t('copyOf', { name: values.name }).slice(0, 200);
      const metadata = event.metadata === undefined ? {} : { metadata: event.metadata };
      const body = { ...toEventBody({ ...values, name }), ...metadata };
      return dataOf(api.POST('/v1/events', { params: { header: { 'Idempotency-Key': keyOf(body) } }, body }));
    },
    onSuccess: ({ id }) => {
      void queries.invalidateQueries({ queryKey: ['programme', 'events'] });
      navigate(pathTo('organizeEvent', { eventId: id }));
    },
  });
  return (
    <>
      <Button variant="default" loading={duplicate.isPending} onClick={() => duplicate.mutate()}>
        {t('duplicate')}
      </Button>
      <ProblemAlert error={duplicate.error} />
    </>
  );
}
