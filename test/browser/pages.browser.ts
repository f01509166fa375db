import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Product, startProduct } from '../support/product.ts';
import { inviteVisitor, openBrowser } from './support/browser.ts';

let product: Product;
let browser: Browser;
beforeAll(async () => {
  [product, browser] = await Promise.all([startProduct(), openBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await product[Symbol.asyncDispose]();
});

it('says so in the language of the browser when there is no such page', async () => {
  await using visitor = await inviteVisitor(browser, { url: product.url, locale: 'de-DE' });
  visitor.expectTrouble(/404/);
  const answer = await visitor.page.goto('/nowhere');
  expect(answer?.status()).toBe(404);
  await visitor.page.getByRole('heading', { level: 1, name: 'Diese Seite gibt es nicht' }).waitFor();
  await visitor.page.getByRole('link', { name: 'Startseite' }).click();
  await expect.poll(() => new URL(visitor.page.url()).pathname).toBe('/');
});
