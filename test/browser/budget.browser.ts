import type { Response } from 'playwright-core';
import { expect, it } from 'vitest';
import { untilReady } from './support/buyer.ts';
import { openSale, stalls, theatre } from './support/catalogue.ts';
import { useStage } from './support/stage.ts';

const stage = useStage();
const seated = { location: { halls: [theatre(['A', 'B'], 10)] }, tiers: [stalls(['A', 'B'], 10)] };
/** Compressed, as it goes over the wire. */
const scriptBytesMax = 120_000;

it('shows an event to somebody new with little code, all of it from here and kept for good', async () => {
  const sale = await openSale(stage.api, seated);
  await using visitor = await stage.invite({ serviceWorkers: 'block' });
  const { page } = visitor;
  const assets: Response[] = [];
  page.on('response', (response) => {
    if (new URL(response.url()).pathname.startsWith('/assets/')) assets.push(response);
  });
  await page.goto(sale.eventPath);
  await untilReady(page);
  await page.getByText('Live', { exact: true }).waitFor();
  // What it loads for later counts as well; streams for live numbers never end.
  await expect.poll(() => page.evaluate('document.readyState')).toBe('complete');

  const scripts = assets.filter((response) => new URL(response.url()).pathname.endsWith('.js'));
  const sizes = await Promise.all(
    scripts.map(async (response) => [
      new URL(response.url()).pathname,
      (await response.request().sizes()).responseBodySize,
    ]),
  );
  const total = sizes.reduce((sum, [, size]) => sum + Number(size), 0);
  expect(scripts.length).toBeGreaterThan(0);
  expect(total, JSON.stringify(sizes)).toBeLessThanOrEqual(scriptBytesMax);
  expect(JSON.stringify(sizes)).not.toMatch(/seat-map|organize|plan-page/);
  for (const response of assets) {
    const {
      'cache-control': kept = '',
      'content-encoding': encoding = '',
      'content-length': length = '0',
    } = await response.allHeaders();
    expect(kept, response.url()).toContain('immutable');
    if (/\.(js|css)$/.test(response.url()) && Number(length) > 1024) expect(encoding, response.url()).toBe('br');
  }
});

it('keeps its looks when a part of the page comes later, and asks for no style sheet that it has', async () => {
  const sale = await openSale(stage.api, seated);
  await using visitor = await stage.invite({ serviceWorkers: 'block' });
  const { page } = visitor;
  await page.goto(sale.showPath);
  await untilReady(page);
  const hold = page.getByRole('button', { name: 'Hold and continue to payment' });
  const before = await hold.boundingBox();
  await page.getByRole('button', { name: 'Choose seats on the plan' }).click();
  await page.getByRole('region', { name: 'Seats' }).waitFor();
  expect((await hold.boundingBox())?.height).toBe(before?.height);
  expect(await page.evaluate('document.head.querySelectorAll(`link[rel="stylesheet"][href*="/base-"]`).length')).toBe(
    0,
  );
});
