import { defineConfig } from 'vitest/config';

// One project per level of promise: `npm test -- --project unit` runs one of them.
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['packages/**/*.test.ts', 'tools/**/*.test.ts', 'apps/**/*.test.ts', 'bench/**/*.test.ts'],
        },
      },
      { test: { name: 'contract', include: ['adapters/**/*.test.ts'] } },
      { test: { name: 'app', include: ['services/**/*.test.ts'] } },
      {
        test: {
          name: 'process',
          include: ['test/**/*.test.ts'],
          exclude: ['test/api/**'],
          testTimeout: 120_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'api',
          include: ['test/api/**/*.test.ts'],
          globalSetup: 'test/api/start-subject.ts',
          testTimeout: 60_000,
          expect: { poll: { timeout: 15_000 } },
          // They mostly wait for answers: more files at a time than there are cores.
          maxWorkers: 4,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
