import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { InRecord } from '../types.ts';
import { nextChunk } from './chunk.ts';

const record = (offset: number, bytes = 1): InRecord => ({
  ...{ topic: 't', partition: 0, offset, timestamp: 0, key: null, value: Buffer.alloc(bytes), headers: {} },
});
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
          const records = list.map((offset) => record(offset));
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
          const chunk = nextChunk(
            sizes.map((size, i) => record(i, size)),
            0,
            sizes.length,
            { maxRecords, maxBytes: 400 },
          );
          const bytes = chunk?.records.reduce((sum, { value }) => sum + (value?.length ?? 0) + 32, 0) ?? 0;
          expect(chunk?.records.length).toBeLessThanOrEqual(maxRecords);
          expect(chunk?.records.length === 1 || bytes <= 400).toBe(true);
        },
      ),
    );
  });

  it('3. the last chunk reaches over what came after the last record', () => {
    expect(nextChunk([record(4), record(5)], 0, 9, { maxRecords: 10, maxBytes: 1_000 })?.next).toBe(9);
    expect(nextChunk([record(4), record(5)], 0, 9, { maxRecords: 1, maxBytes: 1_000 })?.next).toBe(5);
    expect(nextChunk([record(4)], 5, 9, { maxRecords: 1, maxBytes: 1_000 })).toBeUndefined();
  });
});
