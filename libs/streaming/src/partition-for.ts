import { writeUtf8 } from '@millrace/platform';

/**
 * Partition of a key as the Java client's default partitioner chooses it (`Utils.murmur2`, then positive, then modulo), so
 * that any client in any language agrees where a key lives.
 */
export function partitionFor(key: string | Buffer, partitions: number): number {
  if (!Number.isInteger(partitions) || partitions < 1) {
    throw new RangeError(`partitions: ${partitions}: must be an integer of at least 1`);
  }
  return ((typeof key === 'string' ? hashOf(key) : murmur2(key)) & 0x7fffffff) % partitions;
}

/** Keys are put here one at a time: every record of every topic passes. */
const scratch = Buffer.allocUnsafe(512);

function hashOf(key: string): number {
  // A UTF-16 unit takes at most three bytes in UTF-8.
  return key.length * 3 > scratch.length ? murmur2(Buffer.from(key)) : murmur2(scratch, writeUtf8(scratch, 0, key));
}

const SEED = 0x9747b28c;
const M = 0x5bd1e995;
const R = 24;

/** 32-bit murmur2 hash of the first `length` bytes as in org.apache.kafka.common.utils.Utils, as a signed integer. */
export function murmur2(data: Uint8Array, length: number = data.length): number {
  const whole = length & ~3;
  let hash = SEED ^ length;
  for (let at = 0; at < whole; at += 4) {
    // Every index is in bounds by the loop's own condition.
    let k = Math.imul(data[at]! | (data[at + 1]! << 8) | (data[at + 2]! << 16) | (data[at + 3]! << 24), M);
    k = Math.imul(k ^ (k >>> R), M);
    hash = Math.imul(hash, M) ^ k;
  }
  const rest = length - whole;
  if (rest >= 3) hash ^= (data[whole + 2] ?? 0) << 16;
  if (rest >= 2) hash ^= (data[whole + 1] ?? 0) << 8;
  if (rest >= 1) hash = Math.imul(hash ^ (data[whole] ?? 0), M);
  hash = Math.imul(hash ^ (hash >>> 13), M);
  return hash ^ (hash >>> 15);
}
