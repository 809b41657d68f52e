import type { DeadLetterRow } from '@millrace/clickhouse';
import { type Codecs, DecodeError } from '@millrace/contracts';
import type { InRecord, Reason } from '@millrace/streaming';
import { unusableRow } from './dead-letter-rows.ts';
import { type ToRows, Unusable } from './to-rows.ts';

/** A block's records as rows: those of its table, and those of `dead_letters` for records that cannot be used. */
export interface SortedRecords<Row> {
  readonly rows: Row[];
  readonly unusable: DeadLetterRow[];
}

/** How long decoding runs before heartbeats and HTTP get a turn, milliseconds. */
const TURN_MS = 50;

/** The same records always give the same rows in the same order, which is what lets a block be tried again. */
export async function sortRecords<Row>(
  codecs: Pick<Codecs, 'prepare' | 'decode'>,
  stream: string,
  records: readonly InRecord[],
  toRows: ToRows<Row>,
): Promise<SortedRecords<Row>> {
  await codecs.prepare(records.map((record) => record.value));
  const sorted: SortedRecords<Row> = { rows: [], unusable: [] };
  let turn = performance.now();
  for (const record of records) {
    try {
      for (const row of toRows(decode(codecs, record), record)) sorted.rows.push(row);
    } catch (error) {
      sorted.unusable.push(unusableRow(stream, record, reasonOf(error)));
    }
    if (performance.now() - turn > TURN_MS) {
      await new Promise((resolve) => setImmediate(resolve));
      turn = performance.now();
    }
  }
  return sorted;
}

function decode(codecs: Pick<Codecs, 'decode'>, record: InRecord) {
  if (record.value === null) throw new Unusable({ code: 'NO_VALUE', detail: 'the record has no value' });
  const decoded = codecs.decode(record.value);
  if (decoded === undefined) throw new Error('the schema was not prepared');
  return decoded;
}

/** Errors that say the record is at fault; every other one is ours, and the block is tried again. */
function reasonOf(error: unknown): Reason {
  if (error instanceof Unusable) return error.reason;
  if (error instanceof DecodeError) return { code: error.code, detail: error.message };
  throw error;
}
