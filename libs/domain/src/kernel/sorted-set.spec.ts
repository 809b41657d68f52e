import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SortedSet } from './sorted-set.ts';

const ascending = (a: number, b: number): number => a - b;

describe('a sorted set', () => {
  it('holds what was added and not taken away, in order, from any place', () => {
    const change = fc.tuple(fc.boolean(), fc.integer({ min: 0, max: 60 }));
    fc.assert(
      fc.property(fc.array(change, { maxLength: 200 }), fc.integer({ min: 0, max: 61 }), (changes, start) => {
        const set = new SortedSet(ascending);
        const expected = new Set<number>();
        for (const [isThere, item] of changes) {
          if (isThere) set.add(item);
          else set.delete(item);
          if (isThere) expected.add(item);
          else expected.delete(item);
        }
        const sorted = [...expected].sort(ascending).filter((item) => item >= start);
        expect([...set.from(start)]).toEqual(sorted);
        expect(set.size).toBe(expected.size);
      }),
    );
  });

  it('does so over many chunks', () => {
    const set = new SortedSet(ascending);
    const items = Array.from({ length: 5_000 }, (_, i) => (i * 7_919) % 5_000);
    for (const item of items) set.add(item);
    expect([...set.from(0)]).toEqual([...items].sort(ascending));
    for (const item of items) if (item % 3 !== 0) set.delete(item);
    expect([...set.from(2_000)]).toEqual([...items].filter((i) => i % 3 === 0 && i >= 2_000).sort(ascending));
    for (const item of items) set.delete(item);
    expect([set.size, [...set.from(0)]]).toEqual([0, []]);
  });
});
