import { expect, it } from 'vitest';
import { choose, hold, holdTickets, quantityOf, untilHeld, visit } from './support/buyer.ts';
import { bookingsOf, made, openSale, unique } from './support/catalogue.ts';
import { people } from './support/people.ts';
import { useStage } from './support/stage.ts';

const stage = useStage();

it.each(people)(
  'says before that ten tickets are the most, and lets nobody choose an eleventh, $how',
  async (person) => {
    const { text } = person;
    const { showId, showPath } = await openSale(stage.api);
    await using visitor = await stage.invite({ locale: person.locale });
    const { page } = visitor;
    await visit(page, showPath);
    await page.getByText(text('show.limit', { count: 10 })).waitFor();
    const field = quantityOf(page, 'Regular', person);
    await person.type(field, '11');
    await expect.poll(() => field.inputValue()).toBe('10');
    await page.getByText(text('show.limitReached')).waitFor();
    const more = page.getByRole('button', { name: text('show.more', { tier: 'VIP' }) });
    expect(await more.getAttribute('aria-disabled')).toBe('true');
    await more.press('Enter');
    expect(await quantityOf(page, 'VIP', person).inputValue()).toBe('0');

    await holdTickets(page, showPath, { tier: 'Regular', count: 10 }, person);
    expect((await bookingsOf(stage.api, showId)).map(({ tickets }) => tickets.length)).toEqual([10]);
    await visit(page, showPath);
    await page.getByText(text('show.limitLeft', { max: 10, owned: 10, left: 0 })).waitFor();
  },
);

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

  await hold(page);
  await page
    .getByText('At most 10 tickets per person for this show, and you have or wait for 7 already: 3 more are possible.')
    .waitFor();
  await quantityOf(page, 'Regular').fill('3');
  await hold(page);
  await untilHeld(page);
  expect(
    (await bookingsOf(stage.api, showId)).map(({ tickets }) => tickets.length).toSorted((one, other) => one - other),
  ).toEqual([3, 7]);
});
