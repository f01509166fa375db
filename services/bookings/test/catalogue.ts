import {
  type EventMessage,
  type LocationMessage,
  type MessageType,
  newId,
  type ShowMessage,
  topics,
} from '@myevents/contracts';
import type { BusMessage, CloudEvent, JsonObject } from '@myevents/ports';

/** A show as the Event Service would tell it. Instants lie around the test clock's 2031-05-01. */
export function showMessage(changes: Partial<ShowMessage> = {}): ShowMessage {
  return {
    id: newId('show'),
    eventId: newId('event'),
    eventStatus: 'published',
    locationId: newId('location'),
    hallId: newId('hall'),
    status: 'scheduled',
    startsAt: '2031-06-01T18:00:00.000Z',
    endsAt: '2031-06-01T20:00:00.000Z',
    timeZone: 'Europe/Paris',
    salesCloseAt: '2031-06-01T18:00:00.000Z',
    policy: { holdSeconds: 600, offerSeconds: 300, holdExtensions: 1, maxTicketsPerUser: 10, uniqueNames: true },
    tiers: [
      { id: 'regular', name: 'Regular', price: { amount: 2500, currency: 'EUR' }, capacity: 100 },
      { id: 'vip', name: 'VIP', price: { amount: 9900, currency: 'EUR' }, capacity: 4 },
    ],
    rows: [],
    version: 2,
    ...changes,
  };
}

/** One tier with so many tickets at so much. */
export function smallShow(capacity: number, changes: Partial<ShowMessage> = {}): ShowMessage {
  const tier = { id: 'regular', name: 'Regular', price: { amount: 1000, currency: 'EUR' }, capacity };
  return showMessage({ tiers: [tier], ...changes });
}

/** Two rows of ten seats. */
export function seatedShow(changes: Partial<ShowMessage> = {}): ShowMessage {
  return showMessage({
    tiers: [{ id: 'stalls', name: 'Stalls', price: { amount: 4000, currency: 'EUR' }, capacity: null }],
    rows: ['Stalls/A', 'Stalls/B'].map((key) => ({ key, labels: ['1..10'], tiers: [['stalls', 10]] })),
    ...changes,
  });
}

export function eventMessage(
  changes: Partial<EventMessage> & Pick<EventMessage, 'id' | 'status' | 'version'>,
): EventMessage {
  return { name: 'A play', type: 'play', locationId: newId('location'), duration: 120, tags: [], ...changes };
}

export function locationMessage(changes: Partial<LocationMessage> = {}): LocationMessage {
  return {
    id: newId('location'),
    name: 'A theatre',
    address: { city: 'Paris', countryCode: 'FR' },
    timeZone: 'Europe/Paris',
    halls: [],
    version: 1,
    ...changes,
  };
}

/** As it comes over the bus: one commit of the event's stream. */
export function toBusMessage(type: MessageType, data: EventMessage | ShowMessage | LocationMessage): BusMessage {
  const key = 'eventId' in data ? `event/${data.eventId}` : `event/${data.id}`;
  const event: CloudEvent = {
    specversion: '1.0',
    id: `${key}@${data.version}/0`,
    source: '/events',
    type,
    subject: data.id,
    time: '2031-05-01T12:00:00.000Z',
    datacontenttype: 'application/json',
    partitionkey: key,
    data: data as object as JsonObject,
  };
  return { topic: topics.catalogue, key, events: [event] };
}
