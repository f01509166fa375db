import { readFile } from 'node:fs/promises';
import type { Locator, Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { choose, hold, pay, quantityOf, untilHeading, untilHeld, untilReady, visit } from './support/buyer.ts';
import { tierOf, unique } from './support/catalogue.ts';
import { type Person, people } from './support/people.ts';
import { useStage } from './support/stage.ts';

const stage = useStage();

const named = (page: Page | Locator, role: 'textbox' | 'combobox' | 'button' | 'link', name: string | RegExp) =>
  page.getByRole(role, { name, exact: true });

async function buildHall(page: Page, venue: string, person: Person): Promise<string> {
  const { code, text, press, type, pick } = person;
  await visit(page, '/organize/locations/new');
  await type(named(page, 'textbox', text('venues.form.name')), venue);
  await type(named(page, 'textbox', text('venues.form.city')), 'Leipzig');
  const germany = new Intl.DisplayNames(code, { type: 'region' }).of('DE') ?? '';
  await pick(page.getByRole('combobox', { name: text('venues.form.country') }), germany);
  await pick(page.getByRole('combobox', { name: text('venues.form.timeZone') }), 'Europe/Berlin');
  await type(page.getByRole('textbox', { name: text('venues.form.hallName') }), 'Great hall');
  await type(page.getByRole('textbox', { name: text('venues.form.capacity') }), '60');
  await press(page.getByRole('button', { name: text('venues.form.create') }));
  await untilHeading(page, venue);
  const [locationId = ''] = /loc_[0-9a-z]+/.exec(page.url()) ?? [];
  await press(page.getByRole('link', { name: text('venues.form.drawPlanOf', { name: 'Great hall' }) }));

  const recipe = page.getByRole('form', { name: text('venues.plan.add.title') });
  await type(recipe.getByRole('textbox', { name: text('venues.plan.add.rows'), exact: true }), '3');
  await type(recipe.getByRole('textbox', { name: text('venues.plan.add.seats') }), '8');
  await recipe.getByText(text('venues.plan.add.makes', { count: 24, sections: 1 })).waitFor();
  await press(recipe.getByRole('button', { name: text('venues.plan.add.submit') }));
  await page.getByRole('meter', { name: text('venues.plan.meter', { seats: 24, capacity: 60 }) }).waitFor();
  await press(page.getByRole('button', { name: text('venues.plan.save') }));
  await page.getByText(text('venues.plan.saved')).first().waitFor();
  return locationId;
}

async function draftEvent(page: Page, locationId: string, name: string, person: Person): Promise<void> {
  const { text, press, type, pick } = person;
  await visit(page, `/organize/events/new?location=${locationId}`);
  await type(named(page, 'textbox', text('programme.event.name')), name);
  await pick(page.getByRole('combobox', { name: text('programme.event.type') }), text('event.type.concert'));
  await type(page.getByRole('textbox', { name: text('programme.event.description') }), 'A night with a full moon.');
  await press(page.getByRole('button', { name: text('programme.event.create') }));
  await untilHeading(page, name);
}

async function addSeries(page: Page, person: Person): Promise<void> {
  const { code, text, press, type, pick, select } = person;
  const stalls = text('venues.plan.add.usualName');
  await press(page.getByRole('link', { name: text('programme.shows.addSeries') }));
  await untilHeading(page, text('programme.show.series'));
  await type(page.getByRole('textbox', { name: text('programme.series.count') }), '2');
  const euro = new Intl.DisplayNames(code, { type: 'currency' }).of('EUR') ?? '';
  await pick(
    page.getByRole('combobox', { name: text('programme.sale.currency') }),
    text('programme.sale.currencyName', { code: 'EUR', name: euro }),
  );
  await type(named(page, 'textbox', text('programme.sale.tierName')), 'Stalls');
  await type(page.getByRole('textbox', { name: text('programme.sale.price') }), '40');
  await select(page.getByRole('combobox', { name: text('programme.areas.ticketsOf', { section: stalls }) }), 'Stalls');
  await press(page.getByRole('button', { name: text('programme.series.create', { count: 2 }) }));
  await page.getByText(text('programme.series.done', { count: 2 })).waitFor();
  await press(named(page, 'link', text('programme.series.back')));
}

async function publish(page: Page, { text, press }: Person): Promise<string> {
  await press(page.getByRole('button', { name: text('programme.event.publish') }));
  const dialog = page.getByRole('dialog');
  await dialog.getByText(text('programme.publish.shows.good', { count: 2 })).waitFor();
  await press(named(dialog, 'button', text('programme.publish.publish')));
  const link = page.getByRole('link', { name: text('programme.event.publicPage') });
  await link.waitFor();
  return (await link.getAttribute('href')) ?? '';
}

async function buy(page: Page, eventPath: string, person: Person): Promise<void> {
  await visit(page, eventPath);
  await person.press(page.getByRole('link', { name: person.text('event.chooseTickets') }).first());
  await quantityOf(page, 'Stalls', person).waitFor();
  await untilReady(page);
  await choose(page, { tier: 'Stalls', count: 2, name: '=HYPERLINK("https://example.com","Ada")' }, person);
  await hold(page, person);
  await untilHeld(page, person);
  await pay(page, person);
}

it.each(people)(
  'builds a hall, plans a series, sells a seat and hands out a list that spreadsheets open safely, $how',
  async (person) => {
    const { text, like, press, locale } = person;
    await using organizer = await stage.invite({ locale });
    await using buyer = await stage.invite({ locale });
    const { page } = organizer;
    const name = unique('Full moon');
    const locationId = await buildHall(page, unique('Theatre'), person);
    await draftEvent(page, locationId, name, person);
    await addSeries(page, person);
    await buy(buyer.page, await publish(page, person), person);

    await page.reload();
    await page.getByText(text('programme.shows.soldOf', { booked: 2, capacity: 24 })).waitFor();
    await press(page.getByRole('link', { name: like('programme.shows.salesOf') }).first());
    await untilHeading(page, text('sales.titles.sales', { event: name }));
    const [showId = ''] = /shw_[0-9a-z]+/.exec(page.url()) ?? [];
    expect(await tierOf(stage.api, showId, 'stalls')).toMatchObject({ booked: 2, available: 22 });
    await press(named(page, 'link', text('sales.tabs.bookings')));
    await untilHeading(page, text('sales.titles.bookings', { event: name }));
    const saving = page.waitForEvent('download');
    await press(page.getByRole('button', { name: text('sales.export.csv') }));
    const table = await readFile(await (await saving).path(), 'utf8');
    const [head = '', line = '', ...others] = table.trim().split('\r\n');
    const columns = ['code', 'status', 'name'].map((column) => `"${text(`sales.csv.columns.${column}`)}"`);
    expect(head).toContain(columns.join(','));
    expect(line).toContain(`"'=HYPERLINK(""https://example.com"",""Ada"")"`);
    expect(others).toEqual([]);

    await press(page.getByRole('link', { name: text('sales.tabs.ledger') }));
    await page.getByText(like('sales.ledger.texts.TicketsHeld', { count: 2, hasSeats: 'yes' })).waitFor();
    await page.getByText(text('sales.ledger.texts.BookingConfirmed', { paid: 'yes' })).waitFor();
  },
);
