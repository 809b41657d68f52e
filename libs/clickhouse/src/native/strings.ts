import { ByteWriter } from './byte-writer.ts';
import type { ColumnBuilder, ColumnType } from './column-type.ts';

/** Values of any length, one behind the other. */
class AppendedColumn<V> implements ColumnBuilder<V> {
  readonly #put: (out: ByteWriter, value: V) => void;
  readonly #out = new ByteWriter();

  constructor(put: (out: ByteWriter, value: V) => void) {
    this.#put = put;
  }

  reserve(): void {
    // The writer grows by itself.
  }
  set(_row: number, value: V): void {
    this.#put(this.#out, value);
  }
  finish(out: ByteWriter): void {
    out.raw(this.#out.view());
  }
}

export const string: ColumnType<string, AppendedColumn<string>> = {
  name: 'String',
  start: () => new AppendedColumn((out, value) => out.string(value)),
};

/** A String column that holds bytes as they came, whether or not they are text. */
export const bytes: ColumnType<Uint8Array> = {
  name: 'String',
  start: () => new AppendedColumn((out, value) => out.bytes(value)),
};

/** Map(String, String) with bytes as values: the ends of the rows, then all keys, then all values. */
class MapColumn implements ColumnBuilder<Readonly<Record<string, Uint8Array>>> {
  readonly #ends = new ByteWriter();
  readonly #keys = new ByteWriter();
  readonly #values = new ByteWriter();
  #end = 0;

  reserve(): void {
    // The writers grow by themselves.
  }
  set(_row: number, value: Readonly<Record<string, Uint8Array>>): void {
    for (const [key, entry] of Object.entries(value)) {
      this.#keys.string(key);
      this.#values.bytes(entry);
      this.#end++;
    }
    this.#ends.uint64(this.#end);
  }
  finish(out: ByteWriter): void {
    for (const part of [this.#ends, this.#keys, this.#values]) out.raw(part.view());
  }
}

export const stringMap: ColumnType<Readonly<Record<string, Uint8Array>>> = {
  name: 'Map(String, String)',
  start: () => new MapColumn(),
};
