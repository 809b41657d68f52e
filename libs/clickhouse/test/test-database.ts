import { randomBytes } from 'node:crypto';
import { stackForTests } from '@millrace/testing';
import { connectClickHouse, ensureDatabase, migrate, type ClickHouse } from '../src/index.ts';

/** A database of its own for one test file. */
export interface TestDatabase {
  readonly name: string;
  readonly client: ClickHouse;
  rows<Row>(sql: string): Promise<Row[]>;
  drop(): Promise<void>;
}

/** Makes a fresh database on the test stack, with the product's tables unless told not to. */
export async function testDatabase(options: { migrated?: boolean } = {}): Promise<TestDatabase> {
  const { url, user, password } = stackForTests().clickhouse;
  const name = `test_${randomBytes(4).toString('hex')}`;
  const server = connectClickHouse({ url, user, password, database: 'default' });
  await ensureDatabase({ url, user, password, database: name });
  const client = connectClickHouse({ url, user, password, database: name });
  if (options.migrated ?? true) await migrate(client);
  return {
    name,
    client,
    rows: async <Row>(sql: string) => (await client.query({ query: sql, format: 'JSONEachRow' })).json<Row>(),
    drop: async () => {
      await client.close();
      await server.command({ query: `DROP DATABASE ${name}` });
      await server.close();
    },
  };
}
