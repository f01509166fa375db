import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { Location } from '../../../../generated/api.ts';
import { useApi } from '../../../api/api-context.ts';
import { dataOf } from '../../../api/client.ts';
import { ApiProblem, isProblem } from '../../../api/problem.ts';
import { readVenuePlans, versionTag } from '../queries.ts';
import { useVenueUpdate } from '../use-venue-changes.ts';
import type { SeatingPlan } from './plan-parts.ts';

export interface WantedPlan {
  readonly plan: SeatingPlan;
  readonly capacity: number;
}

interface PlanSaveOptions {
  readonly venue: Location;
  readonly hallId: string;
  readonly onSaved: (saved: WantedPlan) => void;
}

/** Stores a hall's plan and capacity; the other halls, and all plans that were not drawn here, stay as they are. */
export function usePlanSave({ venue, hallId, onSaved }: PlanSaveOptions) {
  const api = useApi();
  const update = useVenueUpdate();
  const [base, setBase] = useState(venue);
  const [conflict, setConflict] = useState<{ readonly theirs: Location; readonly mine: WantedPlan }>();

  const save = useMutation({
    mutationFn: ({ wanted, over }: { readonly wanted: WantedPlan; readonly over: Location }) =>
      dataOf(
        api.PATCH('/v1/locations/{locationId}', {
          params: { path: { locationId: over.id }, header: { 'If-Match': versionTag(over.version) } },
          body: { halls: over.halls.map((hall) => toHallBody(hall, hallId, wanted)) },
        }),
      ),
    onSuccess: (saved, { wanted }) => {
      setBase(saved);
      update(saved);
      onSaved(wanted);
    },
    onError: (error, { wanted }) => (isProblem(error, 'version-conflict') ? showConflict(wanted) : undefined),
  });

  async function showConflict(mine: WantedPlan): Promise<void> {
    const theirs = await readVenuePlans(api, base.id).catch(() => undefined);
    if (theirs !== undefined) setConflict({ theirs, mine });
  }

  const isGone = conflict !== undefined && !conflict.theirs.halls.some(({ id }) => id === hallId);
  return {
    isSaving: save.isPending,
    isSaved: save.isSuccess,
    error: isGone ? hallGone : conflict === undefined ? save.error : null,
    save: (wanted: WantedPlan) => save.mutate({ wanted, over: base }),
    conflict: isGone ? undefined : conflict,
    overwrite() {
      if (conflict === undefined) return;
      setBase(conflict.theirs);
      setConflict(undefined);
      save.mutate({ wanted: conflict.mine, over: conflict.theirs });
    },
    reload(): Location | undefined {
      if (conflict === undefined) return undefined;
      setBase(conflict.theirs);
      setConflict(undefined);
      save.reset();
      update(conflict.theirs);
      return conflict.theirs;
    },
    closeConflict: () => setConflict(undefined),
  };
}

const hallGone = new ApiProblem({ status: 404, code: 'not-found', title: 'The hall is gone' });

function toHallBody({ id, name, location, capacity }: Location['halls'][number], hallId: string, wanted: WantedPlan) {
  const hall = { id, name, ...(location !== undefined && { location }), capacity };
  return id === hallId ? { ...hall, capacity: wanted.capacity, plan: wanted.plan } : hall;
}
