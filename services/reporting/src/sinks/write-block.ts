import { type ClickHouse, deadLetters, insertBlock, type TableShape } from '@millrace/clickhouse';
import type { Codecs } from '@millrace/contracts';
import type { SinkBlock } from '@millrace/streaming';
import { sortRecords } from './sort-records.ts';
import type { ToRows } from './to-rows.ts';

/** Where a stream's records go. */
export interface Destination<Row> {
  readonly stream: string;
  readonly table: TableShape<Row>;
  readonly toRows: ToRows<Row>;
}

/**
 * Writes a block of records as a block of rows, and what cannot be used as dead letters. May be called any number of times with
 * the same block: the tables keep the first. An error means that the outcome is unknown.
 */
export async function writeBlock<Row>(
  parts: { readonly client: ClickHouse; readonly codecs: Pick<Codecs, 'prepare' | 'decode'> },
  { stream, table, toRows }: Destination<Row>,
  block: SinkBlock,
): Promise<void> {
  const { rows, unusable } = await sortRecords(parts.codecs, stream, block.records, toRows);
  await insertBlock(parts.client, { table, token: block.token, rows });
  // A token of its own: for dead.letters both inserts go to the same table.
  await insertBlock(parts.client, { table: deadLetters, token: `${block.token}:unusable`, rows: unusable });
}
