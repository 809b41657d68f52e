import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { loadMigrations } from './load-migrations.ts';

async function folder(files: Record<string, string>): Promise<URL> {
  const path = await mkdtemp(join(tmpdir(), 'migrations-'));
  for (const [name, sql] of Object.entries(files)) await writeFile(join(path, name), sql);
  return pathToFileURL(`${path}/`);
}

describe('loadMigrations', () => {
  it("1. the product's own migrations load, in order, and may all run twice", async () => {
    const statements = await loadMigrations();
    expect(statements.length).toBeGreaterThan(10);
    expect(statements.map((s) => s.version)).toEqual(statements.map((s) => s.version).toSorted((a, b) => a - b));
  });

  it('2. every table deduplicates retried blocks, and every column is commented', async () => {
    for (const { sql } of await loadMigrations()) {
      if (!sql.startsWith('CREATE TABLE')) continue;
      expect(sql).toContain('non_replicated_deduplication_window');
      const columns = sql
        .slice(sql.indexOf('(') + 1, sql.indexOf('\n)'))
        .split('\n')
        .filter((line) => /^ {4}[a-z]/.test(line));
      for (const column of columns) expect(column).toContain(' COMMENT ');
    }
  });

  it('3. reformatting is not a change, rewording is', async () => {
    const sql = 'CREATE TABLE IF NOT EXISTS a (x UInt8) ENGINE = Memory';
    const [one] = await loadMigrations(await folder({ '0001-a.sql': sql }));
    const [two] = await loadMigrations(await folder({ '0001-a.sql': `-- why\n${sql.replace(' (', '\n  (')};` }));
    const [three] = await loadMigrations(await folder({ '0001-a.sql': sql.replace('UInt8', 'UInt16') }));
    expect(two?.checksum).toBe(one?.checksum);
    expect(three?.checksum).not.toBe(one?.checksum);
  });

  it.each([
    [{ 'first.sql': 'SELECT 1' }, /NNNN-name/],
    [{ '0001-a.sql': 'DROP TABLE IF EXISTS a', '0001-b.sql': 'DROP TABLE IF EXISTS b' }, /number 1 is taken by 0001-a/],
    [{ '0001-a.sql': 'CREATE TABLE a (x UInt8)' }, /may run twice/],
  ])('4. refuses %j', async (files, message) => {
    await expect(loadMigrations(await folder(files as Record<string, string>))).rejects.toThrow(message);
  });
});
