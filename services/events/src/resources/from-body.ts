import type { EventDetails, Hall, ShowChanges, ShowDraft, TierDraft } from '@myevents/catalog';
import type {
  EventBody,
  EventPatch,
  LocationBody,
  LocationPatch,
  PolicyBody,
  SeatingPlan,
  ShowBody,
  ShowPatch,
  TierBody,
} from '@myevents/contracts';
import type { LocationChanges, NewLocation } from '../catalogue/locations.ts';
import { toEpochMs } from './instant.ts';

/** What clients send, as the domain takes it: instants in epoch milliseconds, money in minor units. */
export function toNewLocation({ halls, ...details }: LocationBody): NewLocation {
  return {
    details,
    halls: halls.map(({ plan, ...hall }) => ({ ...hall, ...(plan === undefined ? { plan: null } : toPlan(plan)) })),
  };
}

export function toLocationChanges({ halls, ...details }: LocationPatch): Omit<LocationChanges, 'ifVersion'> {
  const changed = halls?.map(({ plan, ...hall }) => ({ ...hall, ...(plan === undefined ? {} : toPlan(plan)) }));
  return { details, halls: changed };
}

function toPlan({ stage, sections }: SeatingPlan): Pick<Hall, 'plan' | 'stage'> {
  const plan = sections.map(({ rows, ...section }) => ({
    ...section,
    rows: rows.map(({ seats, ...row }) => ({ ...row, labels: seats })),
  }));
  return stage === undefined ? { plan } : { plan, stage };
}

export function toEventDetails({ duration, tags = [], ...details }: EventBody): EventDetails {
  return { ...details, durationMinutes: duration, tags };
}

export function toEventChanges({ duration, ...details }: EventPatch): Partial<EventDetails> {
  return { ...details, ...(duration === undefined ? {} : { durationMinutes: duration }) };
}

export function toShowDraft(body: ShowBody): ShowDraft {
  const { hallId, startsAt, endsAt, tiers } = body;
  return {
    ...toTimes(body),
    hallId,
    startsAt: toEpochMs(startsAt),
    endsAt: toEpochMs(endsAt),
    tiers: tiers.map(toTier),
  };
}

export function toShowChanges({ hallId, tiers, ...times }: ShowPatch): ShowChanges {
  return { hallId, ...toTimes(times), tiers: tiers?.map(toTier) };
}

function toTimes({ startsAt, endsAt, doorsAt, salesOpenAt, salesCloseAt, policy }: Omit<ShowPatch, 'tiers'>) {
  return {
    startsAt: toOptional(startsAt),
    endsAt: toOptional(endsAt),
    doorsAt: toOptional(doorsAt),
    salesOpenAt: toOptional(salesOpenAt),
    salesCloseAt: toOptional(salesCloseAt),
    policy: policy === undefined ? undefined : toPolicy(policy),
  };
}

function toPolicy({ cancellableUntil, ...policy }: PolicyBody): ShowChanges['policy'] {
  return cancellableUntil === undefined ? policy : { ...policy, cancellableUntil: toEpochMs(cancellableUntil) };
}

function toOptional(instant: string | undefined): number | undefined {
  return instant === undefined ? undefined : toEpochMs(instant);
}

function toTier({ price, ...tier }: TierBody): TierDraft {
  return { ...tier, priceMinor: price.amount, currency: price.currency };
}
