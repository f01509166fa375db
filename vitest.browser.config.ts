import { defineConfig } from 'vitest/config';

// People's ways through the started product, in a real Chromium: `npm run test:browser`.
export default defineConfig({
  test: {
    include: ['test/browser/**/*.browser.ts'],
    testTimeout: 180_000,
    hookTimeout: 120_000,
    // A browser and a server at a time are as much as a small machine carries.
    maxWorkers: 1,
    expect: { poll: { timeout: 30_000 } },
  },
});
