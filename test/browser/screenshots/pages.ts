import { bookTickets, made } from '../support/catalogue.ts';
import type { Round } from './camera.ts';

interface Found {
  readonly id: string;
  readonly name: string;
}

/** What somebody sees who looks around in the demo catalogue. */
export async function shootPages({ api, page, shoot, shootPath }: Round): Promise<void> {
  const { items: events } = await made<{ items: readonly Found[] }>(api.get('/v1/events?limit=1'));
  const { items: locations } = await made<{ items: readonly Found[] }>(api.get('/v1/locations?limit=1'));
  const path = `/e/${events[0]?.id}`;
  await shootPath('home', '/');
  await shootPath('search', '/search');
  await shootPath('search-type', '/search?type=concert');
  await shootPath('search-empty', '/search?keyword=nothinglikethat&city=Berlin');
  await shootPath('map', '/map');
  await shootPath('locations', '/locations');
  await shootPath('location', `/locations/${locations[0]?.id}`);
  await shootPath('event', path);
  const calendar = page.getByRole('button', { name: 'Calendar' });
  if ((await calendar.count()) > 0) {
    await calendar.click();
    await shoot('event-calendar');
  }
  await shootPath('not-found', '/nowhere');
  await shootPath('bookings-empty', '/bookings');

  const { items: shows } = await made<{ items: readonly { id: string; tiers: readonly { id: string }[] }[] }>(
    api.get(`/v1/events/${events[0]?.id}/shows?limit=1`),
  );
  const [show] = shows;
  const booking = await bookTickets(api, show?.id ?? '', [{ tier: show?.tiers[0]?.id ?? '', quantity: 2 }]);
  await shootPath('booking', `/bookings/${booking.id}`);
  await shootPath('ticket', `/bookings/${booking.id}/tickets/${booking.tickets[0]?.id}`);
  await shootPath('bookings', '/bookings');
}
