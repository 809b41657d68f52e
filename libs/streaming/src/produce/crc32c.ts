/**
 * CRC-32C (Castagnoli, RFC 3720 appendix B.4), the checksum of Kafka's record batches. Eight bytes a step ("slicing by 8"):
 * every record passes through it once on its way in and once on its way out.
 */
const POLYNOMIAL = 0x82f63b78;
const LANES = 8;
const TABLE = makeTable();

function makeTable(): Int32Array {
  const table = new Int32Array(LANES * 256);
  for (let byte = 0; byte < 256; byte += 1) {
    let crc = byte;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc & 1) === 1 ? (crc >>> 1) ^ POLYNOMIAL : crc >>> 1;
    table[byte] = crc;
  }
  for (let at = 256; at < table.length; at += 1) {
    const before = table[at - 256] ?? 0;
    table[at] = (before >>> 8) ^ (table[before & 0xff] ?? 0);
  }
  return table;
}

/** Checksum of `data` from `start` up to `end`, as an unsigned 32-bit integer. */
export function crc32c(data: Uint8Array, start = 0, end: number = data.length): number {
  let crc = -1;
  let at = start;
  for (const whole = end - LANES; at <= whole; at += LANES) {
    // Every index is in bounds by the loop's own condition.
    const low = crc ^ (data[at]! | (data[at + 1]! << 8) | (data[at + 2]! << 16) | (data[at + 3]! << 24));
    crc =
      TABLE[0x700 | (low & 0xff)]! ^
      TABLE[0x600 | ((low >>> 8) & 0xff)]! ^
      TABLE[0x500 | ((low >>> 16) & 0xff)]! ^
      TABLE[0x400 | (low >>> 24)]! ^
      TABLE[0x300 | data[at + 4]!]! ^
      TABLE[0x200 | data[at + 5]!]! ^
      TABLE[0x100 | data[at + 6]!]! ^
      TABLE[data[at + 7]!]!;
  }
  for (; at < end; at += 1) crc = (crc >>> 8) ^ TABLE[(crc ^ data[at]!) & 0xff]!;
  return ~crc >>> 0;
}
