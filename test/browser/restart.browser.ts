import { expect, it } from 'vitest';
import { holdTickets, untilBooked } from './support/buyer.ts';
import { bookingsOf, made, openSale, tierOf } from './support/catalogue.ts';
import { useStage } from './support/stage.ts';

const stage = useStage();

it('stays calm while the server is away in the midst of paying, and pays once', async () => {
  const { showId, showPath } = await openSale(stage.api);
  await using visitor = await stage.invite();
  visitor.expectTrouble(/net::ERR_|50[234]/);
  const { page } = visitor;
  await holdTickets(page, showPath, { tier: 'Regular', count: 2, name: 'Ada' });
  await page.getByRole('radio', { name: /^Slow/ }).check();
  await page.getByRole('button', { name: /^Pay / }).click();
  await page.getByText('Your payment is under way').waitFor();

  await stage.product.kill();
  await page.getByText(/^The server cannot be reached at the moment/).waitFor();
  await page.getByText('Your payment is under way').waitFor();
  await stage.product.start();
  await untilBooked(page);

  expect(await tierOf(stage.api, showId, 'regular')).toMatchObject({ available: 98, held: 0, booked: 2 });
  const bookings = await bookingsOf(stage.api, showId);
  expect(bookings.map(({ status }) => status)).toEqual(['confirmed']);
  const historyOf = async () => {
    const { items } = await made<{ items: readonly { type: string }[] }>(
      stage.api.get(`/v1/bookings/${bookings[0]?.id}/history`),
    );
    return items.map(({ type }) => type).filter((type) => type === 'PaymentCaptured');
  };
  await expect.poll(historyOf).toEqual(['PaymentCaptured']);
});
