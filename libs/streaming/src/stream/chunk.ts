import type { RecordList } from '../fetch/record-list.ts';
import type { InRecord } from '../types.ts';

/** What one transaction or block takes of a partition: records, their bytes, and the offset after them. */
export interface Chunk {
  readonly records: readonly InRecord[];
  readonly next: number;
  readonly bytes: number;
}

export interface ChunkLimits {
  readonly maxRecords: number;
  readonly maxBytes: number;
}

/**
 * The next chunk of fetched records from offset `from` on and before `end`, or undefined when none is left. Nothing that belongs to
 * it lies between its last record and `end`: the last chunk reaches up to there, over transaction markers. A record larger than
 * `maxBytes` is a chunk of its own.
 */
export function nextChunk(records: RecordList, from: number, end: number, limits: ChunkLimits): Chunk | undefined {
  const taken: InRecord[] = [];
  let bytes = 0;
  let isLast = true;
  records.walk(from, (record) => {
    if (record.offset >= end) return false;
    isLast = taken.length === 0 || (taken.length < limits.maxRecords && bytes + record.bytes <= limits.maxBytes);
    if (!isLast) return false;
    taken.push(record);
    bytes += record.bytes;
    return true;
  });
  const last = taken.at(-1);
  if (last === undefined) return undefined;
  return { records: taken, next: isLast ? end : last.offset + 1, bytes };
}
