import type { ByteWriter } from './byte-writer.ts';
import { bytesOf, withRoom, type ColumnBuilder, type ColumnType } from './column-type.ts';

const HEX = new Int8Array(128).fill(-1);
for (let digit = 0; digit < 16; digit++) {
  HEX[digit.toString(16).charCodeAt(0)] = digit;
  HEX[digit.toString(16).toUpperCase().charCodeAt(0)] = digit;
}

/** Where the hex digits of each of the four 32-bit words stand in the text form (RFC 9562 section 4). */
const DIGITS = [
  [0, 1, 2, 3, 4, 5, 6, 7],
  [9, 10, 11, 12, 14, 15, 16, 17],
  [19, 20, 21, 22, 24, 25, 26, 27],
  [28, 29, 30, 31, 32, 33, 34, 35],
] as const;

function word(text: string, digits: readonly number[]): number {
  let value = 0;
  for (const at of digits) {
    const digit = HEX[text.charCodeAt(at)] ?? -1;
    if (digit < 0) throw new RangeError(`UUID cannot be made of '${text}'`);
    value = (value << 4) | digit;
  }
  return value >>> 0;
}

const UUID_TEXT = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Whether a text is a UUID that `uuid` columns can hold. */
export function isUuid(text: string): boolean {
  return UUID_TEXT.test(text);
}

const words = (length: number) => new Uint32Array(length);

/** ClickHouse keeps a UUID as two little-endian 64-bit halves, the upper first. */
class UuidColumn implements ColumnBuilder<string> {
  #words = words(0);
  #previous = '';

  reserve(rows: number): void {
    this.#words = withRoom(this.#words, 4 * rows, words);
  }
  set(row: number, text: string): void {
    const at = row * 4;
    if (text === this.#previous) {
      this.#words.copyWithin(at, at - 4, at); // readings of one message share its id
      return;
    }
    if (text.length !== 36) throw new RangeError(`UUID cannot be made of '${text}'`);
    this.#words[at] = word(text, DIGITS[1]);
    this.#words[at + 1] = word(text, DIGITS[0]);
    this.#words[at + 2] = word(text, DIGITS[3]);
    this.#words[at + 3] = word(text, DIGITS[2]);
    this.#previous = text;
  }
  fill(from: number, to: number, text: string): void {
    if (from === to) return;
    this.set(from, text);
    const words = this.#words;
    const first = from * 4;
    // In bounds: there is room up to `to`.
    for (let at = first + 4; at < to * 4; at++) words[at] = words[at - 4]!;
  }
  finish(out: ByteWriter, rows: number): void {
    out.raw(bytesOf(this.#words, 4 * rows));
  }
}

/** UUID from its text form. */
export const uuid: ColumnType<string, UuidColumn> = { name: 'UUID', start: () => new UuidColumn() };
