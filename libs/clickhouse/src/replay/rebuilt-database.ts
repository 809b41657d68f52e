import { ClickHouseError } from '@clickhouse/client';
import type { ClickHouse } from '../client.ts';

const ACCESS_DENIED = '497';

/**
 * Makes the database that a replay fills, if it is not there yet; migrations give it its tables.
 * @throws Error that names the right which the ClickHouse user lacks
 */
export async function createRebuilt(client: ClickHouse, database: string): Promise<void> {
  try {
    await client.command({ query: `CREATE DATABASE IF NOT EXISTS ${database}` });
  } catch (error) {
    if (!(error instanceof ClickHouseError) || error.code !== ACCESS_DENIED) throw error;
    throw new Error(
      `the ClickHouse user may not make the database ${database}, which a replay fills beside the live one; ` +
        `GRANT CREATE DATABASE, CREATE TABLE, CREATE VIEW, DROP, ALTER, TRUNCATE, SELECT, INSERT ON ${database}.* to it`,
      { cause: error },
    );
  }
}

/** Removes a database that a replay filled, or the old version after a switch; nothing happens when it is gone. */
export async function dropRebuilt(client: ClickHouse, database: string): Promise<void> {
  await client.command({ query: `DROP DATABASE IF EXISTS ${database} SYNC` });
}
