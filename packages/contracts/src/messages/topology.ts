/** Topic and consumer-group names. The Event Service publishes `catalogue`, the Booking Service the other three. */
export const topics = {
  catalogue: 'catalogue',
  bookings: 'bookings',
  /** Broadcast only, never stored: the newest availability of a show, at most one per show and 50 ms. */
  availability: 'availability',
  /** A consumer asks for what it has lost. */
  requests: 'requests',
} as const;

export const groups = { bookingService: 'booking-service', eventService: 'event-service' } as const;

/** Declared by whoever publishes, so that a service that starts later loses nothing. */
export const topology = {
  topics: [
    { name: topics.catalogue, groups: [groups.bookingService] },
    { name: topics.bookings, groups: [groups.eventService] },
    { name: topics.availability, groups: [] },
    { name: topics.requests, groups: [groups.eventService] },
  ],
} as const;
