import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { glob, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { assembleImage, layOut } from './assemble-image.ts';
import { parsePlatform } from './platform.ts';
import { SERVICES } from './workspaces.ts';

const run = promisify(execFile);
const ASSEMBLING_MS = 300_000;
let folder = '';
let app = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'millrace-image-'));
  app = join(folder, 'app');
  await assembleImage(parsePlatform(undefined));
  layOut(folder);
}, ASSEMBLING_MS);
afterAll(() => rm(folder, { recursive: true, force: true }));

async function filesOf(pattern: string): Promise<string[]> {
  const found: string[] = [];
  for await (const file of glob(pattern, { cwd: app })) found.push(file);
  return found;
}

/** Runs a program of the image with the image's own Node, and nothing of this repository. */
const start = async (
  program: string,
  env: Record<string, string>,
  words: string[] = [],
): Promise<{ code: number; stderr: string }> =>
  run(join(folder, 'runtime/node'), [program, ...words], { cwd: app, env, timeout: 60_000 }).then(
    ({ stderr }) => ({ code: 0, stderr }),
    (error: { code: number; stderr: string; stdout: string }) => ({
      code: error.code,
      stderr: error.stdout + error.stderr,
    }),
  );

describe('what goes into the image', () => {
  it('has nothing in it that is for development or for the local stack', () => {
    for (const name of [
      'chdb',
      'testcontainers',
      'typescript',
      'vitest',
      'eslint',
      'nx',
      'fast-check',
      '@millrace/testing',
    ])
      expect(existsSync(join(app, 'node_modules', name)), name).toBe(false);
    for (const path of ['deploy', 'tools', 'libs/testing', 'libs/domain/src'])
      expect(existsSync(join(app, path)), path).toBe(false);
  });

  it('has no tests, no fixtures and no sources of ours', async () => {
    expect(await filesOf('{libs,services,cli}/**/*.{spec,test,fixture}.js')).toEqual([]);
    expect(await filesOf('{libs,services,cli}/**/*.ts')).toEqual([]);
  });

  it('has nothing that is compiled for a processor, so that it serves every platform', async () => {
    expect(await filesOf('node_modules/**/*.node')).toEqual([]);
  });

  it.each(SERVICES)('starts %s as far as its settings, which it finds wrong', async (service) => {
    const { code, stderr } = await start(`services/${service}/dist/main.js`, { KAFKA_TLS: 'maybe' });
    expect(stderr).toContain('KAFKA_TLS');
    expect(stderr).toContain('must be true or false');
    expect(code).toBe(1);
  });

  it.each([
    ['libs/streaming/dist/cli/ensure-topics.js', { KAFKA_BROKERS: 'nowhere' }, 'KAFKA_BROKERS'],
    ['libs/contracts/dist/cli/register.js', { SCHEMA_REGISTRY_URL: 'nowhere' }, 'SCHEMA_REGISTRY_URL'],
    ['libs/clickhouse/dist/cli/migrate.js', { CLICKHOUSE_URL: 'nowhere' }, 'CLICKHOUSE_URL'],
  ])('starts the job %s as far as its settings', async (program, env, name) => {
    const { code, stderr } = await start(program, env);
    expect(stderr).toContain(name);
    expect(code).toBe(2);
  });

  it('has millrace, which says what it needs', async () => {
    const node = join(folder, 'runtime/node');
    const { stdout } = await run(node, ['cli/dist/main.js', 'help'], { cwd: app, timeout: 60_000 });
    expect(stdout).toContain('dead-letters');
    const { code, stderr } = await start('cli/dist/main.js', {}, ['dead-letters', 'list']);
    expect(stderr).toContain('MILLRACE_URL is not set');
    expect(code).toBe(2);
  });

  it('has the type packs that enrichment ships', async () => {
    expect((await filesOf('services/enrichment/type-packs/*.json')).length).toBeGreaterThan(0);
  });

  it('has the migrations that its job applies', async () => {
    expect((await filesOf('libs/clickhouse/migrations/*.sql')).length).toBeGreaterThan(0);
  });
});
