import { asciiText } from './ascii-text.ts';
import type { JsonCursor } from './json-cursor.ts';

const [ZERO, MINUS, PLUS, DOT, E, LOWER_CASE] = [0x30, 0x2d, 0x2b, 0x2e, 0x65, 0x20];
/** Below it a mantissa was summed up without rounding. Not 2^53 itself: 2^53 + 1 is rounded to it. */
const EXACT_BELOW = 2 ** 53;
/** 10^0 to 10^22, the powers of ten that a double holds exactly. */
const POWERS = Float64Array.from({ length: 23 }, (_, exponent) => Number(`1e${exponent}`));
/** Longer spellings of a number are nobody's measurement. */
const MAX_TEXT = 64;

/**
 * Passes white space and a number, and gives the double that `JSON.parse` gives.
 *
 * An exact mantissa times or divided by an exact power of ten is rounded once, so it is correctly rounded (Clinger, "How to read floating
 * point numbers accurately", 1990). Other numbers, those of 16 digits and more, take the way over a string.
 * @returns NaN when it is no number, none that a double can hold, or spelled in more than 64 characters.
 */
export function takeNumber(cursor: JsonCursor): number {
  cursor.peek();
  const { bytes, at: start } = cursor;
  const { length } = bytes;
  const negative = start < length && bytes[start] === MINUS;
  const whole = negative ? start + 1 : start;
  let at = whole;
  let mantissa = 0;
  // Every index below is in bounds by the condition before it.
  for (; at < length; at++) {
    const digit = bytes[at]! - ZERO;
    if (digit < 0 || digit > 9) break;
    mantissa = mantissa * 10 + digit;
  }
  if (at === whole || (at > whole + 1 && bytes[whole] === ZERO)) return NaN;
  let exponent = 0;
  if (at < length && bytes[at] === DOT) {
    const fraction = ++at;
    for (; at < length; at++) {
      const digit = bytes[at]! - ZERO;
      if (digit < 0 || digit > 9) break;
      mantissa = mantissa * 10 + digit;
    }
    if (at === fraction) return NaN;
    exponent = fraction - at;
  }
  cursor.at = at;
  if (at < length && (bytes[at]! | LOWER_CASE) === E) exponent += takeExponent(cursor);
  const magnitude = mantissa < EXACT_BELOW ? scaled(mantissa, exponent) : NaN;
  if (!Number.isNaN(magnitude)) return negative ? -magnitude : magnitude;
  return Number.isNaN(exponent) ? NaN : longNumber(bytes, start, cursor.at);
}

/** Passes `e` and the digits after it, which may be so many that it is infinite; NaN when there are none. */
function takeExponent(cursor: JsonCursor): number {
  const { bytes } = cursor;
  let at = cursor.at + 1;
  const negative = bytes[at] === MINUS;
  if (negative || bytes[at] === PLUS) at += 1;
  const first = at;
  let exponent = 0;
  for (; at < bytes.length; at++) {
    // In bounds by the loop's own condition.
    const digit = bytes[at]! - ZERO;
    if (digit < 0 || digit > 9) break;
    exponent = exponent * 10 + digit;
  }
  cursor.at = at;
  if (at === first) return NaN;
  return negative ? -exponent : exponent;
}

/** `mantissa` times 10^`exponent`; NaN when one multiplication cannot tell. */
function scaled(mantissa: number, exponent: number): number {
  if (exponent === 0) return mantissa;
  // An index beyond the table gives undefined, and that NaN.
  return exponent < 0 ? mantissa / POWERS[-exponent]! : mantissa * POWERS[exponent]!;
}

function longNumber(bytes: Uint8Array, start: number, end: number): number {
  if (end - start > MAX_TEXT) return NaN;
  const value = Number(asciiText(bytes, start, end));
  return Number.isFinite(value) ? value : NaN;
}
