import { expect, it } from 'vitest';
import { visit } from './support/buyer.ts';
import { bookTickets, openSale } from './support/catalogue.ts';
import { useStage } from './support/stage.ts';

const stage = useStage();

it('shows tickets that were opened once without a connection', async () => {
  const { showId, name } = await openSale(stage.api);
  const { id, tickets } = await bookTickets(stage.api, showId, [{ tier: 'regular', quantity: 2 }]);
  await using visitor = await stage.invite();
  visitor.expectTrouble(/net::ERR_|Failed to fetch|load failed/i);
  const { page, context } = visitor;
  await visit(page, `/bookings/${id}`);
  await page.getByRole('link', { name: 'Show ticket 1' }).waitFor();
  await page.evaluate('navigator.serviceWorker.ready.then(() => true)');
  const isKept = () => page.evaluate<boolean>(`caches.match('/v1/bookings/${id}').then((kept) => kept !== undefined)`);
  await expect.poll(isKept).toBe(true);
  // The page that brought the worker is not its own until it is loaded again.
  await expect.poll(() => page.evaluate('navigator.serviceWorker.controller !== null')).toBe(true);

  await context.setOffline(true);
  await page.reload();
  await page.getByText(/^You are offline\. This is how it was on /).waitFor();
  await page.getByRole('link', { name: 'Show ticket 1' }).click();
  await page.getByRole('img', { name: 'Code of the ticket, to be shown at the door' }).waitFor();
  await page.goto(`/bookings/${id}/tickets/${tickets[1]?.id}`);
  await page.getByRole('heading', { level: 1, name: 'Ticket 2 of 2' }).waitFor();
  await page.getByRole('img', { name: 'Code of the ticket, to be shown at the door' }).waitFor();
  await page.goto('/bookings');
  await page.getByRole('link', { name }).waitFor();

  await context.setOffline(false);
  await page.reload();
  await page.getByRole('link', { name }).waitFor();
  await expect.poll(() => page.getByText(/^You are offline/).count()).toBe(0);
});
