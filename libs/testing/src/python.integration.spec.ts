import { join } from 'node:path';
import { mustRun, repositoryRoot } from '@millrace/local-stack/stack';
import { beforeAll, describe, expect, it } from 'vitest';
import { pythonVenv } from './python-venv.ts';
import { stackForTests } from './stack-for-tests.ts';

const script = (name: string) => join(repositoryRoot(), 'tools/python', name);

describe('stock Python clients', () => {
  let python: string;
  beforeAll(async () => {
    python = await pythonVenv();
  }, 300_000);

  it('clickhouse-connect works against ClickHouse', async () => {
    const { url, user, password } = stackForTests().clickhouse;
    const login = ['--port', new URL(url).port, '--user', user, '--password', password];
    const { stdout } = await mustRun(python, [script('check_clickhouse.py'), ...login]);
    expect(stdout.trim().split('\n')).toHaveLength(9);
  });

  it('confluent-kafka works against the schema registry', async () => {
    const { stdout } = await mustRun(python, [script('check_registry.py'), '--registry', stackForTests().registryUrl]);
    expect(stdout).toMatch(/^ok/);
  });
});
