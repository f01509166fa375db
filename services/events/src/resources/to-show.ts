import { expandLabels } from '@myevents/catalog';
import type { ShowPlan, ShowResource } from '@myevents/contracts';
import type { StoredDocument } from '@myevents/ports';
import type { ShowDocument, ShowPlanDocument } from '../documents.ts';
import { toInstant } from './instant.ts';

export function toShow(
  { document, version }: Pick<StoredDocument<ShowDocument>, 'document' | 'version'>,
  timeZone: string,
): ShowResource {
  const { doorsAt, salesOpenAt, currency, tiers } = document;
  return {
    id: document.id,
    eventId: document.eventId,
    locationId: document.locationId,
    hallId: document.hallId,
    startsAt: toInstant(document.startsAt),
    endsAt: toInstant(document.endsAt),
    timeZone,
    ...(doorsAt === null ? {} : { doorsAt: toInstant(doorsAt) }),
    ...(salesOpenAt === null ? {} : { salesOpenAt: toInstant(salesOpenAt) }),
    salesCloseAt: toInstant(document.salesCloseAt),
    status: document.status,
    policy: toPolicy(document.policy),
    tiers: tiers.map(({ priceMinor, ...tier }) => ({ ...tier, price: { amount: priceMinor, currency } })),
    totalSeats: tiers.reduce((sum, { capacity }) => sum + capacity, 0),
    createdAt: toInstant(document.createdAt),
    updatedAt: toInstant(document.updatedAt),
    version,
  };
}

export function toPolicy({ cancellableUntil, ...policy }: ShowDocument['policy']): ShowResource['policy'] {
  return cancellableUntil === undefined ? policy : { ...policy, cancellableUntil: toInstant(cancellableUntil) };
}

/** Every seat written out, in plan order. */
export function toShowPlan(
  showId: string,
  { document, version }: Pick<StoredDocument<ShowPlanDocument>, 'document' | 'version'>,
): ShowPlan {
  return {
    showId,
    version,
    rows: document.rows.map(({ key, labels, tiers }) => ({ key, seats: toSeats(key, labels, tiers) })),
  };
}

function toSeats(key: string, labels: readonly string[], runs: ShowPlanDocument['rows'][number]['tiers']) {
  const tiers = runs.flatMap(([tier, count]) => Array.from({ length: count }, () => tier));
  return (expandLabels(labels) ?? []).map((label, index) => ({
    id: `${key}-${label}`,
    label,
    tier: tiers[index] ?? null,
  }));
}
