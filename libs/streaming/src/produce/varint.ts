/** Bytes of a signed integer of 32 bits as a zigzag varint (Protocol Buffers' `sint32`, Kafka's `varint`). */
export function varintLength(value: number): number {
  const zigzag = ((value << 1) ^ (value >> 31)) >>> 0;
  if (zigzag < 0x80) return 1;
  if (zigzag < 0x4000) return 2;
  if (zigzag < 0x200000) return 3;
  return zigzag < 0x10000000 ? 4 : 5;
}

/** Writes a zigzag varint and returns the place after it. */
export function writeVarint(target: Buffer, start: number, value: number): number {
  let rest = ((value << 1) ^ (value >> 31)) >>> 0;
  let at = start;
  while (rest >= 0x80) {
    target[at] = (rest & 0x7f) | 0x80;
    rest >>>= 7;
    at += 1;
  }
  target[at] = rest;
  return at + 1;
}

/** A call into the runtime costs more than a loop over a key. */
const SHORT = 64;

function isShortAscii(text: string): boolean {
  if (text.length > SHORT) return false;
  for (let at = 0; at < text.length; at += 1) if (text.charCodeAt(at) > 0x7f) return false;
  return true;
}

/** Bytes of a text in UTF-8. */
export function utf8Length(text: string): number {
  return isShortAscii(text) ? text.length : Buffer.byteLength(text);
}

/** Writes a text in UTF-8 and returns the place after it. */
export function writeUtf8(target: Buffer, start: number, text: string): number {
  if (!isShortAscii(text)) return start + target.write(text, start);
  for (let at = 0; at < text.length; at += 1) target[start + at] = text.charCodeAt(at);
  return start + text.length;
}
