import { defineConfig } from 'vitest/config';
import { pairOfToday } from './test/support/pairs.ts';
import browser from './vitest.browser.config.ts';

// The journeys of buyers and organizers on six processes and a pair of real engines: the second part of `npm run test:engines`.
export default defineConfig({
  test: {
    ...browser.test,
    include: ['test/browser/{buy,limit,last-seat,hold-ends,wait,give-back,organizer,restart,offline}.browser.ts'],
    globalSetup: 'test/engines/start-cluster.ts',
    env: { BROWSER_PAIR: pairOfToday() },
  },
});
