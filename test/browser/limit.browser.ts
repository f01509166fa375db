import { expect, it } from 'vitest';
import { choose, holdTickets, untilHeld, visit } from './support/buyer.ts';
import { bookingsOf, made, openSale, unique } from './support/catalogue.ts';
import { useStage } from './support/stage.ts';

const stage = useStage();

it('says before that ten tickets are the most, and lets nobody choose an eleventh', async () => {
  const { showId, showPath } = await openSale(stage.api);
  await using visitor = await stage.invite();
  const { page } = visitor;
  await visit(page, showPath);
  await page.getByText('Up to 10 tickets per person.').waitFor();
  const field = page.getByRole('spinbutton', { name: 'Tickets: Regular' });
  await field.fill('11');
  await expect.poll(() => field.inputValue()).toBe('10');
  await page.getByText('That is the most you can take.').waitFor();
  const more = page.getByRole('button', { name: 'One more: VIP' });
  expect(await more.getAttribute('aria-disabled')).toBe('true');
  await more.click({ force: true });
  expect(await page.getByRole('spinbutton', { name: 'Tickets: VIP' }).inputValue()).toBe('0');

  await holdTickets(page, showPath, { tier: 'Regular', count: 10, name: 'Ada' });
  expect((await bookingsOf(stage.api, showId)).map(({ tickets }) => tickets.length)).toEqual([10]);
  await visit(page, showPath);
  await page.getByText('You have 10 already, so you can take 0 more.').waitFor();
});

it('says how many are left when the server refuses what the page could not know of', async () => {
  const { showId, showPath } = await openSale(stage.api);
  await using visitor = await stage.invite();
  visitor.expectTrouble(/422/);
  const { page } = visitor;
  await visit(page, showPath);
  await choose(page, { tier: 'Regular', count: 6, name: 'Ada' });
  const { userId } = await page.evaluate<{ userId: string }>("JSON.parse(localStorage.getItem('myevents.buyer'))");
  const elsewhere = { userId, name: unique('Ada'), tickets: [{ tier: 'regular', quantity: 7 }] };
  await made(stage.api.post(`/v1/shows/${showId}/bookings`, elsewhere));

  await page.getByRole('button', { name: 'Hold and continue to payment' }).click();
  await page
    .getByText('At most 10 tickets per person for this show, and you have or wait for 7 already: 3 more are possible.')
    .waitFor();
  await page.getByRole('spinbutton', { name: 'Tickets: Regular' }).fill('3');
  await page.getByRole('button', { name: 'Hold and continue to payment' }).click();
  await untilHeld(page);
  expect(
    (await bookingsOf(stage.api, showId)).map(({ tickets }) => tickets.length).toSorted((one, other) => one - other),
  ).toEqual([3, 7]);
});
