import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, onTestFailed } from 'vitest';
import { type Api, connectApi } from '../../support/api.ts';
import { type Product, type ProductOptions, startProduct } from '../../support/product.ts';
import { inviteVisitor, openBrowser, type Visitor, type VisitorOptions } from './browser.ts';

/** What the cases of a file share: the started product and a browser. There once the cases run. */
export interface Stage {
  readonly product: Product;
  readonly browser: Browser;
  readonly api: Api;
  invite(options?: Omit<VisitorOptions, 'url'>): Promise<Visitor>;
}

/** Starts the product and a browser before the cases of this file, and ends them after. */
export function useStage(productOptions: ProductOptions = {}): Stage {
  let there: Omit<Stage, 'invite'> | undefined;
  const need = () => {
    if (there === undefined) throw new Error('the stage is set once the cases run');
    return there;
  };
  beforeAll(async () => {
    const [product, browser] = await Promise.all([startProduct(productOptions), openBrowser()]);
    there = { product, browser, api: connectApi(product.url) };
  });
  afterAll(async () => {
    there?.api.close();
    await there?.browser.close();
    await there?.product[Symbol.asyncDispose]();
  });
  return {
    get product() {
      return need().product;
    },
    get browser() {
      return need().browser;
    },
    get api() {
      return need().api;
    },
    async invite(options = {}) {
      const visitor = await inviteVisitor(need().browser, { url: need().product.url, ...options });
      onTestFailed(() => console.error(`the last that was seen:\n${visitor.lastSeen()}`));
      return visitor;
    },
  };
}
