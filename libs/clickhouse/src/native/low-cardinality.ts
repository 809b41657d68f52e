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
  fill(from: number, to: number, text: string): void {
    this.#indexes.fill(this.#indexOf(text), from, to);
  }
  finish(out: ByteWriter, rows: number): void {
    // ClickHouse writes nothing at all for an empty column.
    if (rows > 0) writeDictionary(out, this.#known, this.#indexes.subarray(0, rows));
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

function writeDictionary(out: ByteWriter, known: ReadonlyMap<string, number>, indexes: Uint32Array): void {
  const width = known.size <= 0x100 ? 0 : known.size <= 0x1_0000 ? 1 : 2;
  out.uint64(KEYS_VERSION);
  out.uint64(width | HAS_ADDITIONAL_KEYS | NEEDS_DICTIONARY_UPDATE);
  out.uint64(known.size);
  for (const text of known.keys()) out.string(text);
  out.uint64(indexes.length);
  // A typed array made from another one is copied natively, unlike one made by `from`.
  if (width === 0) out.raw(new Uint8Array(indexes));
  else if (width === 1) out.raw(bytesOf(new Uint16Array(indexes), indexes.length));
  else out.raw(bytesOf(indexes, indexes.length));
}
