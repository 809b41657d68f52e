import { randomBytes } from 'node:crypto';
import { type ClickHouse, connectClickHouse, ensureDatabase, migrate } from '@millrace/clickhouse';
import { stackForTests } from '@millrace/testing';

/** A database of its own for one test file. */
export interface TestDatabase {
  readonly name: string;
  readonly client: ClickHouse;
  rows<Row = Record<string, unknown>>(sql: string): Promise<Row[]>;
  count(sql: string): Promise<number>;
  drop(): Promise<void>;
}

/** Makes a fresh database with the product's tables on the test stack. */
export async function testDatabase(): Promise<TestDatabase> {
  const { url, user, password } = stackForTests().clickhouse;
  const name = `test_${randomBytes(4).toString('hex')}`;
  await ensureDatabase({ url, user, password, database: name });
  const client = connectClickHouse({ url, user, password, database: name });
  await migrate(client);
  const rows = async <Row>(sql: string): Promise<Row[]> =>
    (await client.query({ query: sql, format: 'JSONEachRow' })).json<Row>();
  return {
    name,
    client,
    rows,
    count: async (from) => (await rows<{ n: number }>(`SELECT count() AS n FROM ${from}`))[0]?.n ?? -1,
    drop: async () => {
      await client.command({ query: `DROP DATABASE ${name}` });
      await client.close();
    },
  };
}
