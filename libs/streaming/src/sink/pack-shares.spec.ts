import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAX_PARTITIONS, packShares } from './pack-shares.ts';

const LIMITS = { maxRecords: 100, maxBytes: 1_000 };
const share = (topic: string, partition: number, records: number, bytes: number) => ({
  batch: { topic, partition },
  chunk: { records: { length: records }, bytes },
});

const shares = fc
  .uniqueArray(fc.record({ topic: fc.constantFrom('a', 'b'), partition: fc.nat(199) }), {
    maxLength: 150,
    selector: ({ topic, partition }) => `${topic}:${partition}`,
  })
  .chain((places) =>
    fc.tuple(
      ...places.map(({ topic, partition }) =>
        fc
          .tuple(fc.integer({ min: 1, max: 100 }), fc.integer({ min: 1, max: 1_200 }))
          .map(([records, bytes]) => share(topic, partition, records, bytes)),
      ),
    ),
  );

describe('shares of blocks', () => {
  it('1. are each in one block, whatever was there at the same time', () => {
    fc.assert(
      fc.property(shares, (all) => {
        const packed = packShares(all, LIMITS).flat();
        expect(packed).toHaveLength(all.length);
        expect(new Set(packed)).toEqual(new Set(all));
      }),
    );
  });

  it('2. make blocks of one topic, in the order of partitions, within the limits unless it is one share', () => {
    fc.assert(
      fc.property(shares, (all) => {
        for (const pack of packShares(all, LIMITS)) {
          const partitions = pack.map(({ batch }) => batch.partition);
          expect(partitions).toEqual(partitions.toSorted((a, b) => a - b));
          expect(new Set(pack.map(({ batch }) => batch.topic)).size).toBe(1);
          expect(pack.length).toBeLessThanOrEqual(MAX_PARTITIONS);
          if (pack.length === 1) continue;
          const sum = (of: (one: (typeof pack)[number]) => number) => pack.reduce((total, one) => total + of(one), 0);
          expect(sum(({ chunk }) => chunk.records.length)).toBeLessThanOrEqual(LIMITS.maxRecords);
          expect(sum(({ chunk }) => chunk.bytes)).toBeLessThanOrEqual(LIMITS.maxBytes);
        }
      }),
    );
  });

  it('3. with little in them make one block', () => {
    const few = [share('t', 2, 10, 10), share('t', 0, 10, 10), share('t', 1, 10, 10)];
    expect(packShares(few, LIMITS).map((pack) => pack.map(({ batch }) => batch.partition))).toEqual([[0, 1, 2]]);
  });
});
