import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, onTestFailed } from 'vitest';
import { type Api, connectApi } from '../../support/api.ts';
import { inviteVisitor, openBrowser, type Visitor, type VisitorOptions } from './browser.ts';
import { type House, type HouseOptions, openHouse } from './house.ts';

/** What the cases of a file share: the started product and a browser. There once the cases run. */
export interface Stage {
  readonly house: House;
  readonly browser: Browser;
  readonly api: Api;
  /** Visitors come in by the ways there are, one after the other. */
  invite(options?: Omit<VisitorOptions, 'url'>): Promise<Visitor>;
}

/** Starts the product and a browser before the cases of this file, and ends them after. */
export function useStage(options: HouseOptions = {}): Stage {
  let there: Omit<Stage, 'invite'> | undefined;
  let visitors = 0;
  const need = () => {
    if (there === undefined) throw new Error('the stage is set once the cases run');
    return there;
  };
  beforeAll(async () => {
    const [house, browser] = await Promise.all([openHouse(options), openBrowser()]);
    there = { house, browser, api: connectApi(house.urls) };
  });
  afterAll(async () => {
    there?.api.close();
    await there?.browser.close();
    await there?.house[Symbol.asyncDispose]();
  });
  return {
    get house() {
      return need().house;
    },
    get browser() {
      return need().browser;
    },
    get api() {
      return need().api;
    },
    async invite(visitorOptions = {}) {
      const { house, browser } = need();
      const url = house.urls[visitors % house.urls.length] ?? '';
      visitors += 1;
      const visitor = await inviteVisitor(browser, { url, ...visitorOptions });
      onTestFailed(() => console.error(`the last that was seen:\n${visitor.lastSeen()}`));
      return visitor;
    },
  };
}
