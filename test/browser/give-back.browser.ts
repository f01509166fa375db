import { expect, it } from 'vitest';
import { untilHeading, visit } from './support/buyer.ts';
import { bookTickets, openSale, tierOf } from './support/catalogue.ts';
import { people } from './support/people.ts';
import { useStage } from './support/stage.ts';

const stage = useStage();

it.each(people)('gives one ticket back, cancels the rest, and keeps what is left until then, $how', async (person) => {
  const { text, like, euros, press } = person;
  const { showId } = await openSale(stage.api);
  const booking = await bookTickets(stage.api, showId, [{ tier: 'regular', quantity: 3 }]);
  await using visitor = await stage.invite({ locale: person.locale });
  const { page } = visitor;
  await visit(page, `/bookings/${booking.id}`);

  await press(page.getByRole('button', { name: text('bookings.giveBackOf', { number: 2 }) }));
  const question = page.getByRole('dialog', { name: text('bookings.giveBackTitle') });
  await question.getByText(text('bookings.giveBackPaid', { price: euros(25) })).waitFor();
  await press(question.getByRole('button', { name: text('bookings.giveBackYes') }));
  const tickets = page.getByRole('region', { name: text('bookings.tickets') });
  await expect.poll(() => tickets.getByRole('listitem').count()).toBe(2);
  expect(await tierOf(stage.api, showId, 'regular')).toMatchObject({ available: 98, booked: 2 });

  await press(page.getByRole('link', { name: text('bookings.showTicketOf', { number: 2 }) }));
  await untilHeading(page, text('bookings.ticketTitle', { number: 2, count: 2 }));
  await page.getByRole('img', { name: text('bookings.qrLabel') }).waitFor();
  await press(page.getByRole('link', { name: text('bookings.toBooking') }));

  await press(page.getByRole('button', { name: text('bookings.cancel') }));
  const last = page.getByRole('dialog', { name: text('bookings.cancelTitle') });
  await last.getByText(text('bookings.cancelPaid', { count: 2, price: euros(50) })).waitFor();
  await press(last.getByRole('button', { name: text('bookings.cancelYes') }));
  await page.getByText(text('bookings.cancelledText')).waitFor();
  expect(await tierOf(stage.api, showId, 'regular')).toMatchObject({ available: 100, booked: 0 });

  await page.reload();
  await page.getByText(text('bookings.refunded', { price: euros(75) })).waitFor();
  await press(page.getByText(text('bookings.why')));
  await page.getByText(like('bookings.history.TicketReturned', { refund: 'yes' })).waitFor();
  await page.getByText(like('bookings.history.BookingCancelled', { cause: 'buyer', refund: 'yes' })).waitFor();
});

it('asks first, and keeps everything when the answer is no', async () => {
  const { showId } = await openSale(stage.api);
  const booking = await bookTickets(stage.api, showId, [{ tier: 'regular', quantity: 2 }]);
  await using visitor = await stage.invite();
  const { page } = visitor;
  await visit(page, `/bookings/${booking.id}`);
  await page.getByRole('button', { name: 'Cancel the booking' }).click();
  await page.getByRole('dialog').waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
  expect(await tierOf(stage.api, showId, 'regular')).toMatchObject({ booked: 2 });
});
