import { expect, it } from 'vitest';
import { choose, hold, holdTickets, pay, quantityOf, untilHeading, untilHeld, visit } from './support/buyer.ts';
import { openSale, tierOf } from './support/catalogue.ts';
import { people } from './support/people.ts';
import { useStage } from './support/stage.ts';

const stage = useStage();

it.each(people)(
  'warns before a hold ends, says what became of it, and leads back to the same choice, $how',
  async (person) => {
    const { text, press } = person;
    const { showId, showPath } = await openSale(stage.api, { policy: { holdSeconds: 8 } });
    await using visitor = await stage.invite({ locale: person.locale });
    const { page } = visitor;
    await visit(page, showPath);
    await choose(page, { tier: 'VIP', count: 2 }, person);
    await hold(page, person);
    await page.getByText(text('checkout.atEnd')).waitFor();
    const warning = page.getByRole('alert').filter({ hasText: text('checkout.secondsLeft', { seconds: 30 }) });
    await warning.waitFor({ state: 'attached' });
    expect(await page.getByRole('timer').textContent()).toMatch(/^00:0\d$/);

    await untilHeading(page, text('checkout.expiredTitle'));
    expect(await tierOf(stage.api, showId, 'vip')).toMatchObject({ available: 10, held: 0 });
    await press(page.getByRole('link', { name: text('checkout.chooseAgain') }));
    await expect.poll(() => quantityOf(page, 'VIP', person).inputValue()).toBe('2');
  },
);

it('gives more time once, at the press of one key', async () => {
  const { showId, showPath } = await openSale(stage.api, { policy: { holdSeconds: 100, holdExtensions: 1 } });
  await using visitor = await stage.invite();
  const { page } = visitor;
  await visit(page, showPath);
  await choose(page, { tier: 'Regular', count: 1, name: 'Ada' });
  await hold(page);
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
