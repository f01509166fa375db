import type { Locator } from 'playwright-core';
import { type Hands, optionOf } from './hands.ts';

/** More stops than any page has before what is looked for. */
const stopsMax = 150;
/** More than any list has. */
const optionsMax = 30;

/** The keyboard alone. */
export const keys: Hands = {
  async press(target) {
    await goTo(target);
    await target.page().keyboard.press('Enter');
  },
  type: typeOver,
  async check(radio) {
    const group = await radio.getAttribute('name');
    await tabTo(radio.page().locator(`input[name="${group}"]:checked`));
    await repeat(optionsMax, () => radio.isChecked(), 'ArrowDown', radio);
  },
  async pick(field, option) {
    const { keyboard } = field.page();
    if (await field.isEditable()) await typeOver(field, option);
    else {
      await tabTo(field);
      await keyboard.press('ArrowDown');
    }
    const wanted = optionOf(field, option);
    await wanted.waitFor();
    const isNext = async () => (await wanted.getAttribute('data-combobox-selected')) !== null;
    await repeat(optionsMax, isNext, 'ArrowDown', wanted);
    await keyboard.press('Enter');
  },
  async select(field, option) {
    await tabTo(field);
    const shown = field.locator('option:checked');
    await repeat(optionsMax, async () => (await shown.textContent()) === option, 'ArrowDown', field);
  },
};

/** Goes on with the Tab key until it is there. @throws if no key leads to it. */
async function tabTo(target: Locator): Promise<void> {
  await target.waitFor();
  await repeat(stopsMax, () => hasFocus(target), 'Tab', target);
}

/** By the Tab key; where several share a stop, such as the seats of a row, by the arrow keys from there. */
async function goTo(target: Locator): Promise<void> {
  await target.waitFor();
  if (await target.evaluate((element) => element.tabIndex >= 0 || element.closest('summary') !== null)) {
    return tabTo(target);
  }
  await tabTo(target.locator('xpath=..').locator('[tabindex="0"]'));
  const { keyboard } = target.page();
  await keyboard.press('Home');
  const isRtl = await target.evaluate((element) => element.ownerDocument.dir === 'rtl');
  await repeat(stopsMax, () => hasFocus(target), isRtl ? 'ArrowLeft' : 'ArrowRight', target);
}

async function typeOver(field: Locator, text: string): Promise<void> {
  await tabTo(field);
  await field.page().keyboard.press('ControlOrMeta+A');
  await field.page().keyboard.type(text);
}

function hasFocus(target: Locator): Promise<boolean> {
  return target.evaluate((element) => (element.closest('summary') ?? element) === element.ownerDocument.activeElement);
}

/** Presses a key until it is so. @throws if it never is. */
async function repeat(timesMax: number, isSo: () => Promise<boolean>, key: string, target: Locator): Promise<void> {
  for (let times = 0; times < timesMax; times += 1) {
    if (await isSo()) return;
    await target.page().keyboard.press(key);
  }
  throw new Error(`the key ${key} never led to ${String(target)}`);
}
