import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assignPartitions, type Member } from './assign-partitions.ts';

const count = fc.integer({ min: 0, max: 40 });
const members = fc.uniqueArray(
  fc.record({ id: fc.string({ minLength: 1 }), owned: fc.uniqueArray(fc.integer({ min: 0, max: 45 })) }),
  { selector: ({ id }) => id, minLength: 1, maxLength: 9 },
);
const numbers = (n: number): number[] => Array.from({ length: n }, (_, i) => i);

describe('assignPartitions', () => {
  it('1. gives every partition to exactly one member', () => {
    fc.assert(
      fc.property(members, count, (group, n) => {
        const given = [...assignPartitions(group, numbers(n)).values()].flat();
        expect(given.sort((a, b) => a - b)).toEqual(numbers(n));
      }),
    );
  });

  it('2. is balanced: counts differ by at most one', () => {
    fc.assert(
      fc.property(members, count, (group, n) => {
        const counts = [...assignPartitions(group, numbers(n)).values()].map(({ length }) => length);
        expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('3. does not depend on the order of members or partitions', () => {
    fc.assert(
      fc.property(members, count, (group, n) => {
        const there = assignPartitions(group, numbers(n));
        const back = assignPartitions([...group].reverse(), numbers(n).reverse());
        expect(Object.fromEntries(back)).toEqual(Object.fromEntries(there));
      }),
    );
  });

  it('4. settles: asked again with what everybody got, nothing moves', () => {
    fc.assert(
      fc.property(members, count, (group, n) => {
        const first = assignPartitions(group, numbers(n));
        const settled: Member[] = [...first].map(([id, owned]) => ({ id, owned }));
        expect(assignPartitions(settled, numbers(n))).toEqual(first);
      }),
    );
  });

  it('5. a newcomer takes its share only: the others keep theirs', () => {
    const before = [
      { id: 'a', owned: [0, 1, 2] },
      { id: 'b', owned: [3, 4, 5] },
    ];
    const after = assignPartitions([...before, { id: '0-new', owned: [] }], numbers(6));
    for (const { id, owned } of before) {
      expect(after.get(id)).toHaveLength(2);
      expect(owned).toEqual(expect.arrayContaining(after.get(id) ?? []));
    }
  });
});
