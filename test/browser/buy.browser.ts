import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { choose, hold, pay, untilHeading, untilHeld, visit } from './support/buyer.ts';
import { openSale, tierOf, unique } from './support/catalogue.ts';
import { people } from './support/people.ts';
import { useStage } from './support/stage.ts';

const stage = useStage();

it.each(people)('leads from a search to tickets that are shown at the door, $how', async (person) => {
  const { text, like, euros, press, type, locale } = person;
  const sale = await openSale(stage.api, { event: { name: unique(person.event) } });
  await using visitor = await stage.invite({ locale });
  const { page } = visitor;

  await visit(page, '/');
  expect(await page.locator('html').getAttribute('lang')).toBe(person.code);
  expect(await page.locator('html').getAttribute('dir')).toBe(person.code === 'ar' ? 'rtl' : 'ltr');
  await untilHeading(page, text('home.hero'));
  await type(page.getByRole('searchbox', { name: text('search.form.what') }), person.keyword);
  await press(page.getByRole('button', { name: text('search.form.submit') }));
  await untilHeading(page, text('search.heading.keyword', { keyword: person.keyword }));
  await press(page.getByRole('main').getByRole('link', { name: sale.name, exact: true }));
  await untilHeading(page, sale.name);
  await press(page.getByRole('link', { name: text('event.chooseTickets') }).first());

  await choose(page, { tier: 'Regular', count: 2 }, person);
  await press(page.getByText(text('show.peers')));
  await type(page.getByRole('textbox', { name: text('show.peer', { number: 2, what: 'Regular' }) }), 'Charles Babbage');
  await hold(page, person);
  await untilHeld(page, person);
  expect(await tierOf(stage.api, sale.showId, 'regular')).toMatchObject({ available: 98, held: 2, booked: 0 });

  await page.getByRole('button', { name: text('checkout.pay', { price: euros(50) }) }).waitFor();
  await pay(page, person);
  expect(await tierOf(stage.api, sale.showId, 'regular')).toMatchObject({ available: 98, held: 0, booked: 2 });
  // Where the page went on, so did the focus.
  const heading = page.getByRole('heading', { level: 1 });
  expect(await heading.evaluate((element) => element === element.ownerDocument.activeElement)).toBe(true);

  await press(page.getByRole('link', { name: text('checkout.toTickets', { count: 2 }) }));
  await page.getByText('Charles Babbage').first().waitFor();
  const saving = page.waitForEvent('download');
  await press(page.getByRole('button', { name: text('bookings.calendar') }));
  const calendar = await readFile(await (await saving).path(), 'utf8');
  expect(calendar).toContain('BEGIN:VEVENT');
  expect(calendar.replaceAll('\r\n ', '')).toContain(sale.name);

  await press(page.getByText(text('bookings.why')));
  await page.getByText(like('bookings.history.TicketsHeld', { count: 2, hasSeats: 'no' })).waitFor();
  await page.getByText(like('bookings.history.BookingConfirmed', { paid: 'yes' })).waitFor();

  await press(page.getByRole('link', { name: text('bookings.showTicketOf', { number: 2 }) }));
  await untilHeading(page, text('bookings.ticketTitle', { number: 2, count: 2 }));
  await page.getByRole('img', { name: text('bookings.qrLabel') }).waitFor();
  await page.getByText('Charles Babbage').waitFor();

  await press(
    page.getByRole('navigation', { name: text('shell.menu') }).getByRole('link', { name: text('shell.myBookings') }),
  );
  await page
    .getByRole('region', { name: text('bookings.upcoming') })
    .getByRole('link', { name: sale.name })
    .waitFor();
});
