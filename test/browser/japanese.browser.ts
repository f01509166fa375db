import { expect, it } from 'vitest';
import { visit } from './support/buyer.ts';
import { openSale, regular, tierOf } from './support/catalogue.ts';
import { useStage } from './support/stage.ts';
import { languageOf } from './support/texts.ts';

const stage = useStage();
const { text, like } = languageOf('ja');

it('sells in Japanese', async () => {
  const sale = await openSale(stage.api, { event: { name: '月の光コンサート' }, tiers: [regular(20)] });
  await using visitor = await stage.invite({ locale: 'ja-JP' });
  const { page } = visitor;
  await visit(page, '/');
  expect(await page.locator('html').getAttribute('lang')).toBe('ja');
  await page.getByRole('heading', { level: 1, name: text('home.hero') }).waitFor();
  await page.getByRole('searchbox', { name: text('search.form.what') }).fill('月の光');
  await page.getByRole('button', { name: text('search.form.submit') }).click();
  await page.getByRole('heading', { level: 1, name: text('search.heading.keyword', { keyword: '月の光' }) }).waitFor();
  await page.getByRole('main').getByRole('link', { name: sale.name, exact: true }).click();
  await page
    .getByRole('link', { name: text('event.chooseTickets') })
    .first()
    .click();
  await page.getByRole('spinbutton', { name: text('show.quantity', { tier: 'Regular' }) }).fill('2');
  await page.getByRole('textbox', { name: text('show.name') }).fill('紫式部');
  await page.getByRole('button', { name: text('show.hold') }).click();
  await page.getByRole('heading', { level: 1, name: text('checkout.heading') }).waitFor();
  await page.getByRole('button', { name: like('checkout.pay') }).click();
  await page.getByRole('heading', { level: 1, name: text('checkout.booked') }).waitFor();
  expect(await tierOf(stage.api, sale.showId, 'regular')).toMatchObject({ available: 18, booked: 2 });
  await page.getByRole('link', { name: text('shell.myBookings') }).click();
  await page
    .getByRole('region', { name: text('bookings.upcoming') })
    .getByRole('link', { name: sale.name })
    .click();
  await page.getByRole('link', { name: text('bookings.showTicketOf', { number: '1' }) }).click();
  await page.getByRole('img', { name: text('bookings.qrLabel') }).waitFor();
  await page.getByText('紫式部').first().waitFor();
});
