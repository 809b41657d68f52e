import type { ClickHouse } from '../client.ts';
import type { Statement } from './load-migrations.ts';

/** What was applied, when and by whom. Replacing: a statement recorded twice by a race is one row. */
const JOURNAL = `CREATE TABLE IF NOT EXISTS schema_migrations
(
    version    UInt32 COMMENT 'Number of the migration file',
    number     UInt32 COMMENT 'Statement of the file, from 1',
    name       String COMMENT 'Name of the migration file',
    checksum   String COMMENT 'SHA-256 of the statement',
    applied_at DateTime64(3, 'UTC') DEFAULT now64(3) COMMENT 'When it was applied',
    applied_by String COMMENT 'Process that applied it'
)
ENGINE = ReplacingMergeTree
ORDER BY (version, number)
COMMENT 'Migrations applied to this database'`;

export interface Applied {
  readonly version: number;
  readonly number: number;
  readonly name: string;
  readonly checksum: string;
}

export async function createJournal(client: ClickHouse): Promise<void> {
  await client.command({ query: JOURNAL });
}

/** What the journal holds; empty when there is no journal yet. */
export async function readJournal(client: ClickHouse): Promise<Applied[]> {
  const exists = await client.query({ query: 'EXISTS TABLE schema_migrations', format: 'JSONEachRow' });
  const [answer] = await exists.json<{ result: number }>();
  if (answer?.result !== 1) return [];
  const query = 'SELECT version, number, name, checksum FROM schema_migrations FINAL ORDER BY version, number';
  return (await client.query({ query, format: 'JSONEachRow' })).json<Applied>();
}

export async function record(client: ClickHouse, statement: Statement, holder: string): Promise<void> {
  await client.command({
    query: `INSERT INTO schema_migrations (version, number, name, checksum, applied_by)
      SELECT {version:UInt32}, {number:UInt32}, {name:String}, {checksum:String}, {holder:String}`,
    query_params: { ...statement, holder },
  });
}
