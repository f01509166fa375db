import { type Decision, type Refusal, unreachable } from '@myevents/catalog';
import type { ProblemCode } from '@myevents/contracts';
import { ProblemError, type ProblemOptions } from '@myevents/http-kit';

/** A refusal of the catalogue as the problem a client reads. Does not compile with a refusal missing. */
export function toProblem(refusal: Refusal): ProblemError {
  const [code, options] = explain(refusal);
  return new ProblemError(code, options);
}

function explain(refusal: Refusal): readonly [ProblemCode, ProblemOptions] {
  switch (refusal.code) {
    case 'not-found':
      return ['not-found', { detail: `There is no such ${refusal.what}.` }];
    case 'validation-failed':
      return ['validation-failed', at(refusal.field, refusal.message)];
    case 'version-conflict':
      return [
        'version-conflict',
        { detail: `It is at version ${refusal.version}.`, members: { version: refusal.version } },
      ];
    case 'unknown-hall':
      return ['unknown-hall', at(refusal.field, "must be the id of a hall of the event's location")];
    case 'unknown-location':
      return ['unknown-location', at(refusal.field, 'must be the id of a location')];
    case 'unknown-seat':
      return ['unknown-seat', at(refusal.field, 'names a seat that the hall does not have')];
    case 'hall-occupied': {
      const { showId, startsAt, endsAt } = refusal.slot;
      const show = { id: showId, startsAt: new Date(startsAt).toISOString(), endsAt: new Date(endsAt).toISOString() };
      return [
        'hall-occupied',
        { ...at('/hallId', `is taken from ${show.startsAt} until ${show.endsAt}`), members: { show } },
      ];
    }
    case 'hall-in-use':
      return ['hall-in-use', { ...at(refusal.field, refusal.message), detail: `${refusal.message}.` }];
    case 'capacity-below-sold': {
      const { field, tier, taken, wanted } = refusal;
      const message = `${taken} tickets of the tier ${tier} are held or booked, ${wanted} is fewer`;
      return ['capacity-below-sold', { ...at(field, message), members: { tier, taken } }];
    }
    case 'not-publishable':
    case 'not-cancellable':
      return [refusal.code, { detail: refusal.message }];
    case 'slot-lost':
      return ['overloaded', {}];
    case 'already-exists':
    case 'show-cancelled':
    case 'event-cancelled':
    case 'idempotency-key-reused':
      return [refusal.code, {}];
    default:
      return unreachable(refusal);
  }
}

function at(pointer: string, detail: string): ProblemOptions {
  return { errors: [{ pointer, detail }] };
}

/** Throws what was refused, as the problem its caller reads. */
export function assertAccepted<Event>(
  decision: Decision<Event>,
): asserts decision is Exclude<Decision<Event>, { readonly outcome: 'refused' }> {
  if (decision.outcome === 'refused') throw toProblem(decision.refusal);
}
