import { expect, it } from 'vitest';
import { untilHeading, visit } from './support/buyer.ts';
import { bookTickets, openSale } from './support/catalogue.ts';
import { people } from './support/people.ts';
import { useStage } from './support/stage.ts';

const stage = useStage();

it.each(people)(
  'shows tickets that were opened once without a connection, $how',
  async ({ text, like, press, locale }) => {
    const { showId, name } = await openSale(stage.api);
    const { id, tickets } = await bookTickets(stage.api, showId, [{ tier: 'regular', quantity: 2 }]);
    await using visitor = await stage.invite({ locale });
    visitor.expectTrouble(/net::ERR_|Failed to fetch|load failed/i);
    const { page, context } = visitor;
    await visit(page, `/bookings/${id}`);
    await page.getByRole('link', { name: text('bookings.showTicketOf', { number: 1 }) }).waitFor();
    await page.evaluate('navigator.serviceWorker.ready.then(() => true)');
    const isKept = () =>
      page.evaluate<boolean>(`caches.match('/v1/bookings/${id}').then((kept) => kept !== undefined)`);
    await expect.poll(isKept).toBe(true);
    // The page that brought the worker is not its own until it is loaded again.
    await expect.poll(() => page.evaluate('navigator.serviceWorker.controller !== null')).toBe(true);

    await context.setOffline(true);
    await page.reload();
    await page.getByText(like('bookings.offline')).waitFor();
    await press(page.getByRole('link', { name: text('bookings.showTicketOf', { number: 1 }) }));
    await page.getByRole('img', { name: text('bookings.qrLabel') }).waitFor();
    await page.goto(`/bookings/${id}/tickets/${tickets[1]?.id}`);
    await untilHeading(page, text('bookings.ticketTitle', { number: 2, count: 2 }));
    await page.getByRole('img', { name: text('bookings.qrLabel') }).waitFor();
    await page.goto('/bookings');
    await page.getByRole('link', { name }).waitFor();

    await context.setOffline(false);
    await page.reload();
    await page.getByRole('link', { name }).waitFor();
    await expect.poll(() => page.getByText(like('bookings.offline')).count()).toBe(0);
  },
);
