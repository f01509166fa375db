import { expect, it } from 'vitest';
import { holdTickets, untilBooked, visit } from './support/buyer.ts';
import { bookingsOf, bookTickets, made, openSale, tierOf } from './support/catalogue.ts';
import { people } from './support/people.ts';
import { useStage } from './support/stage.ts';

const stage = useStage({ isOwn: true });

it.each(people)('stays calm while the server is away in the midst of paying, and pays once, $how', async (person) => {
  const { text, press } = person;
  const { showId, showPath } = await openSale(stage.api);
  await using visitor = await stage.invite({ locale: person.locale });
  visitor.expectTrouble(/net::ERR_|50[234]/);
  const { page } = visitor;
  await holdTickets(page, showPath, { tier: 'Regular', count: 2 }, person);
  const slow = new RegExp(`^${RegExp.escape(text('checkout.outcomeSlow'))}`);
  await person.check(page.getByRole('radio', { name: slow }));
  await press(page.getByRole('button', { name: person.like('checkout.pay') }));
  await page.getByText(text('checkout.underWay')).waitFor();

  await stage.house.kill();
  await page.getByText(text('shell.away')).waitFor();
  await page.getByText(text('checkout.underWay')).waitFor();
  await stage.house.start();
  await untilBooked(page, person);

  expect(await tierOf(stage.api, showId, 'regular')).toMatchObject({ available: 98, held: 0, booked: 2 });
  const bookings = await bookingsOf(stage.api, showId);
  expect(bookings.map(({ status }) => status)).toEqual(['confirmed']);
  const historyOf = async () => {
    const { items } = await made<{ items: readonly { type: string }[] }>(
      stage.api.get(`/v1/bookings/${bookings[0]?.id}/history`),
    );
    return items.map(({ type }) => type).filter((type) => type === 'PaymentCaptured');
  };
  await expect.poll(historyOf).toEqual(['PaymentCaptured']);
});

it('keeps the frame, and offers to load again, when a part of a page does not arrive', async () => {
  const { showId } = await openSale(stage.api);
  const { id } = await bookTickets(stage.api, showId, [{ tier: 'regular', quantity: 1 }]);
  // One would have the file from before.
  await using visitor = await stage.invite({ serviceWorkers: 'block' });
  visitor.expectTrouble(/net::ERR_FAILED|dynamically imported module|preload CSS/);
  const { page } = visitor;
  await visit(page, `/bookings/${id}`);
  await page.route('**/assets/confirm-*', (route) => route.abort());
  await page.getByRole('button', { name: 'Cancel the booking' }).click();
  await page.getByRole('heading', { level: 1, name: 'This page did not arrive' }).waitFor();
  await page.unroute('**/assets/confirm-*');
  await page.getByRole('button', { name: 'Load again' }).click();
  await page.getByRole('button', { name: 'Cancel the booking' }).click();
  await page.getByRole('dialog', { name: 'Cancel this booking?' }).waitFor();
});

it('loads itself anew, once, when a file of its build is gone and the server has another build', async () => {
  const { showId } = await openSale(stage.api);
  const { id } = await bookTickets(stage.api, showId, [{ tier: 'regular', quantity: 1 }]);
  // One would have the file from before.
  await using visitor = await stage.invite({ serviceWorkers: 'block' });
  visitor.expectTrouble(/404|dynamically imported module|preload CSS/);
  const { page } = visitor;
  await visit(page, `/bookings/${id}`);
  let loads = 0;
  page.on('load', () => {
    loads += 1;
  });
  await page.route('**/assets/confirm-*', (route) => route.fulfill({ status: 404 }));
  await page.route('**/bookings', async (route) => {
    const response = await route.fetch();
    const newer = (await response.text()).replaceAll(/\/assets\/index-[\w-]+\.js/g, '/assets/index-newer.js');
    await route.fulfill({ response, body: newer });
  });
  await page.getByRole('button', { name: 'Cancel the booking' }).click();
  await expect.poll(() => loads).toBe(1);
  // The file is gone for good: there is no second try, and the page says what is the matter.
  await page.getByRole('button', { name: 'Cancel the booking' }).click();
  await page.getByRole('heading', { level: 1, name: 'This page did not arrive' }).waitFor();
  expect(loads).toBe(1);
});
