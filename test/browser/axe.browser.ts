import { beforeAll, describe, expect, it } from 'vitest';
import { choose, holdTickets, openSeatList, pay, visit } from './support/buyer.ts';
import {
  bookTickets,
  made,
  openSale,
  regular,
  type Sale,
  stalls,
  takeTickets,
  theatre,
  tierOf,
  vip,
} from './support/catalogue.ts';
import { expectNoBarriers } from './support/everybody.ts';
import { useStage } from './support/stage.ts';

const stage = useStage();
let sale: Sale;
let seated: Sale;
let bookingId: string;
let ticketId: string;
beforeAll(async () => {
  const { api } = stage;
  sale = await openSale(api, { tiers: [regular(8), vip(4)] });
  seated = await openSale(api, {
    location: { halls: [theatre(['A', 'B', 'C'], 10)] },
    tiers: [stalls(['A', 'B', 'C'], 10)],
  });
  await openSale(api, { isDraft: true });
  const booking = await bookTickets(api, sale.showId, [{ tier: 'vip', quantity: 2 }]);
  bookingId = booking.id;
  ticketId = booking.tickets[0]?.id ?? '';
  await takeTickets(api, seated.showId, [{ tier: 'stalls', quantity: 3 }]);
});

const pages: readonly (readonly [string, () => string])[] = [
  ['the start page', () => '/'],
  ['results', () => '/search'],
  ['results of a word', () => `/search?keyword=${encodeURIComponent(sale.name)}`],
  ['no results', () => '/search?keyword=nothinglikethat&city=Nowhere'],
  ['the map', () => '/map'],
  ['all locations', () => '/locations'],
  ['a location', () => `/locations/${sale.locationId}`],
  ['an event', () => sale.eventPath],
  ['a show with tiers', () => sale.showPath],
  ['a show with seats', () => seated.showPath],
  ['no bookings', () => '/bookings'],
  ['a booking', () => `/bookings/${bookingId}`],
  ['a ticket', () => `/bookings/${bookingId}/tickets/${ticketId}`],
  ['no such page', () => '/nowhere'],
  ['the overview', () => '/organize'],
  ['signing in', () => '/organize/sign-in'],
  ['own events', () => '/organize/events'],
  ['a new event', () => '/organize/events/new'],
  ['an own event', () => `/organize/events/${sale.eventId}`],
  ['a new show', () => `/organize/events/${seated.eventId}?show=new`],
  ['a new series', () => `/organize/events/${sale.eventId}?show=series`],
  ['changing a show', () => `/organize/events/${sale.eventId}?show=${sale.showId}`],
  ['own locations', () => '/organize/locations'],
  ['a new location', () => '/organize/locations/new'],
  ['an own location', () => `/organize/locations/${seated.locationId}`],
  ['the sale of a show', () => `/organize/shows/${sale.showId}`],
  ['the bookings of a show', () => `/organize/shows/${sale.showId}/bookings`],
  ['one of them', () => `/organize/shows/${sale.showId}/bookings?booking=${bookingId}`],
  ['the ledger of a show', () => `/organize/shows/${sale.showId}/ledger`],
  ['an import', () => '/organize/import'],
];

it.each(pages)('is open to everybody: %s', async (_name, path) => {
  await using visitor = await stage.invite();
  visitor.expectTrouble(/404/);
  await visit(visitor.page, path());
  await visitor.page.waitForLoadState('load');
  await expect.poll(() => visitor.page.locator('[aria-busy="true"], .mantine-Skeleton-root').count()).toBe(0);
  expect(await visitor.page.getByRole('heading', { level: 1 }).count()).toBe(1);
  await expectNoBarriers(visitor.page);
});

describe('is open to everybody, step by step', () => {
  it('choosing, wrongly and rightly', async () => {
    await using visitor = await stage.invite();
    const { page } = visitor;
    await visit(page, sale.showPath);
    await page.getByRole('button', { name: 'Hold and continue to payment' }).click();
    await page.getByText('Choose at least one ticket first.').waitFor();
    await expectNoBarriers(page);
    await choose(page, { tier: 'Regular', count: 3, name: 'Ada' });
    await page.getByText('Names for the other tickets').click();
    await expectNoBarriers(page);
  });

  it('seats, on the map and in the list', async () => {
    await using visitor = await stage.invite();
    const { page } = visitor;
    await visit(page, seated.showPath);
    await page.getByRole('button', { name: 'Choose seats on the plan' }).click();
    await page.getByRole('region', { name: 'Seats' }).waitFor();
    await expectNoBarriers(page);
    await page.reload();
    await openSeatList(page);
    await page.getByRole('button', { name: /^Stalls, row B, seat 2, / }).click();
    await expectNoBarriers(page);
  });

  it('paying: held, declined, paid', async () => {
    await using visitor = await stage.invite();
    visitor.expectTrouble(/402|409/);
    const { page } = visitor;
    await holdTickets(page, sale.showPath, { tier: 'Regular', count: 2, name: 'Grace' });
    await expectNoBarriers(page);
    await page.getByRole('button', { name: 'I do not want these tickets' }).click();
    await page.getByRole('dialog').waitFor();
    await expectNoBarriers(page);
    await page.keyboard.press('Escape');
    await page.getByRole('radio', { name: /^Declined/ }).check();
    await page.getByRole('button', { name: /^Pay / }).click();
    await page.getByText('The payment was declined', { exact: true }).waitFor();
    await expectNoBarriers(page);
    await page.getByRole('radio', { name: /^Paid/ }).check();
    await pay(page);
    await expectNoBarriers(page);
    await visit(page, '/bookings');
    await page.getByRole('region', { name: 'Coming up' }).waitFor();
    await expectNoBarriers(page);
  });

  it('a hold that was given back', async () => {
    await using visitor = await stage.invite();
    const { id } = await takeTickets(stage.api, sale.showId, [{ tier: 'regular', quantity: 1 }]);
    await made(stage.api.delete(`/v1/bookings/${id}`));
    await visit(visitor.page, `/checkout/${id}`);
    await visitor.page.getByRole('heading', { level: 1, name: 'You gave these tickets back' }).waitFor();
    await visitor.page.getByText('Why? What happened, step by step').click();
    await visitor.page.getByText('You gave the tickets back before paying.').waitFor();
    await expectNoBarriers(visitor.page);
  });

  it('waiting, and being offered', async () => {
    const full = await openSale(stage.api, { tiers: [regular(2)] });
    const taken = await takeTickets(stage.api, full.showId, [{ tier: 'regular', quantity: 2 }]);
    await using visitor = await stage.invite();
    const { page } = visitor;
    await visit(page, full.showPath);
    await choose(page, { tier: 'Regular', count: 2, name: 'Ada' });
    await page.getByText(/Regular: none is left right now/).waitFor();
    await expectNoBarriers(page);
    await page.getByRole('button', { name: 'Join the line' }).click();
    await page.getByRole('heading', { level: 1, name: 'You are in line' }).waitFor();
    await expectNoBarriers(page);
    await made(stage.api.delete(`/v1/bookings/${taken.id}`));
    await page.getByRole('heading', { level: 1, name: 'Your tickets!' }).waitFor();
    await expectNoBarriers(page);
    expect(await tierOf(stage.api, full.showId, 'regular')).toMatchObject({ held: 2 });
  });

  it('drawing a plan', async () => {
    await using visitor = await stage.invite();
    const { page } = visitor;
    await visit(page, `/organize/locations/${seated.locationId}`);
    await page.getByRole('link', { name: 'Edit the seat plan of Great hall' }).click();
    await page.getByRole('heading', { level: 1, name: 'Seat plan: Great hall' }).waitFor();
    await expectNoBarriers(page);
    await page.getByRole('button', { name: 'Add a section' }).click();
    await expectNoBarriers(page);
    await page.getByText('Text', { exact: true }).click();
    await page.getByRole('textbox', { name: 'The plan as text' }).waitFor();
    await page.getByText('Mark seats', { exact: true }).click();
    await expectNoBarriers(page);
  });

  it('publishing and cancelling', async () => {
    const draft = await openSale(stage.api, { isDraft: true });
    await using visitor = await stage.invite();
    const { page } = visitor;
    await visit(page, `/organize/events/${draft.eventId}`);
    await page.getByRole('button', { name: 'Publish …' }).click();
    await page.getByRole('dialog').waitFor();
    await expectNoBarriers(page);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Cancel event …' }).click();
    await page.getByRole('dialog').getByText('Nobody has booked yet.').waitFor();
    await expectNoBarriers(page);
  });

  it('an import that is looked at', async () => {
    await using visitor = await stage.invite();
    const { page } = visitor;
    await visit(page, '/organize/import');
    await page.getByRole('button', { name: 'Paste text' }).click();
    const entry = { '@type': 'MusicEvent', name: 'Night song', startDate: '2031-05-01T20:00:00+02:00' };
    await page.getByRole('textbox', { name: 'Calendar or JSON-LD' }).fill(JSON.stringify(entry));
    await page.getByRole('button', { name: 'Read it' }).click();
    await page.getByRole('heading', { name: 'What would come of it' }).waitFor();
    await expectNoBarriers(page);
  });

  it('from right to left', async () => {
    await using visitor = await stage.invite({ locale: 'ar' });
    for (const path of ['/', '/search', sale.eventPath, sale.showPath, `/bookings/${bookingId}`, '/organize']) {
      await visit(visitor.page, path);
      await expectNoBarriers(visitor.page);
    }
  });
});
