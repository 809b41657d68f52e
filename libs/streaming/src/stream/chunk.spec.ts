import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RecordList } from '../fetch/record-list.ts';
import { readRecordSet } from '../fetch/record-set.ts';
import { encodeRecordBatch } from '../produce/record-batch.ts';
import { nextChunk } from './chunk.ts';

/** A record at an offset, in a batch of its own: the log may have nothing in between. */
function record(offset: number, bytes = 1): Buffer {
  const by = { producerId: 1n, epoch: 0, sequence: 0, transactional: false };
  const batch = encodeRecordBatch([{ key: '', value: Buffer.alloc(bytes) }], by, 0);
  batch.writeBigInt64BE(BigInt(offset), 0);
  return batch;
}
const listOf = (batches: readonly Buffer[]): RecordList =>
  readRecordSet(Buffer.concat(batches), { topic: 't', partition: 0 }, []).records;
const offsets = fc.uniqueArray(fc.nat({ max: 200 })).map((list) => list.sort((a, b) => a - b));

describe('nextChunk', () => {
  it('1. chunks follow each other and lose, repeat and reorder nothing', () => {
    fc.assert(
      fc.property(
        offsets,
        fc.integer({ min: 1, max: 9 }),
        fc.integer({ min: 1, max: 300 }),
        fc.nat({ max: 200 }),
        (list, maxRecords, maxBytes, from) => {
          const records = listOf(list.map((offset) => record(offset)));
          const end = (list.at(-1) ?? 0) + 3;
          const got: number[] = [];
          let at = from;
          for (let chunk = nextChunk(records, at, end, { maxRecords, maxBytes }); chunk;) {
            got.push(...chunk.records.map(({ offset }) => offset));
            at = chunk.next;
            chunk = nextChunk(records, at, end, { maxRecords, maxBytes });
          }
          expect(got).toEqual(list.filter((offset) => offset >= from));
          if (got.length > 0) expect(at).toBe(end);
        },
      ),
    );
  });

  it('2. keeps its limits, except for a single record that is larger', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat({ max: 500 }), { minLength: 1 }),
        fc.integer({ min: 1, max: 5 }),
        (sizes, maxRecords) => {
          const chunk = nextChunk(listOf(sizes.map((size, i) => record(i, size))), 0, sizes.length, {
            maxRecords,
            maxBytes: 400,
          });
          const bytes = chunk?.records.reduce((sum, { value }) => sum + (value?.length ?? 0) + 6, 0) ?? 0;
          expect(chunk?.records.length).toBeLessThanOrEqual(maxRecords);
          expect(chunk?.records.length === 1 || bytes <= 400).toBe(true);
        },
      ),
    );
  });

  it('3. the last chunk reaches over what came after the last record', () => {
    expect(nextChunk(listOf([record(4), record(5)]), 0, 9, { maxRecords: 10, maxBytes: 1_000 })?.next).toBe(9);
    expect(nextChunk(listOf([record(4), record(5)]), 0, 9, { maxRecords: 1, maxBytes: 1_000 })?.next).toBe(5);
    expect(nextChunk(listOf([record(4)]), 5, 9, { maxRecords: 1, maxBytes: 1_000 })).toBeUndefined();
  });

  it('4. nothing at or after the end, which may lie amid the records', () => {
    const records = listOf([record(4), record(5), record(6)]);
    const chunk = nextChunk(records, 0, 6, { maxRecords: 10, maxBytes: 1_000 });
    expect([chunk?.records.map(({ offset }) => offset), chunk?.next]).toEqual([[4, 5], 6]);
    expect(nextChunk(records, 0, 4, { maxRecords: 10, maxBytes: 1_000 })).toBeUndefined();
  });
});
