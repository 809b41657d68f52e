import type { ByteWriter } from '../native/byte-writer.ts';
import type { Gatherer } from '../native/gather.ts';
import { READING_KINDS, type ReadingColumns, type ReadingKind } from './reading-columns.ts';

/** The values of readings on their way into one of the three columns that hold them, null where a reading has another kind of value. */
export interface ValuesSource {
  readonly columns: ReadingColumns;
  /** The row at each place. */
  readonly rows: Uint32Array;
  readonly gather: Gatherer;
}

/** What a Nullable column says first: a byte a row, 1 for null. */
function writeNulls(out: ByteWriter, { columns, rows, gather }: ValuesSource, kind: ReadingKind): void {
  const codes = READING_KINDS.map((other) => (other === kind ? 0 : 1));
  gather.codes(out, rows, columns.kind, codes);
}

const NUMBER = READING_KINDS.indexOf('number');
const TRUTH = READING_KINDS.indexOf('truth');
const TEXT = READING_KINDS.indexOf('text');

/** Nullable(Float64) */
export function writeNumbers(out: ByteWriter, source: ValuesSource): void {
  const { kind, number, rows } = source.columns;
  writeNulls(out, source, 'number');
  const numbers = new Float64Array(rows);
  for (let row = 0; row < rows; row++) numbers[row] = kind[row] === NUMBER ? number[row]! : 0;
  source.gather.float64(out, source.rows, numbers);
}

/** Nullable(Bool) */
export function writeTruths(out: ByteWriter, source: ValuesSource): void {
  const { kind, number, rows } = source.columns;
  writeNulls(out, source, 'truth');
  const truths = new Uint8Array(rows);
  for (let row = 0; row < rows; row++) truths[row] = kind[row] === TRUTH && number[row] === 1 ? 1 : 0;
  source.gather.codes(out, source.rows, truths, [0, 1]);
}

/** Nullable(String) */
export function writeTexts(out: ByteWriter, source: ValuesSource): void {
  const { kind, number, values } = source.columns;
  writeNulls(out, source, 'text');
  // Nearly always no reading is a text, and an empty text is a zero.
  if (values.length === 0) return out.raw(new Uint8Array(source.rows.length));
  for (const row of source.rows) out.string(kind[row] === TEXT ? values[number[row]!]! : '');
}
