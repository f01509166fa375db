import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { choose, pay, untilHeld, visit } from './support/buyer.ts';
import { openSale, tierOf } from './support/catalogue.ts';
import { useStage } from './support/stage.ts';

const stage = useStage();

it('leads from a search to tickets that are shown at the door', async () => {
  const sale = await openSale(stage.api);
  await using visitor = await stage.invite();
  const { page } = visitor;

  await visit(page, '/');
  await page.getByRole('searchbox', { name: 'What' }).fill(sale.name);
  await page.getByRole('button', { name: 'Search' }).click();
  await page.getByRole('heading', { level: 1, name: `Results for “${sale.name}”` }).waitFor();
  await page.getByRole('main').getByRole('link', { name: sale.name, exact: true }).click();
  await page.getByRole('heading', { level: 1, name: sale.name, exact: true }).waitFor();
  await page.getByRole('link', { name: 'Choose tickets' }).first().click();

  await choose(page, { tier: 'Regular', count: 2, name: 'Ada Lovelace' });
  await page.getByText('Names for the other tickets').click();
  await page.getByRole('textbox', { name: 'Ticket 2: Regular' }).fill('Charles Babbage');
  await page.getByRole('button', { name: 'Hold and continue to payment' }).click();
  await untilHeld(page);
  expect(await tierOf(stage.api, sale.showId, 'regular')).toMatchObject({ available: 98, held: 2, booked: 0 });

  await page.getByRole('button', { name: 'Pay €50' }).waitFor();
  await pay(page);
  expect(await tierOf(stage.api, sale.showId, 'regular')).toMatchObject({ available: 98, held: 0, booked: 2 });

  await page.getByRole('link', { name: 'Show the tickets' }).click();
  await page.getByText('Charles Babbage').first().waitFor();
  const saving = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Add to calendar' }).click();
  const calendar = await readFile(await (await saving).path(), 'utf8');
  expect(calendar).toContain('BEGIN:VEVENT');
  expect(calendar.replaceAll('\r\n ', '')).toContain(sale.name);

  await page.getByText('Why? What happened, step by step').click();
  await page.getByText(/2 tickets were held for you/).waitFor();
  await page.getByText(/Your bank agreed and the booking was confirmed/).waitFor();

  await page.getByRole('link', { name: 'Show ticket 2' }).click();
  await page.getByRole('heading', { level: 1, name: 'Ticket 2 of 2' }).waitFor();
  await page.getByRole('img', { name: 'Code of the ticket, to be shown at the door' }).waitFor();
  await page.getByText('Charles Babbage').waitFor();

  await page.getByRole('navigation', { name: 'Menu' }).getByRole('link', { name: 'My bookings' }).click();
  await page.getByRole('region', { name: 'Coming up' }).getByRole('link', { name: sale.name }).waitFor();
});
