import type { InRecord } from '../types.ts';
import type { ByteReader } from './byte-reader.ts';
import { FetchedRecord, offsetDeltaAt, type BatchPlace } from './in-record.ts';

/** The records of a batch as they lie in its bytes. */
export interface PackedRecords extends BatchPlace {
  /** No record has a higher offset; compaction may have removed the one that had this. */
  readonly lastOffset: number;
  /** How many there are; one at least. */
  readonly count: number;
  /** A reader at the first of them. */
  reader(): ByteReader;
}

/**
 * Fetched records in order of their offsets. They are made when somebody walks over them, a chunk at a time: those of a whole response,
 * made at once, would wait for their turn longer than the collector believes objects to live, and each would be moved about twice.
 */
export class RecordList {
  readonly #batches: readonly PackedRecords[];

  constructor(batches: readonly PackedRecords[]) {
    this.#batches = batches;
  }

  get isEmpty(): boolean {
    return this.#batches.length === 0;
  }

  /** Gives `take` the records from an offset on, until it says false. */
  walk(from: number, take: (record: FetchedRecord) => boolean): void {
    for (const batch of this.#batches) {
      if (batch.lastOffset < from) continue;
      const reader = batch.reader();
      for (let left = batch.count; left > 0; left -= 1) {
        if (batch.baseOffset < from && batch.baseOffset + offsetDeltaAt(reader) < from) reader.skipSized();
        else if (!take(new FetchedRecord(reader, batch))) return;
      }
    }
  }

  /** All records from an offset on. */
  from(offset: number): InRecord[] {
    const records: InRecord[] = [];
    this.walk(offset, (record) => records.push(record) > 0);
    return records;
  }

  /** Offset of the first record from an offset on. */
  firstFrom(offset: number): number | undefined {
    let first: number | undefined;
    this.walk(offset, (record) => {
      first = record.offset;
      return false;
    });
    return first;
  }
}
