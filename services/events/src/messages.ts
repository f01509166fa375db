import {
  type EventEvent,
  type EventState,
  type LocationEvent,
  type LocationState,
  policyOf,
  type Show,
  unreachable,
} from '@myevents/catalog';
import { toBusMessages, toCloudEvent } from '@myevents/commit-kit';
import {
  type EventMessage,
  type LocationMessage,
  type MessageType,
  type ShowMessage,
  topics,
} from '@myevents/contracts';
import type { BusMessage, CloudEvent, Commit } from '@myevents/ports';
import { toInstant } from './resources/instant.ts';
import { withoutUndefined } from './resources/to-location.ts';
import { toPolicy } from './resources/to-show.ts';
import { eventStream, locationStream } from './streams/kinds.ts';
import type { Streams } from './streams/streams.ts';

/** One message of the catalogue: its type, what it is about, and the whole state of that. */
interface Draft {
  readonly type: Extract<MessageType, `myevents.${'location' | 'event' | 'show'}.${string}`>;
  readonly subject: string;
  readonly data: LocationMessage | EventMessage | ShowMessage;
}

/** The messages of a commit, in order. They come out the same whenever they are made. */
export async function messagesOfCommit(commit: Commit, streams: Streams): Promise<BusMessage[]> {
  const { stream, version, at, events } = commit;
  if (stream.startsWith(locationStream.prefix)) {
    const state = await streams.at(locationStream, stream.slice(locationStream.prefix.length), version);
    const drafts = state === null ? [] : (events as readonly LocationEvent[]).map((event) => ofLocation(state, event));
    return toMessages({ stream, version, at }, drafts);
  }
  if (stream.startsWith(eventStream.prefix)) {
    const state = await streams.at(eventStream, stream.slice(eventStream.prefix.length), version);
    if (state === null) return [];
    const zones = await readZones(state, streams);
    const drafts = (events as readonly EventEvent[]).flatMap((event) => ofEvent(state, event, zones));
    return toMessages({ stream, version, at }, drafts);
  }
  return [];
}

/** The present state of a location, for consumers that have lost theirs. */
export function presentLocation(state: LocationState, at: number): BusMessage[] {
  const stream = locationStream.prefix + state.id;
  const data = toLocationMessage(state);
  return toMessages({ stream, version: state.version, at }, [
    { type: 'myevents.location.changed', subject: state.id, data },
  ]);
}

/** Time zones by location: those of an event's shows. */
type Zones = ReadonlyMap<string, string>;

async function readZones(state: EventState, streams: Streams): Promise<Zones> {
  const ids = [...new Set([...state.shows.values()].map(({ locationId }) => locationId))];
  const loaded = await Promise.all(ids.map((id) => streams.load(locationStream, id)));
  return new Map(ids.map((id, index) => [id, loaded[index]?.state?.details.timeZone ?? 'UTC']));
}

/** The present state of an event and of each of its shows. */
export async function presentEvent(state: EventState, at: number, streams: Streams): Promise<BusMessage[]> {
  const zones = await readZones(state, streams);
  const drafts: Draft[] = [
    {
      type: `myevents.event.${state.status === 'draft' ? 'changed' : state.status}`,
      subject: state.id,
      data: toEventMessage(state),
    },
    ...[...state.shows.values()].map((show) =>
      ofShow({ state, show, zones }, show.status === 'cancelled' ? 'myevents.show.cancelled' : 'myevents.show.changed'),
    ),
  ];
  return toMessages({ stream: eventStream.prefix + state.id, version: state.version, at }, drafts);
}

function toMessages(
  from: { readonly stream: string; readonly version: number; readonly at: number },
  drafts: readonly Draft[],
): BusMessage[] {
  const source = '/services/events';
  const events: CloudEvent[] = drafts.map(({ type, subject, data }, index) =>
    toCloudEvent({ ...from, type, subject, source, index, data: data }),
  );
  return toBusMessages(topics.catalogue, from.stream, events);
}

function ofLocation(state: LocationState, event: LocationEvent): Draft {
  const type = event.type === 'LocationCreated' ? 'myevents.location.created' : 'myevents.location.changed';
  return { type, subject: state.id, data: toLocationMessage(state) };
}

function ofEvent(state: EventState, event: EventEvent, zones: Zones): Draft[] {
  const about = (type: Draft['type']): Draft => ({ type, subject: state.id, data: toEventMessage(state) });
  const aboutShow = (id: string, type: Draft['type']): Draft[] => {
    const show = state.shows.get(id);
    return show === undefined ? [] : [ofShow({ state, show, zones }, type)];
  };
  switch (event.type) {
    case 'EventCreated':
      return [about('myevents.event.created')];
    case 'EventChanged':
      return [about('myevents.event.changed')];
    case 'EventPublished':
      return [about('myevents.event.published')];
    case 'EventCancelled':
      return [
        about('myevents.event.cancelled'),
        ...event.showIds.flatMap((id) => aboutShow(id, 'myevents.show.cancelled')),
      ];
    case 'ShowScheduled':
      return aboutShow(event.showId, 'myevents.show.scheduled');
    case 'ShowChanged':
      return aboutShow(event.showId, 'myevents.show.changed');
    case 'ShowCancelled':
      return aboutShow(event.showId, 'myevents.show.cancelled');
    case 'SlotGivenUp':
      return [];
    default:
      return unreachable(event);
  }
}

interface OfShow {
  readonly state: EventState;
  readonly show: Show;
  readonly zones: Zones;
}

function ofShow(about: OfShow, type: Draft['type']): Draft {
  return { type, subject: about.show.id, data: toShowMessage(about) };
}

function toLocationMessage({ id, details, halls, version }: LocationState): LocationMessage {
  const { name, address, coordinates, timeZone, openingHours } = details;
  return {
    id,
    name,
    address: withoutUndefined(address),
    ...(coordinates === undefined ? {} : { coordinates }),
    timeZone,
    ...(openingHours === undefined ? {} : { openingHours }),
    halls: halls.map(({ plan: _plan, stage: _stage, ...hall }) => withoutUndefined(hall)),
    version,
  };
}

function toEventMessage({ id, details, status, version }: EventState): EventMessage {
  const { durationMinutes, description, language, tags, metadata, ...event } = details;
  return {
    id,
    ...event,
    ...(description === undefined ? {} : { description }),
    duration: durationMinutes,
    ...(language === undefined ? {} : { language }),
    tags: [...tags],
    ...(metadata === undefined ? {} : { metadata: { ...metadata } }),
    status,
    version,
  };
}

function toShowMessage({ state: { id: eventId, status: eventStatus }, show, zones }: OfShow): ShowMessage {
  const { doorsAt, salesOpenAt, salesCloseAt, currency, rows } = show;
  return {
    id: show.id,
    eventId,
    eventStatus,
    locationId: show.locationId,
    hallId: show.hallId,
    status: show.status,
    startsAt: toInstant(show.startsAt),
    endsAt: toInstant(show.endsAt),
    timeZone: zones.get(show.locationId) ?? 'UTC',
    ...(doorsAt === null ? {} : { doorsAt: toInstant(doorsAt) }),
    ...(salesOpenAt === null ? {} : { salesOpenAt: toInstant(salesOpenAt) }),
    salesCloseAt: toInstant(salesCloseAt ?? show.startsAt),
    policy: toPolicy(policyOf(show.policy)),
    tiers: show.tiers.map(({ id, name, priceMinor, capacity, isSeated }) => ({
      id,
      name,
      price: { amount: priceMinor, currency },
      capacity: isSeated ? null : capacity,
    })),
    rows: rows.map(({ key, labels, tiers }) => ({
      key,
      labels: [...labels],
      tiers: tiers.map(([tier, count]) => [tier, count]),
    })),
    version: show.version,
  };
}
