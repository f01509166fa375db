import { expect, it } from 'vitest';
import { choose, holdTickets, pay, untilHeld, visit } from './support/buyer.ts';
import { openSale, tierOf } from './support/catalogue.ts';
import { useStage } from './support/stage.ts';

const stage = useStage();

it('warns before a hold ends, says what became of it, and leads back to the same choice', async () => {
  const { showId, showPath } = await openSale(stage.api, { policy: { holdSeconds: 8 } });
  await using visitor = await stage.invite();
  const { page } = visitor;
  await visit(page, showPath);
  await choose(page, { tier: 'VIP', count: 2, name: 'Ada' });
  await page.getByRole('button', { name: 'Hold and continue to payment' }).click();
  await page.getByText('When the time is over without a payment, they go to the next in line').waitFor();
  await page.getByRole('alert').filter({ hasText: '30 seconds left to pay.' }).waitFor({ state: 'attached' });
  expect(await page.getByRole('timer').textContent()).toMatch(/^00:0\d$/);

  await page.getByRole('heading', { level: 1, name: 'The time to pay is over' }).waitFor();
  expect(await tierOf(stage.api, showId, 'vip')).toMatchObject({ available: 10, held: 0 });
  await page.getByRole('link', { name: 'Choose again' }).click();
  const field = page.getByRole('spinbutton', { name: 'Tickets: VIP' });
  await expect.poll(() => field.inputValue()).toBe('2');
});

it('gives more time once, at the press of one key', async () => {
  const { showId, showPath } = await openSale(stage.api, { policy: { holdSeconds: 100, holdExtensions: 1 } });
  await using visitor = await stage.invite();
  const { page } = visitor;
  await visit(page, showPath);
  await choose(page, { tier: 'Regular', count: 1, name: 'Ada' });
  await page.getByRole('button', { name: 'Hold and continue to payment' }).click();
  const dialog = page.getByRole('dialog', { name: 'Do you need more time?' });
  await dialog.waitFor();
  const yes = dialog.getByRole('button', { name: 'Give me more time' });
  await expect.poll(() => yes.evaluate((button) => button === button.ownerDocument.activeElement)).toBe(true);
  await page.keyboard.press('Enter');
  await dialog.waitFor({ state: 'hidden' });
  await expect.poll(() => page.getByRole('timer').textContent()).toMatch(/^0[23]:/);
  expect(await page.getByRole('button', { name: 'Give me more time' }).count()).toBe(0);
  await pay(page);
  expect(await tierOf(stage.api, showId, 'regular')).toMatchObject({ booked: 1 });
});

it('shows the same hold in another tab, and after the page was loaded again', async () => {
  const { showPath } = await openSale(stage.api);
  await using visitor = await stage.invite();
  await holdTickets(visitor.page, showPath, { tier: 'Regular', count: 2, name: 'Ada' });
  const tab = await visitor.context.newPage();
  await visit(tab, '/');
  await tab.getByRole('complementary', { name: 'Tickets held for you' }).getByRole('link', { name: 'Pay now' }).click();
  await untilHeld(tab);
  await pay(tab);
  await visitor.page.reload();
  await visitor.page.getByRole('heading', { level: 1, name: 'You are going!' }).waitFor();
});
