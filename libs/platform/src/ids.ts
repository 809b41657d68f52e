import { hash, randomBytes } from 'node:crypto';
import { writeUtf8 } from './utf8.ts';

/** Namespace of Millrace's name-based UUIDs; fixed for ever, because ids derived from it are stored. */
const NAMESPACE = Buffer.from('6f2a1f0e5d6b4c0f9b1e3c7a8d240b5e', 'hex');

/**
 * UUID version 5 (RFC 9562 §5.5) of the parts, in order. Each part is preceded by its length, so ('ab','c') and
 * ('a','bc') differ. The same parts give the same id on every machine.
 */
export function uuidV5(...parts: readonly (string | Uint8Array)[]): string {
  const hex = hash('sha1', nameOf(parts), 'hex');
  // In bounds: there is a place for each of the 32 digits, and a variant for each that one can be.
  for (let digit = 0; digit < PLACES.length; digit += 1) text[PLACES[digit]!] = hex.charCodeAt(digit);
  text[VERSION_PLACE] = VERSION_5;
  text[VARIANT_PLACE] = VARIANTS[Number.parseInt(hex.charAt(16), 16)]!;
  return text.toString('latin1');
}

/** An id is put together here; slices of the digest cost twice as much. Its dashes stay. */
const text = Buffer.from('--------'.repeat(4) + '----');
/** Where in the id each digit of a digest stands. */
const PLACES = Uint8Array.from({ length: 32 }, (_, digit) => digit + [0, 0, 1, 2, 3, 4, 4, 4][digit >> 2]!);
const [VERSION_PLACE, VARIANT_PLACE, VERSION_5] = [14, 19, 0x35];
/** The digit that a digit becomes when its upper two bits are those of the variant, 10. */
const VARIANTS = Buffer.from('89ab'.repeat(4));

/** Names are put together here, one at a time: every device message has one, and a hash of one piece is several times cheaper. */
let scratch = Buffer.from(NAMESPACE);
/** The beginnings of `scratch` by their length: making a view costs more than filling it. */
let views: Buffer[] = [];
const LONGEST_VIEW = 512;

/** Namespace and parts in one piece, valid until the next call. */
function nameOf(parts: readonly (string | Uint8Array)[]): Buffer {
  let most = NAMESPACE.length;
  // A UTF-16 unit takes at most three bytes in UTF-8.
  for (const part of parts) most += 4 + part.length * (typeof part === 'string' ? 3 : 1);
  if (scratch.length < most) {
    scratch = Buffer.concat([NAMESPACE, Buffer.allocUnsafe(most)]);
    views = [];
  }
  let at = NAMESPACE.length;
  for (const part of parts) {
    const bytes = typeof part === 'string' ? writeUtf8(scratch, at + 4, part) - at - 4 : part.length;
    if (typeof part !== 'string') scratch.set(part, at + 4);
    // Faster than writeUInt32BE, which checks.
    scratch[at] = bytes >>> 24;
    scratch[at + 1] = bytes >>> 16;
    scratch[at + 2] = bytes >>> 8;
    scratch[at + 3] = bytes;
    at += 4 + bytes;
  }
  return at <= LONGEST_VIEW ? (views[at] ??= scratch.subarray(0, at)) : scratch.subarray(0, at);
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
