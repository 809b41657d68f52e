import { execFileSync } from 'node:child_process';
import { defineConfig } from 'vitest/config';

/**
 * Property tests draw their cases from the committed tree: every change tries other cases, and one tree always tries the same
 * ones, so that what passed (or failed) on one machine does so on the next. `MILLRACE_PROPERTY_SEED=random` searches on.
 */
function propertySeed(): string {
  const given = process.env['MILLRACE_PROPERTY_SEED'];
  if (given) return given;
  try {
    const options = { cwd: import.meta.dirname, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] } as const;
    return String(parseInt(execFileSync('git', ['rev-parse', 'HEAD^{tree}'], options).slice(0, 7), 16));
  } catch {
    return 'random'; // not a git checkout
  }
}

/** One project a tier: `unit` needs nothing; `integration` real brokers and engines; `e2e` the whole built product. */
const shared = {
  resolve: { conditions: ['@millrace/source'] },
  ssr: { resolve: { conditions: ['@millrace/source'], externalConditions: ['@millrace/source'] } },
};
const properties = {
  env: { MILLRACE_PROPERTY_SEED: propertySeed() },
  setupFiles: ['libs/testing/src/vitest-property-seed.ts'],
};
const IGNORED = ['**/node_modules/**', '**/dist/**'];

export default defineConfig({
  test: {
    projects: [
      {
        ...shared,
        test: {
          ...properties,
          name: 'unit',
          include: ['{libs,services,cli,deploy,tools}/**/*.spec.ts'],
          exclude: [...IGNORED, '**/*.integration.spec.ts'],
          // Property tests on a busy machine.
          testTimeout: 30_000,
        },
      },
      {
        ...shared,
        test: {
          ...properties,
          name: 'integration',
          include: ['{libs,services,cli,deploy,tools}/**/*.integration.spec.ts'],
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
