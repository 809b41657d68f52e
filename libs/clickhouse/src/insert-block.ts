import { Readable } from 'node:stream';
import { counter, histogram } from '@millrace/platform';
import type { ClickHouse } from './client.ts';
import { encodeBlock } from './native/encode-block.ts';
import type { BlockBody, TableShape } from './table.ts';
import { WriteError } from './write-error.ts';

const rowsTotal = counter('millrace_clickhouse_rows_total', 'Rows inserted into ClickHouse, retries counted once', [
  'table',
]);
const insertSeconds = histogram('millrace_clickhouse_insert_seconds', 'Duration of one block insert', ['table']);
const failures = counter('millrace_clickhouse_insert_failures_total', 'Block inserts that failed', ['table', 'code']);

export interface Block<Row> {
  table: TableShape<Row>;
  /** Names the block: a second insert with the same token leaves no trace in the table nor in its views. */
  token: string;
  rows: readonly Row[];
}

/** More rows than any block has, so that the server never splits one. */
const ROWS_UNLIMITED = '100000000';

/** Settings under which one body is one block and one token is one insert. */
export function blockSettings(token: string): Record<string, string> {
  return {
    insert_deduplicate: '1',
    insert_deduplication_token: token,
    deduplicate_blocks_in_dependent_materialized_views: '1',
    async_insert: '0',
    // One body is one block: no splitting, no squashing, no parallel parsing that would form blocks by chance.
    input_format_parallel_parsing: '0',
    max_insert_block_size: ROWS_UNLIMITED,
    min_insert_block_size_rows: '0',
    min_insert_block_size_bytes: '0',
    // Backfilled history may span more months than the default allows a block; refusing it would stop the sink for ever.
    throw_on_max_partitions_per_insert_block: '0',
  };
}

/**
 * Inserts rows as one block, all or nothing, once per token.
 * @throws WriteError; until it resolves the outcome is unknown and the same block must be tried again.
 */
export function insertBlock<Row>(client: ClickHouse, { table, token, rows }: Block<Row>): Promise<void> {
  return insertBody(client, token, {
    table: table.table,
    columns: table.columns.map(({ name }) => name),
    rows: rows.length,
    encode: () => encodeBlock(table, rows),
  });
}

/** As `insertBlock`, for rows that are in their columns already. */
export async function insertBody(client: ClickHouse, token: string, body: BlockBody): Promise<void> {
  const { table, columns, rows } = body;
  if (rows === 0) return;
  const stop = insertSeconds.startTimer({ table });
  try {
    const answer = await client.exec({
      query: `INSERT INTO ${table} (${columns.join(', ')}) FORMAT Native`,
      values: Readable.from([body.encode()], { objectMode: false }),
      clickhouse_settings: blockSettings(token),
    });
    await drain(answer.stream);
    rowsTotal.inc({ table }, rows);
  } catch (error) {
    const failure = new WriteError(table, token, error);
    failures.inc({ table, code: failure.code });
    throw failure;
  } finally {
    stop();
  }
}

/** The socket goes back to the pool only when the (empty) answer was read. */
async function drain(stream: Readable): Promise<void> {
  for await (const _ of stream);
}
