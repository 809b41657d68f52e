import type { ByteWriter } from './byte-writer.ts';

/** One column of one block while it is being filled. */
export interface ColumnBuilder<V> {
  /**
   * Takes the values of `rows[from..to)`. A block is filled a few hundred rows at a time, all columns of them, because going
   * through 100,000 row objects once per column would miss the processor's cache at every row (measured: twice as slow).
   * @throws RangeError when a value cannot be held by the type.
   */
  append<Row>(rows: readonly Row[], from: number, to: number, value: (row: Row) => V): void;
  /** Writes the finished column. */
  finish(out: ByteWriter): void;
}

/** How one ClickHouse type is laid out in a Native column. */
export interface ColumnType<V> {
  /** Type name as ClickHouse spells it. */
  readonly name: string;
  start(rowCount: number): ColumnBuilder<V>;
}

/** View of a typed array's memory; every platform Node runs on is little-endian, as Native is. */
export function bytesOf(array: { buffer: ArrayBufferLike; byteOffset: number; byteLength: number }): Uint8Array {
  return new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
}
