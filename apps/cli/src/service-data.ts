import { bookingServiceCollections } from '@myevents/booking-service';
import { eventServiceCollections } from '@myevents/event-service';
import type { StoreOptions } from '@myevents/ports';
import { paymentData } from './payment-data.ts';

export type ServiceName = 'events' | 'bookings';

export type ServiceData = StoreOptions;

const eventData: ServiceData = { service: 'events', collections: eventServiceCollections };
const bookingData: ServiceData = { service: 'bookings', collections: bookingServiceCollections };

/** The data that belongs to a service, or to all of them: one store each. */
export function dataOfServices(service?: ServiceName): readonly ServiceData[] {
  const data = { events: [eventData], bookings: [bookingData, paymentData] };
  return service === undefined ? [...data.events, ...data.bookings] : data[service];
}
