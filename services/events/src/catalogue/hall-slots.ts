import {
  type Decision,
  decideEvent,
  decideHall,
  type HallCommand,
  type HallEvent,
  holdsSlot,
  lapsedSlots,
  type Refusal,
  type Slot,
  slotWaitMs,
} from '@myevents/catalog';
import type { Clock } from '@myevents/ports';
import { eventStream, hallStream } from '../streams/kinds.ts';
import type { Streams } from '../streams/streams.ts';

/**
 * The calendars of halls. A slot is taken here first, then the event's stream takes it over: only that says whether a show
 * stands. So whatever is in somebody's way is looked up there before anyone is refused, and freed if no show has it.
 */
export interface HallSlots {
  /** Takes the time, or answers why not. */
  take(hallId: string, slot: NewSlot, locationVersion: number): Promise<Refusal | undefined>;
  /** Makes sure that no coming show needs more than `capacityMax`, and that none will until the location is changed. */
  limit(hallId: string, limit: NewLimit): Promise<Refusal | undefined>;
  /** The show has it: nobody else may have it freed. What the show had in this hall before, and has no more, is free. */
  confirm(hallId: string, slotId: string): Promise<void>;
  free(hallId: string, slotId: string): Promise<void>;
  /** Slots that a show has, in order of time. */
  list(hallId: string, range: { readonly from: number; readonly to: number }): Promise<readonly Slot[]>;
  /** Confirms or frees what has waited for its show for 60 s. */
  settle(hallId: string): Promise<void>;
}

export type NewSlot = Omit<Slot, 'takenAt' | 'isScheduled'>;
export interface NewLimit {
  readonly capacityMax: number;
  readonly locationVersion: number;
  readonly field: string;
}

/** More left-behind slots than this in the way of one command: give up and refuse. */
const freedMax = 20;

export function createHallSlots({ streams, clock }: { readonly streams: Streams; readonly clock: Clock }): HallSlots {
  async function run(hallId: string, command: (now: number) => HallCommand): Promise<Decision<HallEvent>> {
    const { decision } = await streams.change(hallStream, hallId, (calendar, now) =>
      decideHall(calendar, command(now)),
    );
    return decision;
  }

  /** Whether a show has the slot, or may still come for it. Otherwise nobody can use it after this. */
  async function isInUse(slot: Slot): Promise<boolean> {
    const { state } = await streams.load(eventStream, slot.eventId);
    const show = state?.shows.get(slot.showId);
    if (show !== undefined && holdsSlot(show, slot.id)) return true;
    if (slot.isScheduled) return false;
    if (clock.now() - slot.takenAt < slotWaitMs) return true;
    const { after } = await streams.change(eventStream, slot.eventId, (event, now) =>
      decideEvent(event, { type: 'GiveUpSlot', now, slotId: slot.id }),
    );
    const late = after.state?.shows.get(slot.showId);
    return late !== undefined && holdsSlot(late, slot.id);
  }

  /** Runs a command that slots may stand in the way of, and frees those that no show has. */
  async function runFreeing(hallId: string, command: (now: number) => HallCommand): Promise<Refusal | undefined> {
    for (let freed = 0; ; freed += 1) {
      const decision = await run(hallId, command);
      if (decision.outcome !== 'refused') return undefined;
      const slot = 'slot' in decision.refusal ? decision.refusal.slot : undefined;
      if (slot === undefined || freed >= freedMax || (await isInUse(slot))) return decision.refusal;
      await run(hallId, (now) => ({ type: 'FreeSlot', now, slotId: slot.id }));
    }
  }

  /** Of several changes of a show at once each is confirmed at some time, in any order: only the event says which slot stands. */
  async function freeLeft(hallId: string, confirmedId: string): Promise<void> {
    const { state } = await streams.load(hallStream, hallId);
    const showId = state.slots.get(confirmedId)?.showId;
    for (const slot of state.slots.values()) {
      if (slot.showId !== showId || !slot.isScheduled || (await isInUse(slot))) continue;
      await run(hallId, (now) => ({ type: 'FreeSlot', now, slotId: slot.id }));
    }
  }

  return {
    take: (hallId, slot, locationVersion) =>
      runFreeing(hallId, (now) => ({ type: 'TakeSlot', now, slot, locationVersion })),
    limit: (hallId, limit) => runFreeing(hallId, (now) => ({ type: 'LimitHall', now, ...limit })),
    async confirm(hallId, slotId) {
      await run(hallId, (now) => ({ type: 'ConfirmSlot', now, slotId }));
      await freeLeft(hallId, slotId);
    },
    async free(hallId, slotId) {
      await run(hallId, (now) => ({ type: 'FreeSlot', now, slotId }));
    },
    async list(hallId, { from, to }) {
      const { state } = await streams.load(hallStream, hallId);
      const slots = [...state.slots.values()]
        .filter(({ startsAt, endsAt }) => startsAt < to && endsAt > from)
        .toSorted((a, b) => a.startsAt - b.startsAt);
      const shows = await Promise.all(
        slots.map(async ({ eventId, showId }) => (await streams.load(eventStream, eventId)).state?.shows.get(showId)),
      );
      return slots.filter((slot, index) => {
        const show = shows[index];
        return show !== undefined && holdsSlot(show, slot.id);
      });
    },
    async settle(hallId) {
      const { state } = await streams.load(hallStream, hallId);
      for (const slot of lapsedSlots(state, clock.now())) {
        const type = (await isInUse(slot)) ? 'ConfirmSlot' : 'FreeSlot';
        await run(hallId, (now) => ({ type, now, slotId: slot.id }));
      }
    },
  };
}
