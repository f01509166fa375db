import { defineConfig } from 'vitest/config';
import { createConformanceReporter } from './tools/conformance.ts';

// What needs real engines: `npm run test:engines`. An engine that is not there fails its tests, it never skips them.

const contract = {
  // Whole names: they are the rows of the table.
  taskTitleValueFormatTruncate: 0,
  // Longer than any contract case waits for what was promised, so that it is the case that says what did not come.
  testTimeout: 120_000,
  hookTimeout: 120_000,
};

export default defineConfig({
  test: {
    // At the end, engine × promise.
    reporters: ['default', createConformanceReporter()],
    projects: [
      {
        test: {
          ...contract,
          name: 'contract',
          include: ['adapters/**/*.engine.ts', 'adapters/{sqlite,memory}/**/*contract.test.ts'],
          exclude: ['adapters/sqs/**'],
          maxWorkers: 3,
        },
      },
      {
        test: {
          ...contract,
          name: 'contract-sqs',
          include: ['adapters/sqs/**/*.engine.ts'],
          // The stand-ins take tens of messages a second, on a busy machine fewer: one thing at a time, and time for it.
          testTimeout: 300_000,
          maxWorkers: 1,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          name: 'api',
          include: ['test/api/**/*.test.ts'],
          exclude: ['test/api/logs.test.ts'],
          globalSetup: 'test/engines/start-cluster.ts',
          testTimeout: 300_000,
          hookTimeout: 120_000,
          expect: { poll: { timeout: 30_000 } },
          maxWorkers: 4,
          sequence: { groupOrder: 2 },
        },
      },
      {
        test: {
          name: 'processes',
          include: ['test/**/*.engine.ts'],
          testTimeout: 300_000,
          hookTimeout: 120_000,
          maxWorkers: 1,
          sequence: { groupOrder: 3 },
        },
      },
    ],
  },
});
