import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Location } from '../../../generated/api.ts';
import { useApi } from '../../api/api-context.ts';
import type { Api } from '../../api/client.ts';
import { dataOf } from '../../api/client.ts';
import { isProblem } from '../../api/problem.ts';
import { venueQuery, versionTag } from './queries.ts';
import { mergeVenues, toVenuePatch, toVenueValues, type VenueValues } from './venue-values.ts';

/** After a location changed: what the browser knows of it, and every list that has it, are old. */
export function useVenueUpdate(): (venue: Location) => void {
  const api = useApi();
  const queries = useQueryClient();
  return (venue) => {
    const { halls, ...rest } = venue;
    // Plans are read where they are needed.
    const withoutPlans = { ...rest, halls: halls.map(({ plan: _plan, ...hall }) => hall) };
    queries.setQueryData(venueQuery(api, venue.id).queryKey, withoutPlans);
    void queries.invalidateQueries({ queryKey: ['venues', 'list'] });
    void queries.invalidateQueries({ queryKey: ['programme'] });
  };
}

export const readVenue = (api: Api, locationId: string): Promise<Location> =>
  dataOf(api.GET('/v1/locations/{locationId}', { cache: 'no-cache', params: { path: { locationId } } }));

export interface VenueConflict {
  readonly theirs: Location;
  readonly mine: VenueValues;
}

/** Saves what was changed in a location's form; if somebody else was faster, says what is there now. */
export function useVenueChanges(venue: Location) {
  const api = useApi();
  const update = useVenueUpdate();
  const [base, setBase] = useState(venue);
  const [start, setStart] = useState(() => toVenueValues(venue));
  const [conflict, setConflict] = useState<VenueConflict>();

  const save = useMutation({
    mutationFn: async ({ values, over }: { readonly values: VenueValues; readonly over: Location }) => {
      const body = toVenuePatch(toVenueValues(over), values);
      if (body === undefined) return over;
      return dataOf(
        api.PATCH('/v1/locations/{locationId}', {
          params: { path: { locationId: over.id }, header: { 'If-Match': versionTag(over.version) } },
          body,
        }),
      );
    },
    onSuccess: (saved) => {
      begin(saved);
      update(saved);
    },
    onError: (error, { values }) => (isProblem(error, 'version-conflict') ? showConflict(values) : undefined),
  });

  async function showConflict(mine: VenueValues): Promise<void> {
    const theirs = await readVenue(api, base.id).catch(() => undefined);
    if (theirs !== undefined) setConflict({ theirs, mine });
  }

  function begin(next: Location): void {
    setBase(next);
    setStart(toVenueValues(next));
    setConflict(undefined);
  }

  return {
    base,
    start,
    isSaved: save.isSuccess,
    isSaving: save.isPending,
    error: conflict === undefined ? save.error : null,
    save: (values: VenueValues) => save.mutate({ values, over: base }),
    conflict,
    /** What was changed here is to count; what only others changed stays. */
    overwrite(values: VenueValues, over: Location) {
      const merged = mergeVenues({ base: toVenueValues(base), theirs: toVenueValues(over), mine: values });
      setBase(over);
      setConflict(undefined);
      save.mutate({ values: merged, over });
    },
    /** Takes what is there now, and forgets what was typed. */
    reload(theirs: Location) {
      save.reset();
      begin(theirs);
      update(theirs);
    },
    closeConflict: () => setConflict(undefined),
  };
}
