import {
  accepted,
  changedFields,
  type Decision,
  type IdempotentRequest,
  isSame,
  refused,
  unreachable,
} from './decision.ts';
import type { Hall, HallChange, LocationDetails, LocationEvent, LocationState } from './location-state.ts';
import { invalid, type Refusal } from './refusals.ts';
import { readStage } from './seat-layout.ts';
import { readPlan } from './seating.ts';

export interface CreateLocation {
  readonly type: 'CreateLocation';
  readonly now: number;
  readonly id: string;
  readonly details: LocationDetails;
  readonly halls: readonly Hall[];
  readonly request?: IdempotentRequest | undefined;
}

export interface ChangeLocation {
  readonly type: 'ChangeLocation';
  readonly now: number;
  /** The version the change was made for. */
  readonly ifVersion?: number | undefined;
  readonly details: Partial<LocationDetails>;
  /** Replaces the list: those with a known id are changed, those with a `newId` are new, missing ones go. */
  readonly halls?: readonly ChangedHall[] | undefined;
}

/** Either `id`, of a hall the location has, or `newId`. */
export type ChangedHall = Omit<HallChange, 'id'> & {
  readonly id?: string | undefined;
  readonly newId: string;
};

export type LocationCommand = CreateLocation | ChangeLocation;

export function decideLocation(state: LocationState | null, command: LocationCommand): Decision<LocationEvent> {
  switch (command.type) {
    case 'CreateLocation':
      return create(state, command);
    case 'ChangeLocation':
      return change(state, command);
    default:
      return unreachable(command);
  }
}

function create(state: LocationState | null, command: CreateLocation): Decision<LocationEvent> {
  const { id, now, details, request } = command;
  if (state !== null) return repetitionOf(state, request);
  const halls = readHalls(command.halls);
  if ('code' in halls) return refused(halls);
  return accepted({ type: 'LocationCreated', at: now, id, details, halls, request });
}

function repetitionOf(state: LocationState, request: IdempotentRequest | undefined): Decision<LocationEvent> {
  if (request === undefined || state.request?.key !== request.key) return refused({ code: 'already-exists' });
  if (state.request.bodyHash !== request.bodyHash) return refused({ code: 'idempotency-key-reused' });
  return { outcome: 'repeated', id: state.id, version: 1 };
}

function change(state: LocationState | null, command: ChangeLocation): Decision<LocationEvent> {
  if (state === null) return refused({ code: 'not-found', what: 'location' });
  const { now, ifVersion, halls } = command;
  if (ifVersion !== undefined && ifVersion !== state.version) {
    return refused({ code: 'version-conflict', version: state.version });
  }
  const details = changedFields(state.details, command.details);
  const changed = halls === undefined ? undefined : changeHalls(state, halls);
  if (changed !== undefined && 'code' in changed) return refused(changed);
  if (Object.keys(details).length === 0 && changed === undefined) return accepted();
  return accepted({ type: 'LocationChanged', at: now, details, halls: changed });
}

/** Undefined if nothing changes. */
function changeHalls(state: LocationState, halls: readonly ChangedHall[]): readonly HallChange[] | Refusal | undefined {
  const merged: Hall[] = [];
  const kept = new Set<string>();
  for (const [index, { id, newId, ...given }] of halls.entries()) {
    if (id === undefined) {
      merged.push({ ...given, id: newId, plan: given.plan ?? null });
      continue;
    }
    const before = state.halls.find((hall) => hall.id === id);
    if (before === undefined) return { code: 'unknown-hall', field: `/halls/${index}/id` };
    if (kept.has(id)) return invalid(`/halls/${index}/id`, 'the hall is in the list twice');
    kept.add(id);
    merged.push(mergeHall(before, given));
  }
  const read = readHalls(merged);
  if ('code' in read || isSame(read, state.halls)) return 'code' in read ? read : undefined;
  return read.map((hall) => {
    const before = state.halls.find(({ id }) => id === hall.id);
    const { plan, stage, ...rest } = hall;
    return before !== undefined && isSame([before.plan, before.stage], [plan, stage]) ? rest : hall;
  });
}

function mergeHall(before: Hall, given: Omit<HallChange, 'id'>): Hall {
  const changed = { ...before, ...changedFields<Omit<Hall, 'id'>>(before, definedFields(given)) };
  if (given.plan === undefined || given.stage !== undefined) return changed;
  const { stage: _stage, ...withoutStage } = changed;
  return withoutStage;
}

function definedFields(given: Omit<HallChange, 'id'>): Partial<Omit<Hall, 'id'>> {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}

/** Checks the halls of a location and makes their plans compact. */
function readHalls(halls: readonly Hall[]): readonly Hall[] | Refusal {
  const names = new Set<string>();
  const read: Hall[] = [];
  for (const [index, hall] of halls.entries()) {
    const name = hall.name.normalize('NFKC').trim().toLowerCase();
    if (names.has(name)) return invalid(`/halls/${index}/name`, 'another hall of the location has this name');
    names.add(name);
    if (hall.plan === null) {
      read.push(hall);
      continue;
    }
    const plan = readPlan(hall.plan, `/halls/${index}/plan`);
    if ('code' in plan) return plan;
    if (plan.seats > hall.capacity) {
      return invalid(`/halls/${index}/capacity`, `must be at least ${plan.seats}, the seats of the hall's plan`);
    }
    read.push({ ...hall, plan: plan.plan, ...(hall.stage === undefined ? {} : { stage: readStage(hall.stage) }) });
  }
  return read;
}

/** A hall that a change takes away or makes smaller, and what it will hold: its calendar has to agree first. */
export interface WantedLimit {
  readonly hallId: string;
  /** 0: the hall goes. */
  readonly capacityMax: number;
  /** RFC 6901, of what asks for it. */
  readonly field: string;
}

/** Which halls an accepted change limits. */
export function hallLimitsOf(state: LocationState, event: LocationEvent): readonly WantedLimit[] {
  if (event.type !== 'LocationChanged' || event.halls === undefined) return [];
  const after = event.halls;
  return state.halls.flatMap((hall) => {
    const index = after.findIndex(({ id }) => id === hall.id);
    if (index < 0) return [{ hallId: hall.id, capacityMax: 0, field: '/halls' }];
    const capacityMax = after[index]?.capacity ?? 0;
    return capacityMax < hall.capacity ? [{ hallId: hall.id, capacityMax, field: `/halls/${index}/capacity` }] : [];
  });
}
