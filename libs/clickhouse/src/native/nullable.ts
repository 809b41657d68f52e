import type { ByteWriter } from './byte-writer.ts';
import { bytesOf, withRoom, type ColumnBuilder, type ColumnType } from './column-type.ts';

const flags = (length: number) => new Uint8Array(length);

/** A byte a row says null, then the column with `filler` in place of nulls. */
class NullableColumn<V, B extends ColumnBuilder<V>> implements ColumnBuilder<V | null> {
  readonly #filler: V;
  readonly #inner: B;
  #nulls = flags(0);

  constructor(inner: B, filler: V) {
    this.#inner = inner;
    this.#filler = filler;
  }

  reserve(rows: number): void {
    this.#nulls = withRoom(this.#nulls, rows, flags);
    this.#inner.reserve(rows);
  }
  set(row: number, value: V | null): void {
    if (value === null) this.#nulls[row] = 1;
    this.#inner.set(row, value ?? this.#filler);
  }
  finish(out: ByteWriter, rows: number): void {
    out.raw(bytesOf(this.#nulls, rows));
    this.#inner.finish(out, rows);
  }
}

/** Nullable(T). */
export function nullable<V, B extends ColumnBuilder<V>>(
  type: ColumnType<V, B>,
  filler: V,
): ColumnType<V | null, NullableColumn<V, B>> {
  return { name: `Nullable(${type.name})`, start: () => new NullableColumn(type.start(), filler) };
}
