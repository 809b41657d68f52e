import type { ColumnType } from './column-type.ts';
import { fixedWidth } from './numbers.ts';

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

/** UUID from its text form. ClickHouse keeps it as two little-endian 64-bit halves, the upper first. */
export const uuid: ColumnType<string> = {
  name: 'UUID',
  start(rowCount) {
    const words = new Uint32Array(rowCount * 4);
    let previous = '';
    return fixedWidth(words, (row, text) => {
      const at = row * 4;
      if (text === previous) {
        words.copyWithin(at, at - 4, at); // readings of one message share its id
        return;
      }
      if (text.length !== 36) throw new RangeError(`UUID cannot be made of '${text}'`);
      words[at] = word(text, DIGITS[1]);
      words[at + 1] = word(text, DIGITS[0]);
      words[at + 2] = word(text, DIGITS[3]);
      words[at + 3] = word(text, DIGITS[2]);
      previous = text;
    });
  },
};
