export { bookingServiceCollections } from './collections.ts';
export type { OnProgress } from './rebuild.ts';
export { bookingServiceRoutes } from './routes/plugin.ts';
export { type BookingService, type BookingServiceOptions, createBookingService } from './service.ts';
