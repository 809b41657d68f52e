import { defineConfig } from 'vitest/config';

/** One project a tier: `unit` needs nothing; `integration` real brokers and engines; `e2e` the whole built product. */
const shared = {
  resolve: { conditions: ['@millrace/source'] },
  ssr: { resolve: { conditions: ['@millrace/source'], externalConditions: ['@millrace/source'] } },
};
const IGNORED = ['**/node_modules/**', '**/dist/**'];

export default defineConfig({
  test: {
    projects: [
      {
        ...shared,
        test: {
          name: 'unit',
          include: ['{libs,services,deploy,tools}/**/*.spec.ts'],
          exclude: [...IGNORED, '**/*.integration.spec.ts'],
          // Property tests on a busy machine.
          testTimeout: 30_000,
        },
      },
      {
        ...shared,
        test: {
          name: 'integration',
          include: ['{libs,services,deploy,tools}/**/*.integration.spec.ts'],
          exclude: IGNORED,
          globalSetup: ['libs/testing/src/vitest-global-setup.ts'],
          testTimeout: 60_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
      {
        ...shared,
        test: {
          name: 'e2e',
          include: ['tests/e2e/**/*.e2e.ts'],
          exclude: IGNORED,
          testTimeout: 180_000,
          hookTimeout: 300_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
