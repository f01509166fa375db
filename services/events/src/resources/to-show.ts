import { expandLabels, marksBySeat, sectionOf } from '@myevents/catalog';
import type { ShowPlan, ShowResource } from '@myevents/contracts';
import type { StoredDocument } from '@myevents/ports';
import type { LayoutDocument, ShowDocument, ShowPlanDocument } from '../documents.ts';
import { toInstant } from './instant.ts';
import { withoutUndefined } from './to-location.ts';

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
  const { rows, layout } = document;
  const { stage, sections }: LayoutDocument = layout ?? { sections: sectionsOf(rows) };
  return {
    showId,
    version,
    ...(stage === undefined ? {} : { stage: withoutUndefined(stage) }),
    sections: sections.map(({ name, shape }) => ({
      name,
      ...(shape === undefined ? {} : { shape: withoutUndefined(shape) }),
    })),
    rows: rows.map(toRow),
  };
}

type RowDocument = ShowPlanDocument['rows'][number];

function sectionsOf(rows: readonly RowDocument[]): LayoutDocument['sections'] {
  const names = new Set(rows.flatMap(({ key }) => sectionOf(key) ?? []));
  return [...names].map((name) => ({ name }));
}

function toRow(row: RowDocument): ShowPlan['rows'][number] {
  const { key, offset } = row;
  const section = sectionOf(key);
  return {
    key,
    ...(section === undefined ? {} : { section }),
    ...(offset === undefined ? {} : { offset }),
    seats: toSeats(row),
  };
}

function toSeats({ key, labels, tiers: runs, marks = {} }: RowDocument): ShowPlan['rows'][number]['seats'] {
  const tiers = runs.flatMap(([tier, count]) => Array.from({ length: count }, () => tier));
  const marked = marksBySeat(marks);
  return (expandLabels(labels) ?? []).map((label, index) => {
    const seat = { id: `${key}-${label}`, label, tier: tiers[index] ?? null };
    const own = marked.get(label);
    return own === undefined ? seat : { ...seat, marks: [...own] };
  });
}
