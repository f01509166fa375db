import type { Page } from 'playwright-core';
import { english, type Person } from './people.ts';
import { until } from './until.ts';

/** Goes there and waits until the page's code has taken over from its HTML. */
export async function visit(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await untilReady(page);
}

/** React leaves its mark on every element that it has taken over. */
export async function untilReady(page: Page): Promise<void> {
  const heading = page.locator('main h1').first();
  await until(`${page.url()} is ready`, () =>
    heading.evaluate((element) => Object.keys(element).some((key) => key.startsWith('__react'))),
  );
}

/** Resolves once the page says in its heading what it is. */
export async function untilHeading(page: Page, name: string): Promise<void> {
  await page.getByRole('heading', { level: 1, name }).waitFor();
}

interface Wish {
  readonly tier: string;
  readonly count: number;
  readonly name?: string;
}

/** The field for how many of a tier. */
export const quantityOf = (page: Page, tier: string, { text }: Person = english) =>
  page.getByRole('spinbutton', { name: text('show.quantity', { tier }) });

/** Says on the page of a show how many and for whom. */
export async function choose(page: Page, { tier, count, name }: Wish, person = english): Promise<void> {
  await person.type(quantityOf(page, tier, person), String(count));
  await person.type(page.getByRole('textbox', { name: person.text('show.name') }), name ?? person.self);
}

/** From a show's address to its checkout. */
export async function holdTickets(page: Page, path: string, wish: Wish, person = english): Promise<void> {
  await visit(page, path);
  await choose(page, wish, person);
  await hold(page, person);
  await untilHeld(page, person);
}

/** Asks for what is chosen. */
export async function hold(page: Page, { press, text }: Person = english): Promise<void> {
  await press(page.getByRole('button', { name: text('show.hold') }));
}

export async function untilHeld(page: Page, { text }: Person = english): Promise<void> {
  await page.waitForURL('**/checkout/*');
  await untilHeading(page, text('checkout.heading'));
}

/** Pays what is held here; the bank agrees. */
export async function pay(page: Page, person = english): Promise<void> {
  await person.press(page.getByRole('button', { name: person.like('checkout.pay') }));
  await untilBooked(page, person);
}

export async function untilBooked(page: Page, { text }: Person = english): Promise<void> {
  await untilHeading(page, text('checkout.booked'));
}

/** Opens the plan of a show as a list of its seats. */
export async function openSeatList(page: Page, { press, text }: Person = english): Promise<void> {
  await press(page.getByRole('button', { name: text('show.openPlan') }));
  const views = page.getByRole('group', { name: text('show.seatMap.view') });
  await press(views.getByRole('button', { name: text('show.seatMap.list') }));
}

/** A seat in the list, whatever its state. */
export function seatIn(page: Page, row: string, seat: number, { text }: Person = english) {
  const words = ['Stalls', text('show.seatMap.row', { row }), text('show.seatMap.seat', { seat }), ''];
  return page.getByRole('button', {
    name: new RegExp(`^${RegExp.escape(words.join(text('show.seatMap.separator')))}`),
  });
}
