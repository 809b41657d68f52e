import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { splitStatements } from './split-statements.ts';

/** One statement of one numbered file. */
export interface Statement {
  readonly version: number;
  /** Name of the file without its number and ending. */
  readonly name: string;
  /** Position in the file, from 1. */
  readonly number: number;
  readonly sql: string;
  /** SHA-256 of the statement, white space folded: reformatting a file is not a change. */
  readonly checksum: string;
}

/** Folder of the product's own migrations; the same distance from `src/` and from `dist/`. */
export const MIGRATIONS = new URL('../../migrations/', import.meta.url);

const FILE_NAME = /^(\d{4})-([a-z0-9-]+)\.sql$/;

/**
 * Every statement of every `NNNN-name.sql`, in order.
 * @throws Error for a misnamed file, a number used twice, or a statement that cannot safely run a second time.
 */
export async function loadMigrations(folder: URL = MIGRATIONS): Promise<Statement[]> {
  const statements: Statement[] = [];
  const versions = new Map<number, string>();
  for (const file of (await readdir(folder)).filter((entry) => entry.endsWith('.sql')).sort()) {
    const match = FILE_NAME.exec(file);
    if (match === null) throw new Error(`migration ${file}: the name must be NNNN-name.sql`);
    const version = Number(match[1]);
    const twin = versions.get(version);
    if (twin !== undefined) throw new Error(`migration ${file}: number ${version} is taken by ${twin}`);
    versions.set(version, file);
    const sql = await readFile(new URL(file, folder), 'utf8');
    statements.push(
      ...splitStatements(sql).map((text, index) => statement(file, version, match[2] ?? '', index + 1, text)),
    );
  }
  return statements;
}

function statement(file: string, version: number, name: string, number: number, sql: string): Statement {
  // DDL has no transaction: a crash between a statement and its record means that it runs again.
  if (!/\bIF (NOT )?EXISTS\b/i.test(sql)) {
    throw new Error(`migration ${file}, statement ${number}: must say IF EXISTS or IF NOT EXISTS, it may run twice`);
  }
  const checksum = createHash('sha256').update(sql.replace(/\s+/g, ' ')).digest('hex');
  return { version, name, number, sql, checksum };
}
