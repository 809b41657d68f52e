import type { TableShape } from '../table.ts';
import { ByteWriter } from './byte-writer.ts';

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
    columns.map(({ column: { name, type }, filling }) => ({
      ...{ name, type },
      write: (out) => filling.finish(out, rows.length),
    })),
    rows.length,
  );
}

/** A column of a block with its ClickHouse type, and what writes its rows. */
export interface BlockColumn {
  readonly name: string;
  readonly type: string;
  write(out: ByteWriter): void;
}

/** Columns as a block of so many rows. */
export function writeBlock(columns: readonly BlockColumn[], rows: number): Buffer {
  const out = new ByteWriter(1024 + rows * BYTES_A_ROW);
  out.varUint(columns.length);
  out.varUint(rows);
  for (const { name, type, write } of columns) {
    out.string(name);
    out.string(type);
    write(out);
  }
  return out.view();
}
