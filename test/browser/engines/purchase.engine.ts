import { expect, it } from 'vitest';
import { connectApi } from '../../support/api.ts';
import { startCluster } from '../../support/cluster.ts';
import { pairNames, takePair, toPairName } from '../../support/pairs.ts';
import { inviteVisitor, openBrowser } from '../support/browser.ts';
import { choose, holdTickets, pay, untilHeld, visit } from '../support/buyer.ts';
import { bookingsOf, openSale, regular, tierOf } from '../support/catalogue.ts';
import { until } from '../support/until.ts';

const pair = toPairName(process.env['TEST_PAIR'] ?? pairNames[0] ?? '');

it(`sells, and lets wait, on separate processes (${pair})`, async () => {
  await using place = takePair(pair);
  await using cluster = await startCluster({ settings: { ...place.settings, PAYMENT_URL: 'test:' } });
  const api = connectApi(cluster.gateways.map(({ url }) => url));
  const browser = await openBrowser();
  const [one, other] = cluster.gateways;
  const { showId, showPath, eventPath, name } = await openSale(api, { tiers: [regular(4)] });
  {
    // Each comes in by a gateway of their own.
    await using first = await inviteVisitor(browser, { url: one?.url ?? '' });
    await using second = await inviteVisitor(browser, { url: other?.url ?? '' });
    // Another process may hear of the event a moment later.
    await until('everybody finds it', async () => (await fetch(`${other?.url}${eventPath}`)).ok);
    await holdTickets(first.page, showPath, { tier: 'Regular', count: 3, name: 'Ada' });

    const { page } = second;
    await visit(page, eventPath);
    await page.getByRole('heading', { level: 1, name, exact: true }).waitFor();
    await visit(page, showPath);
    await choose(page, { tier: 'Regular', count: 2, name: 'Grace' });
    await page.getByRole('button', { name: 'Join the line' }).click();
    await page.getByRole('heading', { level: 1, name: 'You are in line' }).waitFor();

    await first.page.getByRole('button', { name: 'I do not want these tickets' }).click();
    await first.page.getByRole('dialog').getByRole('button', { name: 'Give back' }).click();
    await page.getByRole('heading', { level: 1, name: 'Your tickets!' }).waitFor();
    await page.getByRole('link', { name: 'Pay €50 now' }).click();
    await untilHeld(page);
    await pay(page);
    await page.getByRole('link', { name: 'Show the tickets' }).click();
    await page.getByRole('link', { name: 'Show ticket 2' }).click();
    await page.getByRole('img', { name: 'Code of the ticket, to be shown at the door' }).waitFor();
  }
  expect(await tierOf(api, showId, 'regular')).toMatchObject({ available: 2, held: 0, booked: 2, waiting: 0 });
  const statuses = (await bookingsOf(api, showId)).map(({ status }) => status);
  expect(statuses.toSorted()).toEqual(['confirmed', 'released']);
  await browser.close();
  api.close();
});
