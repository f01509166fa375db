import { Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import { useLocation } from 'wouter';
import type { ShowResource } from '../../../generated/api.ts';
import { useApi } from '../../api/api-context.ts';
import { dataOf } from '../../api/client.ts';
import { useFormat } from '../../i18n/format.ts';
import { pathTo } from '../../paths.ts';
import { type Conflict, ConflictDialog } from './conflict-dialog.tsx';
import { readPlan, saleQuery } from './queries.ts';
import { saveEdits } from './save-edits.ts';
import { toShowPatch } from './show-body.ts';
import type { ShowFormProps } from './show-editor.tsx';
import { type ShowFields, toFields, toShowFields, useShowFieldText } from './show-fields.ts';
import { OneShowForm } from './show-form.tsx';
import { type ShowValues, toShowValues } from './show-values.ts';
import { versionTag } from './use-event-changes.ts';
import { useShowForm } from './use-show-form.ts';

/** A show that is there, to be changed; nobody else's change is overwritten unseen, and no sold ticket taken away. */
export function EditShow({ event, location, show, start }: ShowFormProps & { readonly show: ShowResource }) {
  const t = useTranslations('programme.show');
  const language = useLocale();
  const api = useApi();
  const queries = useQueryClient();
  const [, navigate] = useLocation();
  const [base, setBase] = useState({ show, values: start });
  const [conflict, setConflict] = useState<Conflict<ShowFields> & { readonly next: typeof base }>();
  const form = useShowForm(start, location, 'one');
  const fieldText = useShowFieldText(location);

  const save = useMutation({
    mutationFn: (values: ShowValues) =>
      saveEdits(toFields(values), {
        base,
        toValues: (version) => toFields(version.values),
        send: async (version) => {
          const body = toShowPatch({ show: version.show, before: version.values, after: values }, language);
          if (body === undefined) return version;
          const params = { path: { showId: show.id }, header: { 'If-Match': versionTag(version.show.version) } };
          const changed = await dataOf(api.PATCH('/v1/shows/{showId}', { params, body }));
          return { show: changed, values };
        },
        read: readNewest,
      }),
    onSuccess: async (saved, mine) => {
      if (saved.kind === 'conflict') {
        const { theirs } = saved;
        setConflict({
          base: toFields(saved.base.values),
          theirs: toFields(theirs.values),
          mine: toFields(mine),
          next: theirs,
        });
        return;
      }
      await queries.invalidateQueries({ queryKey: ['programme', 'event', event.id] });
      for (const queryKey of [
        ['event', event.id],
        ['programme', 'sale', show.id],
        ['availability', show.id],
      ])
        void queries.invalidateQueries({ queryKey });
      navigate(pathTo('organizeEvent', { eventId: event.id }));
    },
  });

  async function readNewest() {
    const newest = await dataOf(
      api.GET('/v1/shows/{showId}', { cache: 'no-cache', params: { path: { showId: show.id } } }),
    );
    const plan = newest.tiers.some(({ isSeated }) => isSeated) ? await readPlan(api, show.id) : undefined;
    return { show: newest, values: toShowValues(newest, plan, language) };
  }

  function goOnWith(values: ShowValues): void {
    if (conflict === undefined) return;
    setBase(conflict.next);
    form.setValues(values);
    setConflict(undefined);
    save.reset();
  }

  return (
    <>
      <SoldSoFar show={show} />
      <OneShowForm
        {...{ form, event, location }}
        submitText={t('save')}
        isSaving={save.isPending}
        error={save.error}
        onSave={(values) => save.mutate(values)}
      />
      {conflict !== undefined && (
        <ConflictDialog<ShowFields>
          conflict={conflict}
          label={fieldText.label}
          text={fieldText.text}
          onMerge={(fields) => goOnWith(toShowFields(conflict.next.values, fields))}
          onDiscard={() => goOnWith(conflict.next.values)}
          onClose={() => setConflict(undefined)}
        />
      )}
    </>
  );
}

function SoldSoFar({ show }: { readonly show: ShowResource }) {
  const t = useTranslations('programme.show');
  const format = useFormat();
  const { data } = useQuery(saleQuery(useApi(), show.id));
  if (data === undefined || data.booked + data.held + data.waiting === 0) return null;
  return (
    <Text mb="lg">
      {t('soFar', {
        booked: data.booked,
        held: data.held,
        waiting: data.waiting,
        capacity: format.number(data.capacity),
      })}
    </Text>
  );
}
