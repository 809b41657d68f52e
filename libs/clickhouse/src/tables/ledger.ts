import { lowCardinality } from '../native/low-cardinality.ts';
import { nullable } from '../native/nullable.ts';
import { int64, microseconds, uint32 } from '../native/numbers.ts';
import { string } from '../native/strings.ts';
import { column, type TableShape } from '../table.ts';

/** A row of `ledger`; see migrations/0011-ledger.sql. Instants in microseconds. */
export interface LedgerRow {
  tenant: string;
  slot: number;
  source: string;
  hop: string;
  entryId: string;
  partition: number;
  fromOffset: number;
  throughOffset: number;
  absentOffsets: number;
  messages: number;
  readings: number;
  rows: number;
  rejections: number;
  refusedReadings: number;
  duplicates: number;
  deadLetters: number;
  lastOffset: number;
  numbersKind: string;
  numbersLast: number;
  numbersMissing: number;
  numbersSince: number | null;
  numbersRanges: string;
  numbersRepeats: number;
  numbersResets: number;
  numbersPending: number | null;
  closedAt: number;
}

export const ledger: TableShape<LedgerRow> = {
  table: 'ledger',
  columns: [
    column('tenant', lowCardinality, (row) => row.tenant),
    column('slot', uint32, (row) => row.slot),
    column('source', lowCardinality, (row) => row.source),
    column('hop', lowCardinality, (row) => row.hop),
    column('entry_id', string, (row) => row.entryId),
    column('partition', int64, (row) => row.partition),
    column('from_offset', int64, (row) => row.fromOffset),
    column('through_offset', int64, (row) => row.throughOffset),
    column('absent_offsets', int64, (row) => row.absentOffsets),
    column('messages', int64, (row) => row.messages),
    column('readings', int64, (row) => row.readings),
    column('rows', int64, (row) => row.rows),
    column('rejections', int64, (row) => row.rejections),
    column('refused_readings', int64, (row) => row.refusedReadings),
    column('duplicates', int64, (row) => row.duplicates),
    column('dead_letters', int64, (row) => row.deadLetters),
    column('last_offset', int64, (row) => row.lastOffset),
    column('numbers_kind', lowCardinality, (row) => row.numbersKind),
    column('numbers_last', int64, (row) => row.numbersLast),
    column('numbers_missing', int64, (row) => row.numbersMissing),
    column('numbers_since', nullable(microseconds, 0), (row) => row.numbersSince),
    column('numbers_ranges', string, (row) => row.numbersRanges),
    column('numbers_repeats', int64, (row) => row.numbersRepeats),
    column('numbers_resets', int64, (row) => row.numbersResets),
    column('numbers_pending', nullable(int64, 0), (row) => row.numbersPending),
    column('closed_at', microseconds, (row) => row.closedAt),
  ],
};
