import type { ByteWriter } from './byte-writer.ts';

/** One column of one block while it is being filled, row after row: no row is left out, none is set again. */
export interface ColumnBuilder<V> {
  /** Makes room for this many rows; before a row is set there must be room for it. */
  reserve(rows: number): void;
  /** @throws RangeError when the type cannot hold the value. */
  set(row: number, value: V): void;
  /** Writes the column of a block that has so many rows. */
  finish(out: ByteWriter, rows: number): void;
}

/** How one ClickHouse type is laid out in a Native column. */
export interface ColumnType<V, B extends ColumnBuilder<V> = ColumnBuilder<V>> {
  /** Type name as ClickHouse spells it. */
  readonly name: string;
  start(): B;
}

type Numbers = Uint8Array | Uint16Array | Uint32Array | Int32Array | Float64Array;

/** The array, or a larger one that begins with it, with room for `length` numbers. */
export function withRoom<A extends Numbers>(array: A, length: number, make: (length: number) => A): A {
  if (length <= array.length) return array;
  const grown = make(Math.max(length, 2 * array.length));
  grown.set(array);
  return grown;
}

/** View of the first numbers of a typed array; every platform Node runs on is little-endian, as Native is. */
export function bytesOf(array: Numbers, length: number): Uint8Array {
  return new Uint8Array(array.buffer, array.byteOffset, length * array.BYTES_PER_ELEMENT);
}
