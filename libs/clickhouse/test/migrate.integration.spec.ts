import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testDatabase, type TestDatabase } from './test-database.ts';
import { migrate, verifySchema } from '../src/index.ts';

async function folder(files: Record<string, string>): Promise<URL> {
  const path = await mkdtemp(join(tmpdir(), 'migrations-'));
  for (const [name, sql] of Object.entries(files)) await writeFile(join(path, name), sql);
  return pathToFileURL(`${path}/`);
}

const table = (name: string): string => `CREATE TABLE IF NOT EXISTS ${name} (x UInt8) ENGINE = MergeTree ORDER BY x`;

describe('migrations on a real engine', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await testDatabase({ migrated: false });
  });
  afterAll(() => database.drop());

  it('1. two processes that start at once apply every statement once, together', async () => {
    await expect(verifySchema(database.client)).rejects.toThrow(/lacks migration 1 \(readings\)/);
    const steps: string[] = [];
    const applied = await Promise.all(
      [1, 2, 3].map(() =>
        migrate(database.client, { onStep: ({ version, number }) => steps.push(`${version}.${number}`) }),
      ),
    );
    expect(applied.filter((count) => count > 0)).toHaveLength(1);
    expect(new Set(steps).size).toBe(steps.length);
    await verifySchema(database.client);
    expect(await migrate(database.client)).toBe(0);
  });

  it('2. applies only what is new, and refuses a changed or removed statement', async () => {
    const other = await testDatabase({ migrated: false });
    const first = await folder({ '0001-a.sql': table('a') });
    expect(await migrate(other.client, { folder: first })).toBe(1);
    const both = { '0001-a.sql': `${table('a')};\n${table('b')}`, '0002-c.sql': table('c') };
    expect(await migrate(other.client, { folder: await folder(both) })).toBe(2);
    const changed = await folder({ ...both, '0002-c.sql': table('d') });
    await expect(migrate(other.client, { folder: changed })).rejects.toThrow(/0002-c, statement 1 was changed/);
    await expect(migrate(other.client, { folder: first })).rejects.toThrow(/0001-a, statement 2 .* no longer/);
    await other.drop();
  });

  it('3. takes over the lock of a process that died', async () => {
    const other = await testDatabase({ migrated: false });
    const dead = `'deadbeef ${Date.now() - 1}'`;
    await other.client.command({
      query: `CREATE TABLE schema_migrations_lock (x UInt8) ENGINE = Memory COMMENT ${dead}`,
    });
    const wanted = await folder({ '0001-a.sql': table('a') });
    const applied = await Promise.all([1, 2].map(() => migrate(other.client, { folder: wanted })));
    expect(applied.toSorted()).toEqual([0, 1]);
    const left = await other.rows<{ name: string }>('SHOW TABLES');
    expect(left.map(({ name }) => name)).toEqual(['a', 'schema_migrations']);
    await other.drop();
  });
});
