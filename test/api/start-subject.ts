import type { TestProject } from 'vitest/node';
import { startProduct } from '../support/product.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the platform under test answers: one address, or those of several gateways with commas between. */
    myeventsUrl: string;
    /** The addresses of all its processes. */
    myeventsProcesses: readonly string[];
  }
}

/** One started product for the whole suite, or the one that already runs at `MYEVENTS_URL`: in one process or in many. */
export default async function startSubject(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env['MYEVENTS_URL'];
  const product = given ? undefined : await startProduct();
  const url = given ?? product?.url ?? '';
  project.provide('myeventsUrl', url);
  project.provide('myeventsProcesses', process.env['MYEVENTS_PROCESSES']?.split(',') ?? url.split(','));
  return async () => {
    const failures = (product?.output() ?? '').split('\n').filter((line) => /"level":(50|60)/.test(line));
    await product?.[Symbol.asyncDispose]();
    if (failures.length > 0) throw new Error(`the product wrote of failures of its own:\n${failures.join('\n')}`);
  };
}
