import { COLON, type JsonCursor, QUOTE } from './json-cursor.ts';
import { standsAt } from './same-bytes.ts';

/** The member names of device messages and readings, each a bit, so that a set of them is a number. */
export const MEMBER = {
  deviceId: 1,
  messageId: 2,
  sequence: 4,
  occurredAt: 8,
  values: 16,
  readings: 32,
  metric: 64,
  value: 128,
  quality: 256,
  messages: 512,
} as const;

interface Known {
  /** The name and the quote that ends it. */
  readonly ending: Uint8Array;
  readonly bit: number;
}

/** The known names by their first byte. */
const BY_FIRST_BYTE: readonly Known[][] = Array.from({ length: 256 }, () => []);
for (const [name, bit] of Object.entries(MEMBER)) {
  BY_FIRST_BYTE[name.charCodeAt(0)]?.push({ ending: new TextEncoder().encode(`${name}"`), bit });
}

/** Passes the name of a member and the colon after it. Its bit; 0 when it is none that is known, or no name at all. */
export function takeMember(cursor: JsonCursor): number {
  if (!cursor.take(QUOTE)) return 0;
  const { bytes, at } = cursor;
  if (at === bytes.length) return 0;
  // In bounds: there is a list for each byte.
  const known = BY_FIRST_BYTE[bytes[at]!]!;
  for (let index = 0; index < known.length; index++) {
    const { ending, bit } = known[index]!;
    if (!standsAt(ending, bytes, at)) continue;
    cursor.at = at + ending.length;
    return cursor.take(COLON) ? bit : 0;
  }
  return 0;
}
