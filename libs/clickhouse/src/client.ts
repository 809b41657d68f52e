import { ClickHouseLogLevel, createClient, type ClickHouseClient } from '@clickhouse/client';

/** A connection to one ClickHouse database over HTTP. */
export type ClickHouse = ClickHouseClient;

export interface ClickHouseConnection {
  /** For example http://127.0.0.1:8123 */
  url: string;
  user?: string;
  password?: string;
  /** Database that unqualified names mean; `millrace` unless said otherwise. */
  database?: string;
  /** After how many milliseconds a request is given up. */
  requestTimeoutMs?: number;
  /** Most requests in flight at once. */
  maxConnections?: number;
}

export const DATABASE = 'millrace';

/** Makes a client; nothing is sent before the first query. Close it when done. */
export function connectClickHouse(connection: ClickHouseConnection): ClickHouse {
  return createClient({
    url: connection.url,
    username: connection.user ?? 'default',
    password: connection.password ?? '',
    database: connection.database ?? DATABASE,
    application: 'millrace',
    request_timeout: connection.requestTimeoutMs ?? 120_000,
    max_open_connections: connection.maxConnections ?? 16,
    // Errors are thrown; whoever catches them decides what is worth a line in the log.
    log: { level: ClickHouseLogLevel.OFF },
    clickhouse_settings: { date_time_output_format: 'iso', output_format_json_quote_64bit_integers: 0 },
  });
}

/** Whether ClickHouse answers: true, or what went wrong. */
export async function pingClickHouse(client: ClickHouse): Promise<true | string> {
  const answer = await client.ping();
  return answer.success ? true : answer.error.message;
}
