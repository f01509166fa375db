import { join } from 'node:path';
import type { Page } from 'playwright-core';
import type { Api } from '../../support/api.ts';
import { desktop, phone, wear } from '../support/browser.ts';
import { visit } from '../support/buyer.ts';
import { until } from '../support/until.ts';

/** What the parts of the round are given. */
export interface Round {
  readonly api: Api;
  readonly page: Page;
  /** Takes the page as it is now, in every look. */
  shoot(name: string): Promise<void>;
  /** Goes there first. */
  shootPath(name: string, path: string): Promise<void>;
}

/** A dialog, or an offer: the rest cannot be reached meanwhile. */
const inFront = '[role="dialog"], body header[inert]';
/** What is laid out only when it comes near is in the picture of a whole page as well. */
const everything = '* { content-visibility: visible !important; }';
const devices = { phone: phone.viewport, desktop: desktop.viewport };

export function openCamera({ page, folder }: { readonly page: Page; readonly folder: string }) {
  let taken = 0;

  async function shoot(name: string): Promise<void> {
    for (const [device, viewport] of Object.entries(devices)) {
      await page.setViewportSize(viewport);
      for (const scheme of ['light', 'dark'] as const) {
        await wear(page, scheme);
        await settled(page);
        await page.evaluate('scrollTo(0, 0)');
        // What lies over the page is as large as the window.
        const fullPage = (await page.locator(inFront).count()) === 0;
        await page.screenshot({ path: join(folder, `${name}.${device}.${scheme}.png`), fullPage, style: everything });
        taken += 1;
      }
    }
    await page.setViewportSize(desktop.viewport);
    console.log(name);
  }
  async function shootPath(name: string, path: string): Promise<void> {
    await visit(page, path);
    await shoot(name);
  }
  return { page, shoot, shootPath, taken: () => taken };
}

/** Nothing is still being loaded, and what is drawn by hand has been drawn. */
async function settled(page: Page): Promise<void> {
  const pending = page.locator('[aria-busy="true"], .mantine-Skeleton-root');
  await until(`${page.url()} is whole`, async () => (await pending.count()) === 0);
  await page.evaluate('document.fonts.ready.then(() => true)');
  await page.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(true))))');
}
