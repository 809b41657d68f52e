import { type ClickHouse, deadLetters, insertBlock, insertBody } from '@millrace/clickhouse';
import type { Codecs } from '@millrace/contracts';
import type { SinkBlock } from '@millrace/streaming';
import type { Decoding, Destination } from './destination.ts';
import { fillBlock } from './fill-block.ts';

/**
 * Writes a block of records as a block of rows, and what cannot be used as dead letters. May be called any number of times with
 * the same block: the tables keep the first. An error means that the outcome is unknown.
 */
export async function writeBlock(
  parts: { readonly client: ClickHouse; readonly codecs: Decoding & Pick<Codecs, 'prepare'> },
  destination: Destination,
  block: SinkBlock,
): Promise<void> {
  const { body, unusable } = await fillBlock(parts.codecs, destination, block.records);
  await insertBody(parts.client, block.token, body);
  // A token of its own: for dead.letters both inserts go to the same table.
  await insertBlock(parts.client, { table: deadLetters, token: `${block.token}:unusable`, rows: unusable });
}
