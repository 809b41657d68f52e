import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { murmur2, partitionFor } from './partition-for.ts';

describe('partitionFor', () => {
  // The cases of org.apache.kafka.common.utils.UtilsTest.testMurmur2.
  it.each([
    ['21', -973932308],
    ['foobar', -790332482],
    ['a-little-bit-long-string', -985981536],
    ['a-little-bit-longer-string', -1486304829],
    ['lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8', -58897971],
  ])('1. murmur2(%s) is what Java says', (key, hash) => {
    expect(murmur2(Buffer.from(key))).toBe(hash);
    expect(partitionFor(key, 6)).toBe((hash & 0x7fffffff) % 6);
  });

  it('2. three bytes, as in the Java test', () => {
    expect(murmur2(Buffer.from('abc'))).toBe(479470107);
  });

  it('3. every key has a partition, the same for its string and its bytes', () => {
    fc.assert(
      fc.property(fc.string(), fc.integer({ min: 1, max: 1_000 }), (key, partitions) => {
        const partition = partitionFor(key, partitions);
        expect(partition).toBe(partitionFor(Buffer.from(key), partitions));
        expect(partition).toBeGreaterThanOrEqual(0);
        expect(partition).toBeLessThan(partitions);
      }),
    );
  });

  it('4. a topic has at least one partition', () => {
    expect(() => partitionFor('k', 0)).toThrow('partitions: 0: must be an integer of at least 1');
  });
});
