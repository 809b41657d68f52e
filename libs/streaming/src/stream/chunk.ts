import { sizeOf } from '../fetch/in-record.ts';
import type { InRecord } from '../types.ts';

/** What one transaction or block takes: records, and the offset after them. */
export interface Chunk {
  readonly records: readonly InRecord[];
  readonly next: number;
}

export interface ChunkLimits {
  readonly maxRecords: number;
  readonly maxBytes: number;
}

/**
 * The next chunk of fetched records from offset `from` on, or undefined when none is left. `end` is the offset after everything
 * fetched: the last chunk reaches up to it, over transaction markers. A record larger than `maxBytes` is a chunk of its own.
 */
export function nextChunk(
  records: readonly InRecord[],
  from: number,
  end: number,
  limits: ChunkLimits,
): Chunk | undefined {
  const start = firstAtOrAfter(records, from);
  let bytes = 0;
  let stop = start;
  for (let record = records[stop]; record !== undefined; record = records[stop]) {
    bytes += sizeOf(record);
    if (stop > start && (stop - start >= limits.maxRecords || bytes > limits.maxBytes)) break;
    stop += 1;
  }
  const last = records[stop - 1];
  if (stop === start || last === undefined) return undefined;
  return { records: records.slice(start, stop), next: stop === records.length ? end : last.offset + 1 };
}

function firstAtOrAfter(records: readonly InRecord[], offset: number): number {
  let low = 0;
  let high = records.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((records[middle]?.offset ?? 0) < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}
