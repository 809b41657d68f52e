import js from '@eslint/js';
import prettier from 'eslint-config-prettier';
import globals from 'globals';
import tseslint from 'typescript-eslint';

/**
 * The dependency rules of the design (docs/architecture.md), one entry per room: what a file there may not import.
 * `libs/domain` imports nothing; services never import services; one library owns each vendor client.
 */
const SERVICES = ['ingestion', 'enrichment', 'anomaly-detection', 'alerting', 'reporting'];
const OTHER_SERVICES = {
  group: [...SERVICES.map((name) => `@millrace/${name}`), '**/services/*'],
  message: 'Services never import services: talk over a topic.',
};
const KAFKA = { group: ['kafkajs', 'kafkajs/*'], message: 'Only libs/streaming imports the Kafka client.' };
const CLICKHOUSE = { group: ['@clickhouse/*'], message: 'Only libs/clickhouse imports the ClickHouse client.' };
const LOCAL_STACK = {
  group: ['@millrace/local-stack', '@millrace/testing'],
  message: 'Product code never imports the local stack.',
};

const restrict = (files, patterns, ignores = []) => ({
  files,
  ignores,
  rules: { 'no-restricted-imports': ['error', { patterns }] },
});
const TESTS = ['**/*.spec.ts', '**/*.test.ts', '**/*.fixture.ts', '**/test/**'];

export default tseslint.config(
  { ignores: ['**/dist/**', '**/node_modules/**', '.millrace/**', '.nx/**', '**/generated/**'] },
  js.configs.recommended,
  ...tseslint.configs.recommended,
  prettier,
  {
    languageOptions: { globals: globals.node },
    rules: {
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/consistent-type-imports': ['error', { prefer: 'type-imports' }],
      'no-console': 'error',
      eqeqeq: 'error',
    },
  },
  { files: ['tools/**', 'deploy/**', 'load-tests/**'], rules: { 'no-console': 'off' } },
  restrict(
    ['libs/*/src/**'],
    [KAFKA, CLICKHOUSE, OTHER_SERVICES, LOCAL_STACK],
    ['libs/streaming/**', 'libs/clickhouse/**', 'libs/testing/**', 'libs/domain/**', ...TESTS],
  ),
  restrict(['libs/streaming/src/**'], [CLICKHOUSE, OTHER_SERVICES, LOCAL_STACK], TESTS),
  restrict(['libs/clickhouse/src/**'], [KAFKA, OTHER_SERVICES, LOCAL_STACK], TESTS),
  restrict(['libs/domain/src/**'], [{ regex: '^[^.]', message: 'libs/domain imports nothing but itself.' }], TESTS),
  restrict(['services/*/src/**', 'cli/src/**'], [KAFKA, CLICKHOUSE, OTHER_SERVICES, LOCAL_STACK], TESTS),
  restrict(['services/*/**/*.spec.ts', 'services/*/test/**', 'tools/**', 'deploy/**'], [KAFKA, OTHER_SERVICES]),
  { files: ['**/*.js'], languageOptions: { globals: globals.node } },
);
