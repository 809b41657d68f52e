import type { BlockBody, DeadLetterRow } from '@millrace/clickhouse';
import { type Codecs, DecodeError } from '@millrace/contracts';
import type { InRecord, Reason } from '@millrace/streaming';
import { unusableRow } from './dead-letter-rows.ts';
import type { Decoding, Destination } from './destination.ts';
import { Unusable } from './to-rows.ts';

/** A block's records as rows: those of its table, and those of `dead_letters` for records that cannot be used. */
export interface FilledBlock {
  readonly body: BlockBody;
  readonly unusable: DeadLetterRow[];
}

/** How long decoding runs before heartbeats and HTTP get a turn, milliseconds. */
const TURN_MS = 50;

/** The same records always give the same rows in the same order, which is what lets a block be tried again. */
export async function fillBlock(
  codecs: Decoding & Pick<Codecs, 'prepare'>,
  destination: Destination,
  records: readonly InRecord[],
): Promise<FilledBlock> {
  await codecs.prepare(records.map((record) => record.value));
  const block = destination.start(codecs, records.length);
  const unusable: DeadLetterRow[] = [];
  let turn = performance.now();
  for (const record of records) {
    try {
      block.add(record);
    } catch (error) {
      unusable.push(unusableRow(destination.stream, record, reasonOf(error)));
    }
    if (performance.now() - turn > TURN_MS) {
      await new Promise((resolve) => setImmediate(resolve));
      turn = performance.now();
    }
  }
  return { body: block.body, unusable };
}

/** Errors that say the record is at fault; every other one is ours, and the block is tried again. */
function reasonOf(error: unknown): Reason {
  if (error instanceof Unusable) return error.reason;
  if (error instanceof DecodeError) return { code: error.code, detail: error.message };
  throw error;
}
