import { accepted, type Decision, refused, unreachable } from './decision.ts';

/** How long a slot waits for its show, and a limit for its location. After it, whoever cares looks what came of it. */
export const slotWaitMs = 60_000;
/** A slot is forgotten this long after its end: nothing is planned that far back. */
const slotKeptMs = 400 * 24 * 60 * 60_000;

/** A hall taken for a show from `startsAt` until before `endsAt`. A show that moves has two for a moment. */
export interface Slot {
  readonly id: string;
  readonly showId: string;
  readonly eventId: string;
  readonly startsAt: number;
  readonly endsAt: number;
  /** People the show lets in. */
  readonly capacity: number;
  readonly takenAt: number;
  /** False until the show's own stream has the slot. */
  readonly isScheduled: boolean;
}

export interface HallCalendar {
  readonly version: number;
  readonly slots: ReadonlyMap<string, Slot>;
  /** A hall about to get smaller, or to go: holds for whoever read its location before the change. */
  readonly limit: HallLimit | null;
}

export interface HallLimit {
  /** 0: the hall goes. */
  readonly capacityMax: number;
  /** The version the change was decided on; the location says it itself from the next one on. */
  readonly locationVersion: number;
  /** In case the change never came. */
  readonly until: number;
}

export const emptyCalendar: HallCalendar = { version: 0, slots: new Map(), limit: null };

/** All that happens to a hall's calendar. These are stored: fields may be added, never renamed or given a new meaning. */
export type HallEvent =
  | { readonly type: 'SlotTaken'; readonly at: number; readonly slot: Omit<Slot, 'takenAt' | 'isScheduled'> }
  /** The show has it now. What it had before is freed by itself: another change of the show may be on its way to yet another slot. */
  | { readonly type: 'SlotConfirmed'; readonly at: number; readonly slotId: string }
  | { readonly type: 'SlotFreed'; readonly at: number; readonly slotId: string }
  | { readonly type: 'HallLimited'; readonly at: number; readonly limit: HallLimit };

interface At {
  readonly now: number;
}
export interface TakeSlot extends At {
  readonly type: 'TakeSlot';
  readonly slot: Omit<Slot, 'takenAt' | 'isScheduled'>;
  /** At which the hall's capacity was read. */
  readonly locationVersion: number;
}
export interface ConfirmSlot extends At {
  readonly type: 'ConfirmSlot';
  readonly slotId: string;
}
export interface FreeSlot extends At {
  readonly type: 'FreeSlot';
  readonly slotId: string;
}
/** Asked before a location makes the hall smaller, or lets it go: no coming show may need more. */
export interface LimitHall extends At {
  readonly type: 'LimitHall';
  readonly capacityMax: number;
  readonly locationVersion: number;
  /** RFC 6901, of what asks for it. */
  readonly field: string;
}
export type HallCommand = TakeSlot | ConfirmSlot | FreeSlot | LimitHall;

/**
 * The hall's stream owns the hall's time: no two shows overlap in it. A refusal names the slot in the way; whether its show
 * still stands is for the caller to see, who frees it if not and asks again.
 */
export function decideHall(calendar: HallCalendar, command: HallCommand): Decision<HallEvent> {
  switch (command.type) {
    case 'TakeSlot':
      return take(calendar, command);
    case 'ConfirmSlot':
      return confirm(calendar, command);
    case 'FreeSlot':
      return calendar.slots.has(command.slotId)
        ? accepted({ type: 'SlotFreed', at: command.now, slotId: command.slotId })
        : accepted();
    case 'LimitHall':
      return limit(calendar, command);
    default:
      return unreachable(command);
  }
}

function take(calendar: HallCalendar, { now, slot, locationVersion }: TakeSlot): Decision<HallEvent> {
  if (calendar.slots.has(slot.id)) return accepted();
  const limit = limitAt(calendar, now);
  if (limit !== null && locationVersion <= limit.locationVersion && slot.capacity > limit.capacityMax) {
    const message = 'the hall is being made smaller or taken away at this moment';
    return refused({ code: 'hall-in-use', field: '/hallId', message });
  }
  for (const other of calendar.slots.values()) {
    const isOverlapping = other.startsAt < slot.endsAt && slot.startsAt < other.endsAt;
    if (isOverlapping && other.showId !== slot.showId) return refused({ code: 'hall-occupied', slot: other });
  }
  return accepted({ type: 'SlotTaken', at: now, slot });
}

function confirm(calendar: HallCalendar, { now, slotId }: ConfirmSlot): Decision<HallEvent> {
  const slot = calendar.slots.get(slotId);
  if (slot === undefined) return refused({ code: 'not-found', what: 'hall' });
  return slot.isScheduled ? accepted() : accepted({ type: 'SlotConfirmed', at: now, slotId });
}

function limitAt({ limit }: HallCalendar, now: number): HallLimit | null {
  return limit !== null && limit.until > now ? limit : null;
}

function limit(calendar: HallCalendar, command: LimitHall): Decision<HallEvent> {
  const { now, capacityMax, locationVersion, field } = command;
  for (const slot of calendar.slots.values()) {
    if (slot.endsAt <= now || slot.capacity <= capacityMax) continue;
    const message =
      capacityMax === 0 ? 'the hall has coming shows' : `a coming show in this hall lets in ${slot.capacity} people`;
    return refused({ code: 'hall-in-use', field, message, slot });
  }
  // Of two changes at the same moment either may come to be: the stricter of both holds.
  const other = limitAt(calendar, now);
  const strictest = {
    capacityMax: Math.min(capacityMax, other?.capacityMax ?? capacityMax),
    locationVersion: Math.max(locationVersion, other?.locationVersion ?? 0),
    until: now + slotWaitMs,
  };
  return accepted({ type: 'HallLimited', at: now, limit: strictest });
}

/** Slots that have waited for their show for 60 s: either it came and nobody confirmed it, or it never will. */
export function lapsedSlots(calendar: HallCalendar, now: number): readonly Slot[] {
  return [...calendar.slots.values()].filter((slot) => !slot.isScheduled && now - slot.takenAt >= slotWaitMs);
}

/** Throws at an event it does not know: the log would be broken. */
export function evolveHall(calendar: HallCalendar, event: HallEvent): HallCalendar {
  const slots = new Map([...calendar.slots].filter(([, { endsAt }]) => event.at - endsAt < slotKeptMs));
  const next = { ...calendar, version: calendar.version + 1, slots };
  switch (event.type) {
    case 'SlotTaken':
      slots.set(event.slot.id, { ...event.slot, takenAt: event.at, isScheduled: false });
      return next;
    case 'SlotConfirmed': {
      const slot = slots.get(event.slotId);
      if (slot !== undefined) slots.set(slot.id, { ...slot, isScheduled: true });
      return next;
    }
    case 'SlotFreed':
      slots.delete(event.slotId);
      return next;
    case 'HallLimited':
      return { ...next, limit: event.limit };
    default:
      throw new Error(`unknown event in a hall's calendar: ${String((event as { type: unknown }).type)}`);
  }
}
