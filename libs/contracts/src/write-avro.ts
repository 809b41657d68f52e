/** Writers of single Avro values. Each returns the place after what it wrote; that there is room is the caller's business. */

/** A long is written in two parts; 28 bits are four groups of seven. */
const LOW_BITS = 28;
const HALF_LOW = 2 ** (LOW_BITS - 1);
/** Lengths of names are nearly always below this. */
const BELOW_TWO_BYTES = 64;
/** A call into the runtime costs more than a loop over this many bytes. */
const SHORT = 48;

/** A whole number of at most ±(2^53 - 1), as a zigzag varint, without the 64-bit integers that are slow. */
export function writeLong(target: Buffer, start: number, value: number): number {
  const sign = value < 0 ? 1 : 0;
  const half = sign === 1 ? -(value + 1) : value;
  // The zigzag number is 2 × half + sign: its low 28 bits, and the rest, which fits 26.
  const high = Math.floor(half / HALF_LOW);
  let low = (half - high * HALF_LOW) * 2 + sign;
  let at = start;
  if (high > 0) {
    target[at] = low | 0x80;
    target[at + 1] = (low >>> 7) | 0x80;
    target[at + 2] = (low >>> 14) | 0x80;
    target[at + 3] = (low >>> 21) | 0x80;
    at += 4;
    low = high;
  }
  for (; low >= 0x80; low >>>= 7) target[at++] = low | 0x80;
  target[at++] = low;
  return at;
}

function writeLength(target: Buffer, start: number, length: number): number {
  if (length >= BELOW_TWO_BYTES) return writeLong(target, start, length);
  target[start] = length << 1;
  return start + 1;
}

/** A string that is UTF-8 already. */
export function writeBytes(target: Buffer, start: number, bytes: Uint8Array): number {
  const { length } = bytes;
  return writeRaw(target, writeLength(target, start, length), bytes, 0, length);
}

/** A string that is UTF-8 already, from one place of some bytes up to another. */
export function writePart(target: Buffer, start: number, bytes: Uint8Array, from: number, to: number): number {
  return writeRaw(target, writeLength(target, start, to - from), bytes, from, to);
}

/** Bytes that are Avro already, from one place up to another. */
export function writeRaw(target: Buffer, start: number, bytes: Uint8Array, from: number, to: number): number {
  const length = to - from;
  if (length > SHORT) target.set(length === bytes.length ? bytes : bytes.subarray(from, to), start);
  // In bounds by the loop's own condition.
  else for (let index = 0; index < length; index++) target[start + index] = bytes[from + index]!;
  return start + length;
}

/** A well-formed string. */
export function writeText(target: Buffer, start: number, text: string): number {
  const { length } = text;
  if (length > SHORT) return writeLongText(target, start, text);
  const at = writeLength(target, start, length);
  for (let index = 0; index < length; index++) {
    const unit = text.charCodeAt(index);
    if (unit > 0x7f) return writeLongText(target, start, text);
    target[at + index] = unit;
  }
  return at + length;
}

function writeLongText(target: Buffer, start: number, text: string): number {
  const at = writeLength(target, start, Buffer.byteLength(text));
  return at + target.write(text, at);
}

/** Well-formed strings, one after the other, as Avro: for who writes the same ones again and again. */
export function avroTexts(...texts: readonly string[]): Uint8Array {
  // A length takes at most five bytes, a UTF-16 unit at most three in UTF-8.
  const bytes = Buffer.allocUnsafe(texts.reduce((sum, text) => sum + 5 + 3 * text.length, 0));
  let at = 0;
  for (const text of texts) at = writeText(bytes, at, text);
  return Uint8Array.prototype.slice.call(bytes, 0, at);
}
