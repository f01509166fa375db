import type { Locator, Page } from 'playwright-core';

/** More stops than any page has before what is looked for. */
const stopsMax = 150;

/** Goes on with the Tab key until it is there. @throws if no key leads to it. */
export async function tabTo(page: Page, target: Locator): Promise<void> {
  await target.waitFor();
  for (let stop = 0; stop < stopsMax; stop += 1) {
    if (await target.evaluate((element) => element === element.ownerDocument.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`the Tab key never reached ${String(target)}`);
}

/** By the Tab key to it, and Enter. */
export async function press(page: Page, target: Locator): Promise<void> {
  await tabTo(page, target);
  await page.keyboard.press('Enter');
}

/** By the Tab key to it, and what is in it is typed over. */
export async function type(page: Page, target: Locator, text: string): Promise<void> {
  await tabTo(page, target);
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.type(text);
}
