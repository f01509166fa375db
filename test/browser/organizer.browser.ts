import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { pay, untilHeld, untilReady, visit } from './support/buyer.ts';
import { tierOf, unique } from './support/catalogue.ts';
import { useStage } from './support/stage.ts';

const stage = useStage();

async function pick(page: Page, field: string, option: string): Promise<void> {
  await page
    .getByRole('combobox', { name: field })
    .or(page.getByRole('textbox', { name: field }))
    .first()
    .fill(option);
  await page.getByRole('option', { name: option }).first().click();
}

async function buildHall(page: Page, venue: string): Promise<string> {
  await visit(page, '/organize/locations/new');
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill(venue);
  await page.getByRole('textbox', { name: 'City', exact: true }).fill('Leipzig');
  await pick(page, 'Country', 'Germany');
  await pick(page, 'Time zone', 'Europe/Berlin');
  await page.getByRole('textbox', { name: 'Name of the hall' }).fill('Great hall');
  await page.getByRole('textbox', { name: 'Capacity' }).fill('60');
  await page.getByRole('button', { name: 'Create venue' }).click();
  await page.getByRole('heading', { level: 1, name: venue }).waitFor();
  const [locationId = ''] = /loc_[0-9a-z]+/.exec(page.url()) ?? [];
  await page.getByRole('link', { name: 'Draw a seat plan for Great hall' }).click();

  const recipe = page.getByRole('form', { name: 'New section' });
  await recipe.getByRole('textbox', { name: 'Rows' }).fill('3');
  await recipe.getByRole('textbox', { name: 'Seats in the first row' }).fill('8');
  await recipe.getByText('Makes 24 seats in 1 section.').waitFor();
  await recipe.getByRole('button', { name: 'Add' }).click();
  await page.getByRole('meter', { name: '24 seats of 60 places' }).waitFor();
  await page.getByRole('button', { name: 'Save plan' }).click();
  await page.getByText('Saved.').first().waitFor();
  return locationId;
}

async function draftEvent(page: Page, locationId: string, name: string): Promise<void> {
  await visit(page, `/organize/events/new?location=${locationId}`);
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill(name);
  await page.getByRole('combobox', { name: 'Kind' }).click();
  await page.getByRole('option', { name: 'Concert' }).click();
  await page.getByRole('textbox', { name: 'Description' }).fill('A night with a full moon.');
  await page.getByRole('button', { name: 'Create as a draft' }).click();
  await page.getByRole('heading', { level: 1, name }).waitFor();
}

async function addSeries(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Add a series' }).click();
  await page.getByRole('heading', { level: 1, name: 'New series of shows' }).waitFor();
  await page.getByRole('textbox', { name: 'Number of shows' }).fill('2');
  await pick(page, 'Currency', 'EUR – Euro');
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Stalls');
  await page.getByRole('textbox', { name: 'Price' }).fill('40');
  await page.getByRole('combobox', { name: 'Tickets of section Stalls' }).selectOption('Stalls');
  await page.getByRole('button', { name: 'Create 2 shows' }).click();
  await page.getByText('Done: 2 shows created.').waitFor();
  await page.getByRole('link', { name: 'Back to the event', exact: true }).click();
}

it('builds a hall, plans a series, sells a seat and hands out a list that spreadsheets open safely', async () => {
  await using organizer = await stage.invite();
  await using buyer = await stage.invite();
  const { page } = organizer;
  const name = unique('Full moon');
  const locationId = await buildHall(page, unique('Theatre'));
  await draftEvent(page, locationId, name);
  await addSeries(page);
  await page.getByRole('button', { name: 'Publish …' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('2 shows to come').waitFor();
  await dialog.getByRole('button', { name: /^Publish/ }).click();
  await page.getByRole('link', { name: 'Public page' }).waitFor();
  const eventPath = (await page.getByRole('link', { name: 'Public page' }).getAttribute('href')) ?? '';

  await visit(buyer.page, eventPath);
  await buyer.page.getByRole('link', { name: 'Choose tickets' }).first().click();
  await buyer.page.getByRole('spinbutton', { name: 'Tickets: Stalls' }).waitFor();
  await untilReady(buyer.page);
  await buyer.page.getByRole('spinbutton', { name: 'Tickets: Stalls' }).fill('2');
  await buyer.page.getByRole('textbox', { name: 'Your name' }).fill('=HYPERLINK("https://example.com","Ada")');
  await buyer.page.getByRole('button', { name: 'Hold and continue to payment' }).click();
  await untilHeld(buyer.page);
  await pay(buyer.page);

  await page.reload();
  await page.getByText('2 of 24').waitFor();
  await page
    .getByRole('link', { name: /^Sales of the show of / })
    .first()
    .click();
  await page.getByRole('heading', { level: 1, name: `Sales: ${name}` }).waitFor();
  const [showId = ''] = /shw_[0-9a-z]+/.exec(page.url()) ?? [];
  expect(await tierOf(stage.api, showId, 'stalls')).toMatchObject({ booked: 2, available: 22 });
  await page.getByRole('link', { name: 'Bookings', exact: true }).click();
  await page.getByRole('heading', { level: 1, name: `Bookings: ${name}` }).waitFor();
  const saving = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export as CSV' }).click();
  const table = await readFile(await (await saving).path(), 'utf8');
  const [head = '', line = '', ...rest] = table.trim().split('\r\n');
  expect(head).toContain('"Booking code","Status","Name"');
  expect(line).toContain(`"'=HYPERLINK(""https://example.com"",""Ada"")"`);
  expect(rest).toEqual([]);

  await page.getByRole('link', { name: 'Ledger' }).click();
  await page.getByText(/2 tickets were held/).waitFor();
  await page.getByText('The bank agreed and the booking was confirmed. Only now the money is taken.').waitFor();
});
