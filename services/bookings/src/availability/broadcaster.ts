import { toCloudEvent } from '@myevents/commit-kit';
import { topics } from '@myevents/contracts';
import type { Bus, Clock, JsonObject } from '@myevents/ports';
import { eventSource } from '../messages.ts';
import type { ShowView } from '../sale/show-view.ts';
import { showStream } from '../streams.ts';
import { toAvailability } from './to-availability.ts';

/** At most one a show in this time; the newest wins. */
export const pushEveryMs = 50;
/** Shows whose last broadcast is remembered. */
const showsMax = 10_000;

interface Turn {
  readonly sentAt: number;
  /** What came since, if a timer is waiting to send it. */
  next: ShowView | undefined;
}

/** Tells all processes a show's newest availability over the bus: soon, not too often, and perhaps never. */
export interface Broadcaster {
  changed(view: ShowView): void;
  /** Tells nothing more. */
  close(): void;
}

export function createBroadcaster({ bus, clock }: { readonly bus: Bus; readonly clock: Clock }): Broadcaster {
  const turns = new Map<string, Turn>();
  let isClosed = false;

  function send(view: ShowView): void {
    const { showId, version, at } = view;
    turns.delete(showId);
    turns.set(showId, { sentAt: clock.monotonic(), next: undefined });
    if (turns.size > showsMax) forgetOldest();
    const stream = showStream(showId);
    const data = toAvailability(view) as object as JsonObject;
    const type = 'myevents.availability.changed';
    const event = toCloudEvent({ type, subject: showId, source: eventSource, stream, version, index: 0, at, data });
    bus.broadcast({ topic: topics.availability, key: stream, events: [event] });
  }

  function forgetOldest(): void {
    for (const [showId, { next }] of turns) {
      if (next === undefined) {
        turns.delete(showId);
        return;
      }
    }
  }

  function sendLater(turn: Turn, view: ShowView, delayMs: number): void {
    const isScheduled = turn.next !== undefined;
    turn.next = view;
    if (isScheduled) return;
    clock.setTimer(() => {
      if (turn.next !== undefined && !isClosed) send(turn.next);
    }, delayMs);
  }

  return {
    close() {
      isClosed = true;
    },
    changed(view) {
      const turn = turns.get(view.showId);
      const waitMs = turn === undefined ? 0 : turn.sentAt + pushEveryMs - clock.monotonic();
      if (turn === undefined || (waitMs <= 0 && turn.next === undefined)) send(view);
      else sendLater(turn, view, waitMs);
    },
  };
}
