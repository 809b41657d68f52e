import type { ByteWriter } from './byte-writer.ts';
import { bytesOf, withRoom, type ColumnBuilder, type ColumnType } from './column-type.ts';

// The serialisation of LowCardinality (ClickHouse src/DataTypes/Serializations/SerializationLowCardinality.cpp).
const KEYS_VERSION = 1;
const HAS_ADDITIONAL_KEYS = 0x200;
const NEEDS_DICTIONARY_UPDATE = 0x400;

const words = (length: number) => new Uint32Array(length);

/** Each distinct string once, then an index a row: repeated names are encoded once a block and cost a byte or two a row. */
class DictionaryColumn implements ColumnBuilder<string> {
  readonly #known = new Map<string, number>([['', 0]]);
  #indexes = words(0);
  #previous = '';
  #index = 0;

  reserve(rows: number): void {
    this.#indexes = withRoom(this.#indexes, rows, words);
  }
  set(row: number, text: string): void {
    this.#indexes[row] = this.#indexOf(text);
  }
  finish(out: ByteWriter, rows: number): void {
    // ClickHouse writes nothing at all for an empty column.
    if (rows > 0) writeKeys(out, [...this.#known.keys()], this.#indexes.subarray(0, rows));
  }

  #indexOf(text: string): number {
    if (text === this.#previous) return this.#index;
    const found = this.#known.get(text);
    if (found === undefined) this.#known.set(text, (this.#index = this.#known.size));
    else this.#index = found;
    this.#previous = text;
    return this.#index;
  }
}

export const lowCardinality: ColumnType<string, DictionaryColumn> = {
  name: 'LowCardinality(String)',
  start: () => new DictionaryColumn(),
};

/** A LowCardinality(String) column that has rows: its distinct texts, of which the first is empty, and for each row the place of its text. */
export function writeKeys(out: ByteWriter, keys: readonly string[], indexes: Uint32Array): void {
  const width = keys.length <= 0x100 ? 0 : keys.length <= 0x1_0000 ? 1 : 2;
  out.uint64(KEYS_VERSION);
  out.uint64(width | HAS_ADDITIONAL_KEYS | NEEDS_DICTIONARY_UPDATE);
  out.uint64(keys.length);
  for (const text of keys) out.string(text);
  out.uint64(indexes.length);
  // A typed array made from another one is copied natively, unlike one made by `from`.
  if (width === 0) out.raw(new Uint8Array(indexes));
  else if (width === 1) out.raw(bytesOf(new Uint16Array(indexes), indexes.length));
  else out.raw(bytesOf(indexes, indexes.length));
}
