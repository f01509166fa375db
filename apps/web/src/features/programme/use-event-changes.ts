import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { EventResource } from '../../../generated/api.ts';
import { useApi } from '../../api/api-context.ts';
import { dataOf } from '../../api/client.ts';
import type { Conflict } from './conflict-dialog.tsx';
import { type EventValues, toEventPatch, toEventValues } from './event-values.ts';
import { ownEventQuery } from './queries.ts';
import { saveEdits } from './save-edits.ts';

/** The tag of a version, for `If-Match`: nobody's change is overwritten unseen. */
export const versionTag = (version: number): string => `"${version}"`;

/** After an event changed: what the browser knows of it, and every list that has it, are old. */
export function useEventUpdate(): (event: EventResource) => void {
  const api = useApi();
  const queries = useQueryClient();
  return (event) => {
    queries.setQueryData(ownEventQuery(api, event.id).queryKey, event);
    for (const queryKey of [['programme', 'events'], ['programme', 'event-name'], ['event', event.id], ['events']])
      void queries.invalidateQueries({ queryKey });
  };
}

/** Saves what was changed in an event's form; if somebody else was faster, says what is there now. */
export function useEventChanges(event: EventResource) {
  const api = useApi();
  const update = useEventUpdate();
  const [base, setBase] = useState(event);
  const [start, setStart] = useState(() => toEventValues(event));
  const [conflict, setConflict] = useState<Conflict<EventValues> & { readonly event: EventResource }>();
  const [isSaved, setSaved] = useState(false);
  const path = { eventId: event.id };

  const save = useMutation({
    mutationFn: (values: EventValues) =>
      saveEdits(values, {
        base,
        toValues: toEventValues,
        send: async (current) => {
          const body = toEventPatch(toEventValues(current), values);
          if (body === undefined) return current;
          const params = { path, header: { 'If-Match': versionTag(current.version) } };
          return dataOf(api.PATCH('/v1/events/{eventId}', { params, body }));
        },
        read: () => dataOf(api.GET('/v1/events/{eventId}', { cache: 'no-cache', params: { path } })),
      }),
    onMutate: () => setSaved(false),
    onSuccess: (saved, mine) => {
      if (saved.kind === 'saved') {
        goOnWith(saved.resource, toEventValues(saved.resource));
        setSaved(true);
      } else {
        const { theirs } = saved;
        setConflict({ base: toEventValues(saved.base), theirs: toEventValues(theirs), mine, event: theirs });
      }
    },
  });

  function goOnWith(next: EventResource, values: EventValues): void {
    setBase(next);
    setStart(values);
    setConflict(undefined);
    update(next);
  }

  return {
    start,
    isSaved,
    isSaving: save.isPending,
    error: save.error,
    save: (values: EventValues) => save.mutate(values),
    conflict,
    /** Saves what was put together out of both. */
    merge(values: EventValues) {
      if (conflict !== undefined) goOnWith(conflict.event, values);
    },
    discard() {
      if (conflict !== undefined) goOnWith(conflict.event, toEventValues(conflict.event));
    },
    closeConflict: () => setConflict(undefined),
  };
}
