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
