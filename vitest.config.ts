import { defineConfig } from 'vitest/config';

/**
 * A test says what is promised, not how quick this machine is today: a limit is there to end what hangs. So they are far beyond what
 * anything takes beside others on two cores.
 */
const patient = { testTimeout: 60_000, hookTimeout: 60_000, expect: { poll: { timeout: 30_000 } } };

// One project per level of promise: `npm test -- --project unit` runs one of them.
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          ...patient,
          name: 'unit',
          include: ['packages/**/*.test.ts', 'tools/**/*.test.ts', 'apps/**/*.test.ts', 'bench/**/*.test.ts'],
        },
      },
      { test: { ...patient, name: 'contract', include: ['adapters/**/*.test.ts'] } },
      { test: { ...patient, name: 'app', include: ['services/**/*.test.ts'] } },
      {
        test: {
          ...patient,
          name: 'process',
          include: ['test/**/*.test.ts'],
          exclude: ['test/api/**'],
          testTimeout: 120_000,
        },
      },
      {
        test: {
          ...patient,
          name: 'api',
          include: ['test/api/**/*.test.ts'],
          globalSetup: 'test/api/start-subject.ts',
          // They mostly wait for answers: more files at a time than there are cores.
          maxWorkers: 4,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
