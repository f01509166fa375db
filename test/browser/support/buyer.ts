import type { Page } from 'playwright-core';
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

interface Wish {
  readonly tier: string;
  readonly count: number;
  readonly name: string;
}

/** Says on the page of a show how many and for whom. */
export async function choose(page: Page, { tier, count, name }: Wish): Promise<void> {
  await page.getByRole('spinbutton', { name: `Tickets: ${tier}` }).fill(String(count));
  await page.getByRole('textbox', { name: 'Your name' }).fill(name);
}

/** From a show's address to its checkout. */
export async function holdTickets(page: Page, path: string, wish: Wish): Promise<void> {
  await visit(page, path);
  await choose(page, wish);
  await page.getByRole('button', { name: 'Hold and continue to payment' }).click();
  await untilHeld(page);
}

export async function untilHeld(page: Page): Promise<void> {
  await page.waitForURL('**/checkout/*');
  await page.getByRole('heading', { level: 1, name: 'Pay, and they are yours' }).waitFor();
}

/** Pays what is held here; the bank agrees. */
export async function pay(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Pay / }).click();
  await untilBooked(page);
}

export async function untilBooked(page: Page): Promise<void> {
  await page.getByRole('heading', { level: 1, name: 'You are going!' }).waitFor();
}

/** Opens the plan of a show as a list of its seats. */
export async function openSeatList(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Choose seats on the plan' }).click();
  await page.getByRole('group', { name: 'How the seats are shown' }).getByRole('button', { name: 'List' }).click();
}

/** A seat in the list, whatever its state. */
export const seatIn = (page: Page, row: string, seat: number) =>
  page.getByRole('button', { name: new RegExp(`^Stalls, row ${row}, seat ${seat}, `) });
