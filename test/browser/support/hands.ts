import type { Locator } from 'playwright-core';

/** How somebody works on a page. */
export interface Hands {
  press(target: Locator): Promise<void>;
  /** Types over what is in a field. */
  type(field: Locator, text: string): Promise<void>;
  check(radio: Locator): Promise<void>;
  /** Chooses in a field that opens a list of options, and may be typed in to find them. */
  pick(field: Locator, option: string): Promise<void>;
  /** Chooses in the browser's own list. */
  select(field: Locator, option: string): Promise<void>;
}

export const mouse: Hands = {
  press: (target) => target.click(),
  type: (field, text) => field.fill(text),
  check: (radio) => radio.check(),
  async pick(field, option) {
    await field.click();
    if (await field.isEditable()) await field.fill(option);
    await optionOf(field, option).click();
  },
  async select(field, option) {
    await field.selectOption({ label: option });
  },
};

/** An option of the list that is open. */
export const optionOf = (field: Locator, name: string): Locator => field.page().getByRole('option', { name }).first();
