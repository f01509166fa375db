import {
  type Decision,
  type EventEvent,
  type EventState,
  emptyCalendar,
  evolveEvent,
  evolveHall,
  evolveLocation,
  type HallCalendar,
  type HallEvent,
  type LocationEvent,
  type LocationState,
} from '@myevents/catalog';
import type { DocumentWrite, LoggedEvent } from '@myevents/ports';
import { projectEvent } from '../projections/event.ts';
import { projectHall } from '../projections/hall.ts';
import { projectLocation } from '../projections/location.ts';

/** What the service has to know of a kind of stream. */
export interface StreamKind<State, Event extends LoggedEvent> {
  readonly prefix: string;
  readonly initial: State;
  evolve(state: State, event: Event): State;
  /** Without `event`: all documents of the stream. */
  project(id: string, state: State, event?: Event): readonly DocumentWrite[];
}

export type Decide<State, Event> = (state: State, now: number) => Decision<Event>;

export const locationStream: StreamKind<LocationState | null, LocationEvent> = {
  prefix: 'location/',
  initial: null,
  evolve: evolveLocation,
  project: (_id, state, event) => (state === null ? [] : projectLocation(state, event)),
};

export const eventStream: StreamKind<EventState | null, EventEvent> = {
  prefix: 'event/',
  initial: null,
  evolve: evolveEvent,
  project: (_id, state, event) => (state === null ? [] : projectEvent(state, event)),
};

export const hallStream: StreamKind<HallCalendar, HallEvent> = {
  prefix: 'hall/',
  initial: emptyCalendar,
  evolve: evolveHall,
  project: projectHall,
};
