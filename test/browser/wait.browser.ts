import { expect, it } from 'vitest';
import { choose, holdTickets, pay, untilHeading, untilHeld, visit } from './support/buyer.ts';
import { openSale, regular, tierOf } from './support/catalogue.ts';
import { people } from './support/people.ts';
import { useStage } from './support/stage.ts';

const stage = useStage();

it.each(people)('offers a waiting group its tickets when somebody gives theirs back, $how', async (person) => {
  const { text, euros, press, locale } = person;
  const { showId, showPath } = await openSale(stage.api, { tiers: [regular(4)] });
  await using first = await stage.invite({ locale });
  await using second = await stage.invite({ locale });
  await holdTickets(first.page, showPath, { tier: 'Regular', count: 3 }, person);

  const { page } = second;
  await visit(page, showPath);
  await choose(page, { tier: 'Regular', count: 2, name: 'Grace' }, person);
  await page.getByText(text('show.shortWait', { tier: 'Regular', available: 1, wanted: 2 })).waitFor();
  await press(page.getByRole('button', { name: text('show.joinLine') }));
  await untilHeading(page, text('wait.heading'));
  const standing = page.getByRole('region', { name: text('wait.standing') });
  await standing.getByText(text('wait.mayComeFree', { count: 3 })).waitFor();
  await page.reload();
  await standing.getByText(text('wait.yourPlace')).waitFor();
  expect(await tierOf(stage.api, showId, 'regular')).toMatchObject({
    available: 0,
    reservedForWaitlist: 1,
    held: 3,
    waiting: 2,
  });

  await press(first.page.getByRole('button', { name: text('checkout.release') }));
  await press(first.page.getByRole('dialog').getByRole('button', { name: text('checkout.releaseYes') }));
  await untilHeading(first.page, text('checkout.releasedTitle'));

  await untilHeading(page, text('wait.yourTickets'));
  const line = page.url();
  await press(page.getByRole('link', { name: text('wait.payNow', { price: euros(50) }) }));
  await untilHeld(page, person);
  await pay(page, person);
  expect(await tierOf(stage.api, showId, 'regular')).toMatchObject({ available: 2, held: 0, booked: 2, waiting: 0 });
  await visit(page, line);
  await untilHeading(page, text('wait.takenTitle'));
});

it('lets somebody leave the line', async () => {
  const { showId, showPath } = await openSale(stage.api, { tiers: [regular(1)] });
  await using first = await stage.invite();
  await holdTickets(first.page, showPath, { tier: 'Regular', count: 1, name: 'Ada' });
  await using second = await stage.invite();
  const { page } = second;
  await visit(page, showPath);
  await choose(page, { tier: 'Regular', count: 1, name: 'Grace' });
  await page.getByRole('button', { name: 'Join the line' }).click();
  await page.getByRole('button', { name: 'Leave the line' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Leave' }).click();
  await page.getByRole('heading', { level: 1, name: 'You left the line' }).waitFor();
  expect(await tierOf(stage.api, showId, 'regular')).toMatchObject({ held: 1, waiting: 0 });
});
