import type { LocationEvent, LocationState } from '@myevents/catalog';
import type { DocumentWrite } from '@myevents/ports';
import { collections } from '../collections.ts';
import type { HallPlanDocument, LocationDocument } from '../documents.ts';

/** The documents that `event` changed; without one all of them, for rebuilding. */
export function projectLocation(state: LocationState, event?: LocationEvent): DocumentWrite[] {
  const { id, version } = state;
  const changed = event === undefined ? state.halls : hallsWithNewPlan(event);
  const plans = changed.flatMap((hall) => {
    const { plan, stage } = state.halls.find((one) => one.id === hall.id) ?? {};
    if (plan === undefined || plan === null) return [];
    const document: HallPlanDocument = { ...(stage === undefined ? {} : { stage }), sections: plan };
    return [{ collection: collections.hallPlans, id: hall.id, version, document }];
  });
  return [{ collection: collections.locations, id, version, document: toLocationDocument(state) }, ...plans];
}

function hallsWithNewPlan(event: LocationEvent): readonly { readonly id: string }[] {
  return (event.halls ?? []).filter((hall) => hall.plan !== undefined && hall.plan !== null);
}

export function toLocationDocument(state: LocationState): LocationDocument {
  const { id, details, halls, createdAt, updatedAt } = state;
  return {
    id,
    ...details,
    sortName: toSortName(details.name),
    halls: halls.map(({ plan, stage: _stage, ...hall }) => ({ ...hall, isSeated: plan !== null })),
    createdAt,
    updatedAt,
  };
}

/** Case and accents do not count in the order of names. */
function toSortName(name: string): string {
  return name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}
