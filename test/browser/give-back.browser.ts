import { expect, it } from 'vitest';
import { visit } from './support/buyer.ts';
import { bookTickets, openSale, tierOf } from './support/catalogue.ts';
import { useStage } from './support/stage.ts';

const stage = useStage();

it('gives one ticket back, and cancels the rest', async () => {
  const { showId } = await openSale(stage.api);
  const booking = await bookTickets(stage.api, showId, [{ tier: 'regular', quantity: 3 }]);
  await using visitor = await stage.invite();
  const { page } = visitor;
  await visit(page, `/bookings/${booking.id}`);

  await page.getByRole('button', { name: 'Give back ticket 2' }).click();
  const question = page.getByRole('dialog', { name: 'Give this ticket back?' });
  await question.getByText('€25 is paid back the way it came. The other tickets stay yours.').waitFor();
  await question.getByRole('button', { name: 'Give it back' }).click();
  await expect.poll(() => page.getByRole('region', { name: 'Tickets' }).getByRole('listitem').count()).toBe(2);
  expect(await tierOf(stage.api, showId, 'regular')).toMatchObject({ available: 98, booked: 2 });

  await page.getByRole('button', { name: 'Cancel the booking' }).click();
  const last = page.getByRole('dialog', { name: 'Cancel this booking?' });
  await last.getByText('All 2 tickets go back, and €50 is paid back the way it came.').waitFor();
  await last.getByRole('button', { name: 'Cancel the booking' }).click();
  await page.getByText('This booking was cancelled. The tickets are no longer valid.').waitFor();
  expect(await tierOf(stage.api, showId, 'regular')).toMatchObject({ available: 100, booked: 0 });

  await page.reload();
  await page.getByText('€75 paid back.').waitFor();
  await page.getByText('Why? What happened, step by step').click();
  await page.getByText('One ticket was given back; its price is paid back.').waitFor();
  await page.getByText('You cancelled the booking; what was paid goes back.').waitFor();
});

it('asks first, and keeps everything when the answer is no', async () => {
  const { showId } = await openSale(stage.api);
  const booking = await bookTickets(stage.api, showId, [{ tier: 'regular', quantity: 2 }]);
  await using visitor = await stage.invite();
  const { page } = visitor;
  await visit(page, `/bookings/${booking.id}`);
  await page.getByRole('button', { name: 'Cancel the booking' }).click();
  await page.getByRole('dialog').waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
  expect(await tierOf(stage.api, showId, 'regular')).toMatchObject({ booked: 2 });
});
