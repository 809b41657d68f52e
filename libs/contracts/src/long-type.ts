import avsc from 'avsc';
import type { Tap } from './tap.ts';

/** avsc's own bound, one short of the safe integers. */
export const MAX_LONG = Number.MAX_SAFE_INTEGER - 1;

/** Below this magnitude a zigzagged long (twice the number) is itself a safe integer, and avsc's float arithmetic is exact. */
const EXACT_BELOW = 2 ** 52;
const MOST_BYTES = 10;

/**
 * avsc 5.7.9 zigzags longs in doubles, which rounds a negative number under -2^52 and even loses its sign. Such a number is rare
 * (a sequence number of a device can be anything) and takes the exact way here.
 */
export class ExactLongType extends avsc.types.LongType {
  _write(tap: Tap, value: unknown): void {
    if (!isLong(value)) throw new Error('not a long');
    if (value > -EXACT_BELOW && value < EXACT_BELOW) tap.writeLong(value);
    else writeExactly(tap, value);
  }

  _read(tap: Tap): number {
    const start = tap.pos;
    const value = tap.readLong();
    return value > -EXACT_BELOW && value < EXACT_BELOW ? value : readExactly(tap, start);
  }
}

const isLong = (value: unknown): value is number =>
  Number.isSafeInteger(value) && (value as number) >= -MAX_LONG && (value as number) <= MAX_LONG;

function writeExactly(tap: Tap, value: number): void {
  let rest = BigInt.asUintN(64, (BigInt(value) << 1n) ^ (BigInt(value) >> 63n));
  for (; rest > 0x7fn; rest >>= 7n) tap.buf[tap.pos++] = Number(rest & 0x7fn) | 0x80;
  tap.buf[tap.pos++] = Number(rest);
}

function readExactly(tap: Tap, start: number): number {
  let zigzag = 0n;
  for (let i = 0; i < MOST_BYTES; i++) {
    const byte = tap.buf[start + i] ?? 0;
    zigzag |= BigInt(byte & 0x7f) << BigInt(7 * i);
    if (byte < 0x80) {
      const value = Number((zigzag >> 1n) ^ -(zigzag & 1n));
      if (!isLong(value)) throw new Error(`long ${value} is beyond the safe integers`);
      return value;
    }
  }
  throw new Error(`long of more than ${MOST_BYTES} bytes`);
}
