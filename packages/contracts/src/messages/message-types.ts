import { Availability } from '../http/show.ts';
import { BookingMessage, OfferMessage } from './bookings.ts';
import { CatalogueWantedMessage, EventMessage, LocationMessage, ShowMessage } from './catalogue.ts';
import { topics } from './topology.ts';

/** Every type of message: its topic and the schema of its `data`. Validation, AsyncAPI and types all come from here. */
export const messageTypes = {
  'myevents.location.created': { topic: topics.catalogue, data: LocationMessage },
  'myevents.location.changed': { topic: topics.catalogue, data: LocationMessage },
  'myevents.event.created': { topic: topics.catalogue, data: EventMessage },
  'myevents.event.changed': { topic: topics.catalogue, data: EventMessage },
  'myevents.event.published': { topic: topics.catalogue, data: EventMessage },
  'myevents.event.cancelled': { topic: topics.catalogue, data: EventMessage },
  'myevents.show.scheduled': { topic: topics.catalogue, data: ShowMessage },
  'myevents.show.changed': { topic: topics.catalogue, data: ShowMessage },
  'myevents.show.cancelled': { topic: topics.catalogue, data: ShowMessage },
  'myevents.booking.held': { topic: topics.bookings, data: BookingMessage },
  'myevents.booking.confirmed': { topic: topics.bookings, data: BookingMessage },
  'myevents.booking.expired': { topic: topics.bookings, data: BookingMessage },
  'myevents.booking.released': { topic: topics.bookings, data: BookingMessage },
  'myevents.booking.cancelled': { topic: topics.bookings, data: BookingMessage },
  'myevents.waitlist.offered': { topic: topics.bookings, data: OfferMessage },
  'myevents.availability.changed': { topic: topics.availability, data: Availability },
  'myevents.catalogue.wanted': { topic: topics.requests, data: CatalogueWantedMessage },
} as const;

export type MessageType = keyof typeof messageTypes;
