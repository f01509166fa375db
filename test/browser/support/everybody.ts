import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { findBarriers, wear } from './browser.ts';

const desktop = { width: 1280, height: 900 };
/** WCAG 1.4.4: what is left of 1280 × 800 at 200 % zoom. */
const magnified = { width: 640, height: 400 };
/** WCAG 1.4.10: as wide as a page of 1280 is at 400 % zoom. */
const narrow = { width: 320, height: 720 };

/** No finding of axe in light and dark, wide and narrow, and nothing to be scrolled sideways, magnified neither. */
export async function expectNoBarriers(page: Page): Promise<void> {
  const found: unknown[] = [];
  for (const viewport of [desktop, narrow]) {
    await page.setViewportSize(viewport);
    for (const colorScheme of ['light', 'dark'] as const) {
      await wear(page, colorScheme);
      // What lies half under the head of the page is no smaller for that.
      await page.evaluate('scrollTo(0, 0)');
      for (const finding of await findBarriers(page)) found.push({ colorScheme, ...viewport, ...finding });
    }
  }
  const tooWide: number[] = [];
  for (const viewport of [narrow, magnified]) {
    await page.setViewportSize(viewport);
    const sideways = await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth');
    if (sideways > 0) tooWide.push(viewport.width);
  }
  await wear(page, 'light');
  await page.setViewportSize(desktop);
  expect(found).toEqual([]);
  expect(tooWide, `${page.url()} is wider than its window`).toEqual([]);
}
