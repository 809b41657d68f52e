import type { Readable } from 'node:stream';
import type { ClickHouse } from './client.ts';
import { quote } from './quote.ts';

/** What a read may cost at most. */
export interface ReadLimits {
  /** Seconds after which ClickHouse gives up. */
  maxSeconds: number;
  /** Rows after which ClickHouse refuses to answer. */
  maxRows: number;
  /** What ClickHouse filters each table by, besides what the statement says (`tableFilters`). */
  filters?: Readonly<Record<string, string>>;
}

/** Values of `{name:Type}` placeholders. They never become part of the statement. */
export type Params = Readonly<Record<string, string | number | boolean | null | readonly string[]>>;

function settings(limits: ReadLimits): Record<string, string> {
  return {
    // Nothing can be written; what follows the statement may set how it is read.
    readonly: '2',
    max_execution_time: String(limits.maxSeconds),
    max_result_rows: String(limits.maxRows),
    result_overflow_mode: 'throw',
  };
}

/** The statement with the filters of its tables: in its text, because there is a limit to what an address can carry. */
function filtered(sql: string, { filters }: ReadLimits): string {
  if (filters === undefined) return sql;
  const entries = Object.entries(filters).map(([table, filter]) => `${quote(table)}: ${quote(filter)}`);
  return `${sql}\nSETTINGS additional_table_filters = {${entries.join(', ')}}`;
}

/** Rows of a read-only statement (without FORMAT), within limits. Values come only through `params`. */
export async function select<Row>(client: ClickHouse, sql: string, params: Params, limits: ReadLimits): Promise<Row[]> {
  const result = await client.query({
    query: filtered(sql, limits),
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
    query: `${filtered(sql, limits)} FORMAT ${format}`,
    query_params: { ...params },
    // Errors half way come as a status, not as text at the end of a file that looks complete.
    clickhouse_settings: { ...settings(limits), wait_end_of_query: 1 },
  });
  return result.stream;
}
