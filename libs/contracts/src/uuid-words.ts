const UUID_BYTES = 36;
const HYPHEN = 0x2d;
/** The digit a byte stands for; with bits above 0xf for what is none. */
const NONE = 0x100;
const DIGITS = new Uint16Array(256).fill(NONE);
for (let digit = 0; digit < 16; digit++) {
  DIGITS[digit.toString(16).charCodeAt(0)] = digit;
  DIGITS[digit.toString(16).toUpperCase().charCodeAt(0)] = digit;
}

/**
 * Reads a UUID in its text form (RFC 9562 section 4) into four words, the uppermost first.
 * @returns whether the bytes from `start` to `end` are one; if not, the words mean nothing
 */
export function readUuid(bytes: Uint8Array, start: number, end: number, words: Uint32Array, at: number): boolean {
  if (end - start !== UUID_BYTES) return false;
  const hyphens =
    (bytes[start + 8]! ^ HYPHEN) |
    (bytes[start + 13]! ^ HYPHEN) |
    (bytes[start + 18]! ^ HYPHEN) |
    (bytes[start + 23]! ^ HYPHEN);
  // In bounds: there are 36 bytes. Each four digits, and whether all of them are some.
  const a = four(bytes, start);
  const b = four(bytes, start + 4);
  const c = four(bytes, start + 9);
  const d = four(bytes, start + 14);
  const e = four(bytes, start + 19);
  const f = four(bytes, start + 24);
  const g = four(bytes, start + 28);
  const h = four(bytes, start + 32);
  words[at] = (a << 16) | b;
  words[at + 1] = (c << 16) | d;
  words[at + 2] = (e << 16) | f;
  words[at + 3] = (g << 16) | h;
  return hyphens === 0 && (a | b | c | d | e | f | g | h) >= 0;
}

/** Four hex digits as a number; negative when not all are digits. */
function four(bytes: Uint8Array, at: number): number {
  const a = DIGITS[bytes[at]!]!;
  const b = DIGITS[bytes[at + 1]!]!;
  const c = DIGITS[bytes[at + 2]!]!;
  const d = DIGITS[bytes[at + 3]!]!;
  if ((a | b | c | d) >= NONE) return -1;
  return (a << 12) | (b << 8) | (c << 4) | d;
}
