import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useLocale, useTranslations } from 'use-intl';
import { useLocation } from 'wouter';
import { useApi } from '../../api/api-context.ts';
import { dataOf } from '../../api/client.ts';
import { pathTo } from '../../paths.ts';
import { useIntentionKeys } from './intention-keys.ts';
import { toOneBody } from './show-body.ts';
import type { ShowFormProps } from './show-editor.tsx';
import { OneShowForm } from './show-form.tsx';
import type { ShowValues } from './show-values.ts';
import { useShowForm } from './use-show-form.ts';

/** One more show of an event. */
export function NewShow({ event, location, start }: ShowFormProps) {
  const t = useTranslations('programme.show');
  const language = useLocale();
  const api = useApi();
  const queries = useQueryClient();
  const [, navigate] = useLocation();
  const keyOf = useIntentionKeys();
  const form = useShowForm(start, location, 'one');
  const create = useMutation({
    mutationFn: (values: ShowValues) => {
      const body = toOneBody(values, location.timeZone, language);
      const params = { path: { eventId: event.id }, header: { 'Idempotency-Key': keyOf(body) } };
      return dataOf(api.POST('/v1/events/{eventId}/shows', { params, body }));
    },
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['programme', 'event', event.id] });
      void queries.invalidateQueries({ queryKey: ['event', event.id] });
      navigate(pathTo('organizeEvent', { eventId: event.id }));
    },
  });
  return (
    <OneShowForm
      {...{ form, event, location }}
      submitText={t('create')}
      isSaving={create.isPending}
      error={create.error}
      onSave={(values) => create.mutate(values)}
    />
  );
}
