import type { ByteWriter } from './byte-writer.ts';
import { bytesOf } from './column-type.ts';
import { writeKeys } from './low-cardinality.ts';

/** Distinct texts that have numbers; number 0 is the empty one. */
export interface NumberedTexts {
  readonly size: number;
  text(number: number): string;
}

const HIGH = 0x1_0000_0000;
/** The widest is a UUID. */
const BYTES_A_VALUE = 16;

/** Nothing stays in it: each column is copied into the block before the next one is gathered. */
let memory = new ArrayBuffer(0);

/**
 * Writes Native columns of values that stand in another order: row after row of the block takes the value at the place that `at`
 * names. All columns of all blocks go through one piece of memory, which stays in the processor's cache.
 */
export class Gatherer {
  readonly #rows: number;
  readonly #bytes: Uint8Array;
  readonly #shorts: Uint16Array;
  readonly #words: Uint32Array;
  readonly #doubles: Float64Array;

  constructor(rows: number) {
    if (memory.byteLength < rows * BYTES_A_VALUE) memory = new ArrayBuffer(rows * BYTES_A_VALUE);
    this.#rows = rows;
    this.#bytes = new Uint8Array(memory);
    this.#shorts = new Uint16Array(memory);
    this.#words = new Uint32Array(memory);
    this.#doubles = new Float64Array(memory);
  }

  /** A byte a row: what `codes` has for the value. */
  codes(out: ByteWriter, at: Uint32Array, from: Uint8Array, codes: ArrayLike<number>): void {
    const bytes = this.#bytes;
    for (let row = 0; row < this.#rows; row++) bytes[row] = codes[from[at[row]!]!]!;
    out.raw(bytesOf(bytes, this.#rows));
  }

  /** @throws RangeError when a value does not fit */
  uint16(out: ByteWriter, at: Uint32Array, from: Int32Array): void {
    const shorts = this.#shorts;
    for (let row = 0; row < this.#rows; row++) {
      const value = from[at[row]!]!;
      if (value >>> 16 !== 0) throw new RangeError(`UInt16 cannot hold ${value}`);
      shorts[row] = value;
    }
    out.raw(bytesOf(shorts, this.#rows));
  }

  float64(out: ByteWriter, at: Uint32Array, from: Float64Array): void {
    const doubles = this.#doubles;
    for (let row = 0; row < this.#rows; row++) doubles[row] = from[at[row]!]!;
    out.raw(bytesOf(doubles, this.#rows));
  }

  /** Int64, or what is kept as one. @throws RangeError when a value is not exact */
  int64(out: ByteWriter, at: Uint32Array, from: Float64Array): void {
    const words = this.#words;
    for (let row = 0; row < this.#rows; row++) {
      const value = from[at[row]!]!;
      if (!Number.isSafeInteger(value)) throw new RangeError(`64 bits cannot be made of ${value}`);
      words[2 * row] = value >>> 0;
      words[2 * row + 1] = Math.floor(value / HIGH);
    }
    out.raw(bytesOf(words, 2 * this.#rows));
  }

  /** UUIDs of four words each, the uppermost first; ClickHouse keeps two little-endian 64-bit halves. */
  uuid(out: ByteWriter, at: Uint32Array, from: Uint32Array): void {
    const words = this.#words;
    for (let row = 0; row < this.#rows; row++) {
      const to = 4 * row;
      const place = 4 * at[row]!;
      words[to] = from[place + 1]!;
      words[to + 1] = from[place]!;
      words[to + 2] = from[place + 3]!;
      words[to + 3] = from[place + 2]!;
    }
    out.raw(bytesOf(words, 4 * this.#rows));
  }

  /** LowCardinality(String) of the texts whose numbers are the first `count` of `from`. */
  names(out: ByteWriter, at: Uint32Array, from: Uint32Array, count: number, texts: NumberedTexts): void {
    if (this.#rows === 0) return; // ClickHouse writes nothing at all for an empty column
    const { keys, places } = keysOf(from, count, texts);
    const indexes = this.#words.subarray(0, this.#rows);
    for (let row = 0; row < indexes.length; row++) indexes[row] = places[at[row]!]!;
    writeKeys(out, keys, indexes);
  }
}

/** The distinct texts, the empty one first, and for each number given the place of its text among them. */
function keysOf(from: Uint32Array, count: number, texts: NumberedTexts) {
  const placeOf = new Uint32Array(texts.size);
  const keys = [''];
  const places = new Uint32Array(count);
  for (let at = 0; at < count; at++) {
    const number = from[at]!;
    if (number !== 0 && placeOf[number] === 0) placeOf[number] = keys.push(texts.text(number)) - 1;
    places[at] = placeOf[number]!;
  }
  return { keys, places };
}
