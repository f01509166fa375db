import { expect, it } from 'vitest';
import { choose, holdTickets, pay, untilHeld, visit } from './support/buyer.ts';
import { openSale, regular, tierOf } from './support/catalogue.ts';
import { useStage } from './support/stage.ts';

const stage = useStage();

it('offers a waiting group its tickets when somebody gives theirs back', async () => {
  const { showId, showPath } = await openSale(stage.api, { tiers: [regular(4)] });
  await using first = await stage.invite();
  await using second = await stage.invite();
  await holdTickets(first.page, showPath, { tier: 'Regular', count: 3, name: 'Ada' });

  const { page } = second;
  await visit(page, showPath);
  await choose(page, { tier: 'Regular', count: 2, name: 'Grace' });
  await page.getByText('Regular: only 1 is left right now.').waitFor();
  await page.getByRole('button', { name: 'Join the line' }).click();
  await page.getByRole('heading', { level: 1, name: 'You are in line' }).waitFor();
  const standing = page.getByRole('region', { name: 'Where you stand' });
  await standing.getByText('3 tickets are held by others and may come free.').waitFor();
  await page.reload();
  await standing.getByText('Your place').waitFor();
  expect(await tierOf(stage.api, showId, 'regular')).toMatchObject({
    available: 0,
    reservedForWaitlist: 1,
    held: 3,
    waiting: 2,
  });

  await first.page.getByRole('button', { name: 'I do not want these tickets' }).click();
  await first.page.getByRole('dialog').getByRole('button', { name: 'Give back' }).click();
  await first.page.getByRole('heading', { level: 1, name: 'You gave these tickets back' }).waitFor();

  await page.getByRole('heading', { level: 1, name: 'Your tickets!' }).waitFor();
  const line = page.url();
  await page.getByRole('link', { name: 'Pay €50 now' }).click();
  await untilHeld(page);
  await pay(page);
  expect(await tierOf(stage.api, showId, 'regular')).toMatchObject({ available: 2, held: 0, booked: 2, waiting: 0 });
  await visit(page, line);
  await page.getByRole('heading', { level: 1, name: 'You have your tickets' }).waitFor();
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
