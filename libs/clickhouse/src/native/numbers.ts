import type { ByteWriter } from './byte-writer.ts';
import { bytesOf, withRoom, type ColumnBuilder, type ColumnType } from './column-type.ts';

const HIGH = 0x1_0000_0000;
const doubles = (length: number) => new Float64Array(length);
const bytes = (length: number) => new Uint8Array(length);
const words = (length: number) => new Uint32Array(length);

class UnsignedColumn<A extends Uint8Array | Uint16Array | Uint32Array> implements ColumnBuilder<number> {
  readonly #name: string;
  readonly #max: number;
  readonly #make: (length: number) => A;
  #numbers: A;

  constructor(name: string, max: number, make: (length: number) => A) {
    this.#name = name;
    this.#max = max;
    this.#make = make;
    this.#numbers = make(0);
  }

  reserve(rows: number): void {
    this.#numbers = withRoom(this.#numbers, rows, this.#make);
  }
  set(row: number, value: number): void {
    this.#numbers[row] = this.#held(value);
  }
  finish(out: ByteWriter, rows: number): void {
    out.raw(bytesOf(this.#numbers, rows));
  }

  #held(value: number): number {
    if (!(value >= 0 && value <= this.#max)) throw new RangeError(`${this.#name} cannot hold ${value}`);
    return value;
  }
}

function unsigned<A extends Uint8Array | Uint16Array | Uint32Array>(
  name: string,
  max: number,
  make: (length: number) => A,
): ColumnType<number, UnsignedColumn<A>> {
  return { name, start: () => new UnsignedColumn(name, max, make) };
}

export const uint8 = unsigned('UInt8', 0xff, bytes);
export const uint16 = unsigned('UInt16', 0xffff, (length) => new Uint16Array(length));
export const uint32 = unsigned('UInt32', 0xffff_ffff, words);

class Float64Column implements ColumnBuilder<number> {
  #numbers = doubles(0);

  reserve(rows: number): void {
    this.#numbers = withRoom(this.#numbers, rows, doubles);
  }
  set(row: number, value: number): void {
    this.#numbers[row] = value;
  }
  finish(out: ByteWriter, rows: number): void {
    out.raw(bytesOf(this.#numbers, rows));
  }
}

export const float64: ColumnType<number, Float64Column> = { name: 'Float64', start: () => new Float64Column() };

/** 64 bits from a JS number (exact to 2^53) as two halves: BigInt would cost an allocation a value. */
class LongColumn implements ColumnBuilder<number> {
  readonly #name: string;
  #halves = words(0);

  constructor(name: string) {
    this.#name = name;
  }

  reserve(rows: number): void {
    this.#halves = withRoom(this.#halves, 2 * rows, words);
  }
  set(row: number, value: number): void {
    if (!Number.isSafeInteger(value)) throw new RangeError(`${this.#name} cannot be made of ${value}`);
    this.#halves[2 * row] = value >>> 0;
    this.#halves[2 * row + 1] = Math.floor(value / HIGH);
  }
  finish(out: ByteWriter, rows: number): void {
    out.raw(bytesOf(this.#halves, 2 * rows));
  }
}

const signed64 = (name: string): ColumnType<number, LongColumn> => ({ name, start: () => new LongColumn(name) });

export const int64 = signed64('Int64');
/** An instant in microseconds since 1970 UTC. */
export const microseconds = signed64("DateTime64(6, 'UTC')");
/** An instant in milliseconds since 1970 UTC. */
export const milliseconds = signed64("DateTime64(3, 'UTC')");

/** A byte a row that stands for something else. */
class CodedColumn<V> implements ColumnBuilder<V> {
  readonly #codeOf: (value: V) => number;
  #codes = bytes(0);

  constructor(codeOf: (value: V) => number) {
    this.#codeOf = codeOf;
  }

  reserve(rows: number): void {
    this.#codes = withRoom(this.#codes, rows, bytes);
  }
  set(row: number, value: V): void {
    this.#codes[row] = this.#codeOf(value);
  }
  finish(out: ByteWriter, rows: number): void {
    out.raw(bytesOf(this.#codes, rows));
  }
}

export const bool: ColumnType<boolean> = { name: 'Bool', start: () => new CodedColumn((flag) => (flag ? 1 : 0)) };

/** An Enum8; the numbers are those of the table's definition. */
export function enum8<const M extends Record<string, number>>(members: M): ColumnType<keyof M & string> {
  const spelled = Object.entries(members).map(([member, number]) => `'${member}' = ${number}`);
  const codeOf = (value: keyof M & string): number => {
    const number = members[value];
    if (number === undefined) throw new RangeError(`Enum8 has no member '${value}'`);
    return number;
  };
  return { name: `Enum8(${spelled.join(', ')})`, start: () => new CodedColumn(codeOf) };
}
