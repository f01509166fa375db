import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { visit } from './support/buyer.ts';
import { made, openSale, regular, stalls, takeTickets, theatre, tierOf } from './support/catalogue.ts';
import { press, tabTo, type } from './support/keys.ts';
import { useStage } from './support/stage.ts';
import { languageOf } from './support/texts.ts';

const stage = useStage();
const { text, like } = languageOf('ar');
const heading = (page: Page, key: string) => page.getByRole('heading', { level: 1, name: text(key) });

async function wish(page: Page, count: number): Promise<void> {
  await type(page, page.getByRole('spinbutton', { name: text('show.quantity', { tier: 'Regular' }) }), String(count));
  await type(page, page.getByRole('textbox', { name: text('show.name') }), 'فيروز');
}

async function pay(page: Page): Promise<void> {
  await heading(page, 'checkout.heading').waitFor();
  await press(page, page.getByRole('button', { name: like('checkout.pay') }));
  await heading(page, 'checkout.booked').waitFor();
}

it('sells from right to left, by keyboard alone', async () => {
  const sale = await openSale(stage.api, { tiers: [regular(20)] });
  await using visitor = await stage.invite({ locale: 'ar' });
  const { page } = visitor;
  await visit(page, sale.eventPath);
  expect(await page.locator('html').getAttribute('dir')).toBe('rtl');
  await press(page, page.getByRole('link', { name: text('event.chooseTickets') }).first());
  await wish(page, 2);
  await press(page, page.getByRole('button', { name: text('show.hold') }));
  await pay(page);
  expect(await tierOf(stage.api, sale.showId, 'regular')).toMatchObject({ booked: 2 });
  // Where the page went on, so did the focus.
  const isFocused = await heading(page, 'checkout.booked').evaluate(
    (element) => element === element.ownerDocument.activeElement,
  );
  expect(isFocused).toBe(true);
});

it('lets somebody wait and be offered tickets from right to left, by keyboard alone', async () => {
  const sale = await openSale(stage.api, { tiers: [regular(3)] });
  const taken = await takeTickets(stage.api, sale.showId, [{ tier: 'regular', quantity: 3 }]);
  await using visitor = await stage.invite({ locale: 'ar' });
  const { page } = visitor;
  await visit(page, sale.showPath);
  await wish(page, 2);
  await press(page, page.getByRole('button', { name: text('show.joinLine') }));
  await heading(page, 'wait.heading').waitFor();
  await tabTo(page, page.getByRole('button', { name: text('wait.leave') }));

  await made(stage.api.delete(`/v1/bookings/${taken.id}`));
  await heading(page, 'wait.yourTickets').waitFor();
  await press(page, page.getByRole('link', { name: like('wait.payNow') }));
  await pay(page);
  expect(await tierOf(stage.api, sale.showId, 'regular')).toMatchObject({ available: 1, booked: 2, waiting: 0 });
});

it('chooses and gives back seats by keyboard alone', async () => {
  const [rows, seats] = [['A', 'B'], 6] as const;
  const sale = await openSale(stage.api, {
    location: { halls: [theatre(rows, seats)] },
    tiers: [stalls(rows, seats)],
  });
  await using visitor = await stage.invite({ locale: 'ar' });
  const { page } = visitor;
  await visit(page, sale.showPath);
  await press(page, page.getByRole('button', { name: text('show.openPlan') }));
  await press(page, page.getByRole('button', { name: text('show.seatMap.list') }));
  const row = page.getByRole('group', { name: text('show.seatMap.row', { row: 'A' }) });
  await tabTo(page, row.getByRole('button').first());
  // From right to left, the next seat is to the left.
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('Enter');
  await expect.poll(() => row.getByRole('button').nth(2).getAttribute('aria-pressed')).toBe('true');
  await type(page, page.getByRole('textbox', { name: text('show.name') }), 'فيروز');
  await press(page, page.getByRole('button', { name: text('show.hold') }));
  await heading(page, 'checkout.heading').waitFor();
  await pay(page);
  expect(await tierOf(stage.api, sale.showId, 'stalls')).toMatchObject({ booked: 1 });
});
