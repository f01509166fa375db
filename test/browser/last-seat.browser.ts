import { expect, it } from 'vitest';
import { hold, openSeatList, seatIn, untilHeld, visit } from './support/buyer.ts';
import { bookingsOf, openSale, stalls, takeTickets, theatre } from './support/catalogue.ts';
import { people } from './support/people.ts';
import { useStage } from './support/stage.ts';

const stage = useStage();

it.each(people)(
  'gives a seat to one of two, and tells the other which is gone and what is like it, $how',
  async (person) => {
    const { text, like, press, type, locale } = person;
    const { showId, showPath } = await openSale(stage.api, {
      location: { halls: [theatre(['A', 'B'], 8)] },
      tiers: [stalls(['A', 'B'], 8)],
    });
    await using ada = await stage.invite({ locale });
    await using grace = await stage.invite({ locale });
    const rivals = [
      { visitor: ada, name: person.self, own: 3 },
      { visitor: grace, name: 'Grace', own: 5 },
    ];
    await Promise.all(
      rivals.map(async ({ visitor: { page, expectTrouble }, name, own }) => {
        expectTrouble(/409/);
        await visit(page, showPath);
        await openSeatList(page, person);
        await press(seatIn(page, 'A', 4, person));
        await press(seatIn(page, 'A', own, person));
        await type(page.getByRole('textbox', { name: text('show.name') }), name);
      }),
    );
    // Nobody is told before both have asked: however slow one of them is, the requests go on together.
    const asked = Promise.withResolvers<void>();
    let count = 0;
    for (const { visitor } of rivals) {
      await visitor.page.route('**/v1/shows/*/bookings', async (route) => {
        count += 1;
        if (count === rivals.length) asked.resolve();
        await asked.promise;
        await route.continue();
      });
    }
    await Promise.all(rivals.map(({ visitor: { page } }) => hold(page, person)));

    await expect.poll(() => bookingsOf(stage.api, showId)).toHaveLength(1);
    const [booking] = await bookingsOf(stage.api, showId);
    const seats = booking?.tickets.map(({ seat }) => seat) ?? [];
    const winner = rivals.find(({ own }) => seats.includes(`Stalls/A-${own}`));
    const loser = rivals.find((one) => one !== winner);
    if (winner === undefined || loser === undefined) throw new Error(`nobody has won: ${seats.join(', ')}`);
    await untilHeld(winner.visitor.page, person);

    const { page } = loser.visitor;
    await page.getByText(text('show.lostSeats', { count: 1 })).waitFor();
    const gone = text('show.seatInSection', { section: 'Stalls', row: 'A', seat: '4' });
    await page.getByText(gone, { exact: true }).first().waitFor();
    await expect.poll(() => seatIn(page, 'A', loser.own, person).getAttribute('aria-pressed')).toBe('true');
    await press(page.getByRole('button', { name: like('show.takeInstead') }));
    await hold(page, person);
    await untilHeld(page, person);

    const bookings = await bookingsOf(stage.api, showId);
    const taken = bookings.flatMap(({ tickets }) => tickets.map(({ seat }) => seat));
    expect(taken).toHaveLength(4);
    expect(new Set(taken).size).toBe(4);
  },
);

it('offers another seat when the one that it offered is taken as well', async () => {
  const { showId, showPath } = await openSale(stage.api, {
    location: { halls: [theatre(['A', 'B'], 8)] },
    tiers: [stalls(['A', 'B'], 8)],
  });
  await using visitor = await stage.invite();
  const { page } = visitor;
  await visit(page, showPath);
  await openSeatList(page);
  await seatIn(page, 'A', 4).click();
  await seatIn(page, 'A', 5).click();
  const offered = (seat: number) => page.getByRole('button', { name: `Take Stalls, row A, seat ${seat} instead` });
  await takeTickets(stage.api, showId, [{ tier: 'stalls', seats: ['Stalls/A-4'] }]);
  await offered(3).waitFor();
  await takeTickets(stage.api, showId, [{ tier: 'stalls', seats: ['Stalls/A-3'] }]);
  await offered(6).waitFor();
});
