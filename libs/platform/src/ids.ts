import { hash, randomBytes } from 'node:crypto';

/** Namespace of Millrace's name-based UUIDs; fixed for ever, because ids derived from it are stored. */
const NAMESPACE = Buffer.from('6f2a1f0e5d6b4c0f9b1e3c7a8d240b5e', 'hex');

/**
 * UUID version 5 (RFC 9562 §5.5) of the parts, in order. Each part is preceded by its length, so ('ab','c') and
 * ('a','bc') differ. The same parts give the same id on every machine.
 */
export function uuidV5(...parts: readonly (string | Uint8Array)[]): string {
  const named = nameOf(parts);
  const hex = hash('sha1', named, 'hex');
  const variant = ((Number.parseInt(hex.charAt(16), 16) & 0x3) | 0x8).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-5${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** Names are put together here, one at a time: every device message has one, and a hash of one piece is several times cheaper. */
let scratch = Buffer.from(NAMESPACE);

/** Namespace and parts in one piece, valid until the next call. */
function nameOf(parts: readonly (string | Uint8Array)[]): Buffer {
  // A UTF-16 unit takes at most three bytes in UTF-8.
  const most = parts.reduce(
    (sum, part) => sum + 4 + part.length * (typeof part === 'string' ? 3 : 1),
    NAMESPACE.length,
  );
  if (scratch.length < most) scratch = Buffer.concat([NAMESPACE, Buffer.allocUnsafe(most)]);
  let at = NAMESPACE.length;
  for (const part of parts) {
    const bytes = typeof part === 'string' ? scratch.write(part, at + 4) : part.length;
    if (typeof part !== 'string') scratch.set(part, at + 4);
    scratch.writeUInt32BE(bytes, at);
    at += 4 + bytes;
  }
  return scratch.subarray(0, at);
}

let lastMillis = 0;
let counter = 0;
let pool = Buffer.alloc(0);
let used = 0;

/**
 * UUID version 7 (RFC 9562 §5.7): milliseconds, a 12-bit counter (§6.2 method 1), 62 random bits.
 * Ids of one process sort in the order they were made; randomness is drawn in blocks to keep it cheap.
 */
export function uuidV7(): string {
  const now = Date.now();
  if (now > lastMillis) {
    lastMillis = now;
    counter = 0;
  } else if (++counter > 0xfff) {
    lastMillis += 1;
    counter = 0;
  }
  const bytes = Buffer.allocUnsafe(16);
  bytes.writeUIntBE(lastMillis, 0, 6);
  bytes.writeUInt16BE(counter, 6);
  if (used === pool.length) {
    pool = randomBytes(1_024);
    used = 0;
  }
  pool.copy(bytes, 8, used, (used += 8));
  return format(bytes);
}

function format(bytes: Buffer): string {
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x70;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
