import { bookTickets, openSale, regular, takeTickets, theatre, vip } from '../support/catalogue.ts';
import type { Round } from './camera.ts';

/** The organizer's desk. */
export async function shootOrganizing({ api, page, shoot, shootPath }: Round): Promise<void> {
  const sale = await openSale(api, {
    event: { name: 'Night of the comets' },
    location: { name: 'Observatory', halls: [theatre(['A', 'B', 'C', 'D', 'E', 'F'], 18)] },
    tiers: [regular(60), vip(12)],
  });
  for (const quantity of [2, 4, 1, 3]) await bookTickets(api, sale.showId, [{ tier: 'regular', quantity }]);
  await takeTickets(api, sale.showId, [{ tier: 'vip', quantity: 2 }]);
  const event = `/organize/events/${sale.eventId}`;
  const show = `/organize/shows/${sale.showId}`;
  await shootPath('organize', '/organize');
  await shootPath('organize-sign-in', '/organize/sign-in');
  await shootPath('organize-events', '/organize/events');
  await shootPath('organize-event', event);
  await shootPath('organize-event-new', '/organize/events/new');
  await shootPath('organize-show-new', `${event}?show=new`);
  await shootPath('organize-series', `${event}?show=series`);
  await shootPath('organize-locations', '/organize/locations');
  await shootPath('organize-location', `/organize/locations/${sale.locationId}`);
  await page.getByRole('link', { name: 'Edit the seat plan of Great hall' }).click();
  await page.getByRole('heading', { level: 1, name: 'Seat plan: Great hall' }).waitFor();
  await shoot('organize-plan');
  await shootPath('organize-sales', show);
  await shootPath('organize-bookings', `${show}/bookings`);
  await shootPath('organize-ledger', `${show}/ledger`);
  await shootPath('organize-import', '/organize/import');
}
