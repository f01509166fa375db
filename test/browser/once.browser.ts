import { expect, it } from 'vitest';
import { choose, untilBooked, untilHeld, visit } from './support/buyer.ts';
import { bookingsOf, openSale, tierOf } from './support/catalogue.ts';
import { useStage } from './support/stage.ts';

const stage = useStage();

it('books once, however often one clicks, goes back and loads again', async () => {
  const { showId, showPath } = await openSale(stage.api);
  await using visitor = await stage.invite();
  const { page } = visitor;
  await visit(page, showPath);
  await choose(page, { tier: 'Regular', count: 2, name: 'Ada' });
  await page.getByRole('button', { name: 'Hold and continue to payment' }).dblclick();
  await untilHeld(page);
  await page.goBack();
  await page.getByText('You are holding 2 tickets for this show.').waitFor();
  await page.getByRole('link', { name: 'Continue to payment' }).click();
  await untilHeld(page);
  await page.reload();
  await untilHeld(page);

  await page.getByRole('radio', { name: /^Slow/ }).check();
  await page.getByRole('button', { name: /^Pay / }).dblclick();
  await page.getByText('Your payment is under way').waitFor();
  await page.reload();
  await untilBooked(page);
  await page.goBack();
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.goForward();
  await untilBooked(page);

  expect((await bookingsOf(stage.api, showId)).map(({ status }) => status)).toEqual(['confirmed']);
  expect(await tierOf(stage.api, showId, 'regular')).toMatchObject({ available: 98, held: 0, booked: 2 });
});

it('says what the bank said, and takes another try', async () => {
  const { showId, showPath } = await openSale(stage.api);
  await using visitor = await stage.invite();
  visitor.expectTrouble(/402|409/);
  const { page } = visitor;
  await visit(page, showPath);
  await choose(page, { tier: 'Regular', count: 1, name: 'Ada' });
  await page.getByRole('button', { name: 'Hold and continue to payment' }).click();
  await untilHeld(page);
  await page.getByRole('radio', { name: /^Declined/ }).check();
  await page.getByRole('button', { name: /^Pay / }).click();
  await page.getByText('The payment was declined', { exact: true }).waitFor();
  await page.getByRole('radio', { name: /^Paid/ }).check();
  await page.getByRole('button', { name: /^Pay / }).click();
  await untilBooked(page);
  expect(await tierOf(stage.api, showId, 'regular')).toMatchObject({ booked: 1 });
});
