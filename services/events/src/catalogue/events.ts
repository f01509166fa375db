import { decideEvent, type EventDetails, type EventState, type IdempotentRequest } from '@myevents/catalog';
import type { newId } from '@myevents/contracts';
import { idOfRequest } from '../idempotency.ts';
import { assertAccepted, toProblem } from '../refused.ts';
import { eventStream, locationStream } from '../streams/kinds.ts';
import type { Streams } from '../streams/streams.ts';
import type { Background } from './background.ts';
import type { HallSlots } from './hall-slots.ts';

export interface Events {
  /** A repeated request answers with the event as it was created. */
  create(details: EventDetails, request: IdempotentRequest | undefined): Promise<EventState>;
  change(id: string, changes: EventChanges): Promise<EventState>;
  publish(id: string, ifVersion: number | undefined): Promise<EventState>;
  cancel(id: string, ifVersion: number | undefined): Promise<EventState>;
}

export interface EventChanges {
  readonly details: Partial<EventDetails>;
  readonly ifVersion?: number | undefined;
}

export interface EventsOptions {
  readonly streams: Streams;
  readonly slots: HallSlots;
  readonly background: Background;
  readonly newId: typeof newId;
}

export function createEvents({ streams, slots, background, newId }: EventsOptions): Events {
  return {
    async create(details, request) {
      const id = request === undefined ? newId('event') : idOfRequest('event', request);
      await checkLocation(details.locationId);
      const { decision, after } = await streams.change(eventStream, id, (state, now) =>
        decideEvent(state, { type: 'CreateEvent', now, id, details, request }),
      );
      assertAccepted(decision);
      return present(decision.outcome === 'repeated' ? await streams.at(eventStream, id, 1) : after.state);
    },
    async change(id, { details, ifVersion }) {
      if (details.locationId !== undefined) await checkLocation(details.locationId);
      return run(id, (now) => ({ type: 'ChangeEvent', now, ifVersion, details }));
    },
    publish: (id, ifVersion) => run(id, (now) => ({ type: 'PublishEvent', now, ifVersion })),
    async cancel(id, ifVersion) {
      const event = await run(id, (now) => ({ type: 'CancelEvent', now, ifVersion }));
      background.run(async () => {
        for (const show of event.shows.values()) {
          if (show.status === 'cancelled') await slots.free(show.hallId, show.slotId);
        }
      });
      return event;
    },
  };

  async function run(id: string, command: (now: number) => Parameters<typeof decideEvent>[1]): Promise<EventState> {
    const { decision, after } = await streams.change(eventStream, id, (state, now) => decideEvent(state, command(now)));
    assertAccepted(decision);
    return present(after.state);
  }

  async function checkLocation(id: string): Promise<void> {
    const { state } = await streams.load(locationStream, id);
    if (state === null) throw toProblem({ code: 'unknown-location', field: '/locationId' });
  }
}

function present(state: EventState | null): EventState {
  if (state === null) throw new Error('an event that was just written is not there');
  return state;
}
