import type { TableShape } from '../table.ts';
import { ByteWriter } from './byte-writer.ts';
import type { ColumnBuilder } from './column-type.ts';

const BYTES_A_ROW = 96;
/** Rows taken at a time: their objects stay in the processor's cache while every column picks its value. */
const CHUNK = 256;

/**
 * Rows as one block of ClickHouse's Native format (columns one after the other), which the server takes without parsing text
 * and without splitting: one body is one block, so it is deduplicated as a whole.
 * @throws RangeError when a value does not fit its column.
 */
export function encodeBlock<Row>(shape: TableShape<Row>, rows: readonly Row[]): Buffer {
  const columns = shape.columns.map((column) => ({ column, filling: column.start(rows.length) }));
  for (let from = 0; from < rows.length; from += CHUNK) {
    const to = Math.min(from + CHUNK, rows.length);
    for (const { filling } of columns) filling.append(rows, from, to);
  }
  return writeBlock(
    columns.map(({ column: { name, type }, filling }) => ({ name, type, filled: filling })),
    rows.length,
  );
}

/** A column that is filled, with its name and its ClickHouse type. */
export interface FilledColumn {
  readonly name: string;
  readonly type: string;
  readonly filled: Pick<ColumnBuilder<never>, 'finish'>;
}

/** Filled columns as a block. */
export function writeBlock(columns: readonly FilledColumn[], rows: number): Buffer {
  const out = new ByteWriter(1024 + rows * BYTES_A_ROW);
  out.varUint(columns.length);
  out.varUint(rows);
  for (const { name, type, filled } of columns) {
    out.string(name);
    out.string(type);
    filled.finish(out, rows);
  }
  return out.view();
}
