import { choose, holdTickets, openSeatList, pay, seatIn, untilHeld, visit } from '../support/buyer.ts';
import { made, openSale, regular, stalls, takeTickets, theatre, vip } from '../support/catalogue.ts';
import type { Round } from './camera.ts';

/** The states on the way from a choice to the tickets, or to a place in line. */
export async function shootBuying(round: Round): Promise<void> {
  await shootSeats(round);
  await shootCheckout(round);
  await shootEnd(round);
  await shootWaiting(round);
}

async function shootSeats({ api, page, shoot, shootPath }: Round): Promise<void> {
  const rows = ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H'];
  const sale = await openSale(api, {
    event: { name: 'The Tempest', type: 'play' },
    location: { name: 'Harbour Theatre', halls: [theatre(rows, 22)] },
    tiers: [stalls(rows, 22)],
  });
  await takeTickets(api, sale.showId, [{ tier: 'stalls', seats: ['Stalls/C-9', 'Stalls/C-10', 'Stalls/C-11'] }]);
  await shootPath('show-seated', sale.showPath);
  await page.getByRole('button', { name: 'Choose seats on the plan' }).click();
  await page.getByRole('region', { name: 'Seats' }).waitFor();
  await shoot('show-map');
  await page.reload();
  await openSeatList(page);
  await seatIn(page, 'B', 4).click();
  await seatIn(page, 'B', 5).click();
  await shoot('show-list');
  await takeTickets(api, sale.showId, [{ tier: 'stalls', seats: ['Stalls/B-5'] }]);
  await page.getByText(/^Somebody else was faster/).waitFor();
  await shoot('show-lost-seat');
}

async function shootCheckout({ api, page, shoot, shootPath }: Round): Promise<void> {
  const sale = await openSale(api, {
    event: { name: 'Lanterns on the river' },
    tiers: [regular(20), vip(10)],
    policy: { holdExtensions: 1 },
  });
  await shootPath('show-tiers', sale.showPath);
  await choose(page, { tier: 'Regular', count: 3, name: 'Ada Lovelace' });
  await shoot('show-chosen');
  await holdTickets(page, sale.showPath, { tier: 'Regular', count: 3, name: 'Ada Lovelace' });
  await shoot('checkout-held');
  await page.getByRole('radio', { name: /^Declined/ }).check();
  await page.getByRole('button', { name: /^Pay / }).click();
  await page.getByText('The payment was declined', { exact: true }).waitFor();
  await shoot('checkout-declined');
  await page.getByRole('radio', { name: /^Paid/ }).check();
  await pay(page);
  await shoot('checkout-booked');
}

async function shootEnd({ api, page, shoot }: Round): Promise<void> {
  const sale = await openSale(api, { event: { name: 'Small hours' }, policy: { holdSeconds: 90, holdExtensions: 1 } });
  await visit(page, sale.showPath);
  await choose(page, { tier: 'Regular', count: 1, name: 'Grace Hopper' });
  await page.getByRole('button', { name: 'Hold and continue to payment' }).click();
  await page.getByRole('dialog', { name: 'Do you need more time?' }).waitFor();
  await shoot('checkout-more-time');
  await page.getByRole('button', { name: 'No, go on' }).last().click();
  await untilHeld(page);
  await page.getByRole('button', { name: 'I do not want these tickets' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Give back' }).click();
  await page.getByRole('heading', { level: 1, name: 'You gave these tickets back' }).waitFor();
  await shoot('checkout-ended');
}

async function shootWaiting({ api, page, shoot }: Round): Promise<void> {
  const sale = await openSale(api, { event: { name: 'One night only' }, tiers: [regular(2)] });
  const taken = await takeTickets(api, sale.showId, [{ tier: 'regular', quantity: 2 }]);
  await visit(page, sale.showPath);
  await choose(page, { tier: 'Regular', count: 2, name: 'Mary Shelley' });
  await page.getByRole('button', { name: 'Join the line' }).waitFor();
  await shoot('show-sold-out');
  await page.getByRole('button', { name: 'Join the line' }).click();
  await page.getByRole('heading', { level: 1, name: 'You are in line' }).waitFor();
  await shoot('waiting');
  await made(api.delete(`/v1/bookings/${taken.id}`));
  await page.getByRole('heading', { level: 1, name: 'Your tickets!' }).waitFor();
  await shoot('offered');
}
