import { defineConfig } from 'vitest/config';

// What needs real engines: `npm run test:engines`. An engine that is not there fails its tests, it never skips them.
export default defineConfig({
  test: {
    name: 'engines',
    include: ['adapters/**/*.engine.ts'],
    // Longer than any contract case waits for what was promised, so that it is the case that says what did not come.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    maxWorkers: 3,
  },
});
