import { type ClickHouse, connectClickHouse, DATABASE, ensureDatabase, migrate } from '@millrace/clickhouse';
import type { BenchContext } from './stage.ts';

/** What services are told of the stack's ClickHouse. */
export function clickHouseEnv({ stack }: Pick<BenchContext, 'stack'>): Record<string, string> {
  const { url, user, password } = stack.addresses.clickhouse;
  return { CLICKHOUSE_URL: url, CLICKHOUSE_USER: user, CLICKHOUSE_PASSWORD: password };
}

/** Makes a database with all tables and views for as long as something runs. */
export async function withDatabase<T>(
  { stack }: Pick<BenchContext, 'stack'>,
  run: (client: ClickHouse) => Promise<T>,
  database = DATABASE,
): Promise<T> {
  const { url, user, password } = stack.addresses.clickhouse;
  await ensureDatabase({ url, user, password, database });
  const client = connectClickHouse({ url, user, password, database });
  try {
    await migrate(client);
    return await run(client);
  } finally {
    await client.close();
  }
}

/** The one number a query answers. */
export async function numberOf(client: ClickHouse, query: string): Promise<number> {
  const [row] = await (await client.query({ query, format: 'JSONCompactEachRow' })).json<[number]>();
  if (row === undefined) throw new Error(`no row: ${query}`);
  return Number(row[0]);
}

/** CPU seconds the engine has used so far, by its own account. */
export async function engineCpuSeconds(client: ClickHouse): Promise<number> {
  const events = "('UserTimeMicroseconds', 'SystemTimeMicroseconds')";
  return numberOf(client, `SELECT sum(value) / 1e6 FROM system.events WHERE event IN ${events}`);
}
