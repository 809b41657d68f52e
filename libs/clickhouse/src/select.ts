import type { Readable } from 'node:stream';
import type { ClickHouse } from './client.ts';

/** What a read may cost at most. */
export interface ReadLimits {
  /** Seconds after which ClickHouse gives up. */
  maxSeconds: number;
  /** Rows after which ClickHouse refuses to answer. */
  maxRows: number;
}

/** Values of `{name:Type}` placeholders. They never become part of the statement. */
export type Params = Readonly<Record<string, string | number | boolean | null | readonly string[]>>;

function settings(limits: ReadLimits): Record<string, string> {
  return {
    readonly: '1',
    max_execution_time: String(limits.maxSeconds),
    max_result_rows: String(limits.maxRows),
    result_overflow_mode: 'throw',
  };
}

/** Rows of a read-only statement (without FORMAT), within limits. Values come only through `params`. */
export async function select<Row>(client: ClickHouse, sql: string, params: Params, limits: ReadLimits): Promise<Row[]> {
  const result = await client.query({
    query: sql,
    query_params: { ...params },
    format: 'JSONEachRow',
    clickhouse_settings: settings(limits),
  });
  return result.json<Row>();
}

/** Formats ClickHouse writes an export in. */
export type ExportFormat = 'CSVWithNames' | 'Parquet';

/** Bytes of a read-only statement's result in a format, as ClickHouse writes them. Destroy the stream to stop early. */
export async function exportStream(
  client: ClickHouse,
  sql: string,
  format: ExportFormat,
  params: Params,
  limits: ReadLimits,
): Promise<Readable> {
  const result = await client.exec({
    query: `${sql} FORMAT ${format}`,
    query_params: { ...params },
    // Errors half way come as a status, not as text at the end of a file that looks complete.
    clickhouse_settings: { ...settings(limits), wait_end_of_query: 1 },
  });
  return result.stream;
}
