import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import type { EventResource } from '../../../generated/api.ts';
import { useApi } from '../../api/api-context.ts';
import { toLanguageName, useFormat } from '../../i18n/format.ts';
import { useTypeName } from '../search/event-types.ts';
import { ConflictDialog } from './conflict-dialog.tsx';
import { EventForm } from './event-form.tsx';
import type { EventValues } from './event-values.ts';
import { allLocationsQuery, ownShowsQuery } from './queries.ts';
import { useEventChanges } from './use-event-changes.ts';

/** The details of an event that is there, to be changed. */
export function EventDetails({ event }: { readonly event: EventResource }) {
  const t = useTranslations('programme.event');
  const api = useApi();
  const { data: shows = [] } = useQuery(ownShowsQuery(api, event.id));
  const changes = useEventChanges(event);
  const text = useValueText();
  return (
    <>
      <EventForm
        values={changes.start}
        submitText={t('save')}
        isSaving={changes.isSaving}
        error={changes.error}
        onSave={changes.save}
        isPlaceFixed={shows.some(({ status }) => status === 'scheduled')}
      />
      <p role="status" style={{ margin: 0 }}>
        {changes.isSaved && t('saved')}
      </p>
      {changes.conflict !== undefined && (
        <ConflictDialog<EventValues>
          conflict={changes.conflict}
          label={(field) => t(field === 'locationId' ? 'location' : field)}
          text={text}
          onMerge={changes.merge}
          onDiscard={changes.discard}
          onClose={changes.closeConflict}
        />
      )}
    </>
  );
}

/** What a field holds, in words. */
function useValueText(): (field: keyof EventValues, values: EventValues) => string {
  const t = useTranslations('programme.event');
  const { data: locations = [] } = useQuery(allLocationsQuery(useApi()));
  const format = useFormat();
  const typeName = useTypeName();
  const texts: { readonly [Field in keyof EventValues]: (values: EventValues) => string } = {
    name: ({ name }) => name,
    description: ({ description }) => description,
    type: ({ type }) => typeName(type, 'one'),
    locationId: ({ locationId }) => locations.find(({ id }) => id === locationId)?.name ?? locationId,
    duration: ({ duration }) => t('minutes', { minutes: Number(duration) }),
    language: ({ language }) => (language === '' ? '' : toLanguageName(language, format.language)),
    tags: ({ tags }) => format.list(tags),
  };
  return (field, values) => texts[field](values) || t('empty');
}
