import { expect, it } from 'vitest';
import { openSeatList, seatIn, untilHeld, visit } from './support/buyer.ts';
import { bookingsOf, openSale, stalls, theatre } from './support/catalogue.ts';
import { useStage } from './support/stage.ts';

const stage = useStage();

it('gives a seat to one of two, and tells the other which is gone and what is like it', async () => {
  const { showId, showPath } = await openSale(stage.api, {
    location: { halls: [theatre(['A', 'B'], 8)] },
    tiers: [stalls(['A', 'B'], 8)],
  });
  await using ada = await stage.invite();
  await using grace = await stage.invite();
  const people = [
    { visitor: ada, name: 'Ada', own: 3 },
    { visitor: grace, name: 'Grace', own: 5 },
  ];
  await Promise.all(
    people.map(async ({ visitor: { page, expectTrouble }, name, own }) => {
      expectTrouble(/409/);
      await visit(page, showPath);
      await openSeatList(page);
      await seatIn(page, 'A', 4).click();
      await seatIn(page, 'A', own).click();
      await page.getByRole('textbox', { name: 'Your name' }).fill(name);
    }),
  );
  // Nobody is told before both have asked: however slow one of them is, the requests go on together.
  const asked = Promise.withResolvers<void>();
  let count = 0;
  for (const { visitor } of people) {
    await visitor.page.route('**/v1/shows/*/bookings', async (route) => {
      count += 1;
      if (count === people.length) asked.resolve();
      await asked.promise;
      await route.continue();
    });
  }
  await Promise.all(
    people.map(({ visitor: { page } }) =>
      page.getByRole('button', { name: 'Hold and continue to payment' }).click({ noWaitAfter: true }),
    ),
  );

  await expect.poll(() => bookingsOf(stage.api, showId)).toHaveLength(1);
  const [booking] = await bookingsOf(stage.api, showId);
  const seats = booking?.tickets.map(({ seat }) => seat) ?? [];
  const winner = people.find(({ own }) => seats.includes(`Stalls/A-${own}`));
  const loser = people.find((one) => one !== winner);
  if (winner === undefined || loser === undefined) throw new Error(`nobody has won: ${seats.join(', ')}`);
  await untilHeld(winner.visitor.page);

  const { page } = loser.visitor;
  await page.getByText('Somebody else was faster: this seat is gone. The rest of your choice is kept.').waitFor();
  await page.getByText('Stalls, row A, seat 4', { exact: true }).first().waitFor();
  await expect.poll(() => seatIn(page, 'A', loser.own).getAttribute('aria-pressed')).toBe('true');
  await page.getByRole('button', { name: /^Take Stalls, row [AB], seat \d instead$/ }).click();
  await page.getByRole('button', { name: 'Hold and continue to payment' }).click();
  await untilHeld(page);

  const bookings = await bookingsOf(stage.api, showId);
  const taken = bookings.flatMap(({ tickets }) => tickets.map(({ seat }) => seat));
  expect(taken).toHaveLength(4);
  expect(new Set(taken).size).toBe(4);
});
