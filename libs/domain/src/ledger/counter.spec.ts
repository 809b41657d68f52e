import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { followCounter, GAPS_KEPT, missingNumbers, REPEAT_WINDOW, type CounterState } from './counter.ts';
import { between, rangesText, unite } from './ranges.ts';

const follow = (numbers: readonly number[], from?: CounterState): CounterState | undefined =>
  numbers.reduce<CounterState | undefined>((state, number, at) => followCounter(state, number, at), from);

describe('the numbers of a source', () => {
  it('1. have exactly the gaps that are missing, in whatever order the others come', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 2, max: 40 }), { maxLength: 39 }), (numbers) => {
        // The first number that comes starts the count, so the lowest comes first.
        const state = follow([1, ...numbers]);
        const highest = Math.max(1, ...numbers);
        const missing = Array.from({ length: highest }, (_, i) => i + 1).filter((n) => n > 1 && !numbers.includes(n));
        expect(missingNumbers(state as CounterState)).toBe(missing.length);
        expect(unite(state?.gaps ?? [])).toEqual(unite(missing.map((n) => [n, n] as const)));
        expect(state?.repeats).toBe(0);
        expect(state?.since === null).toBe(missing.length === 0);
      }),
    );
  });

  it('2. that come twice are repeats and change nothing else', () => {
    const state = follow([5, 6, 9, 6, 9, 5]);
    expect(state).toMatchObject({ next: 10, gaps: [[7, 8]], repeats: 3, resets: 0 });
  });

  it('3. begin anew with 0, or with a number from long ago, and forget what was missing', () => {
    expect(follow([5, 9, 0, 1])).toMatchObject({ next: 2, gaps: [], since: null, resets: 1 });
    const far = follow([10, REPEAT_WINDOW + 20, 12]);
    expect(far).toMatchObject({ next: REPEAT_WINDOW + 21, gaps: [[11, 11], [13, REPEAT_WINDOW + 19]] }); // prettier-ignore
    expect(follow([3], follow([2_000, 2_001]))).toMatchObject({ next: 4, gaps: [], resets: 1 });
  });

  it('4. are all counted as missing even when there are too many gaps to remember', () => {
    const state = follow(Array.from({ length: GAPS_KEPT + 10 }, (_, i) => i * 3)) as CounterState;
    expect(state.gaps).toHaveLength(GAPS_KEPT);
    expect(missingNumbers(state)).toBe((GAPS_KEPT + 9) * 2);
  });

  it('5. tell since when they are missing', () => {
    expect(follow([1, 3, 9])?.since).toBe(1);
    expect(follow([1, 3, 9, 2])?.since).toBe(1);
    expect(follow([1, 3, 2, 9])?.since).toBe(3);
  });
});

describe('ranges', () => {
  it('1. together hold the same numbers, and between them lie the missing ones', () => {
    const range = fc.tuple(fc.nat(50), fc.nat(6)).map(([first, length]) => [first, first + length] as const);
    fc.assert(
      fc.property(fc.array(range, { minLength: 1, maxLength: 12 }), (ranges) => {
        const held = new Set(ranges.flatMap(([first, last]) => Array.from({ length: last - first + 1 }, (_, i) => first + i))); // prettier-ignore
        const inside = (parts: readonly (readonly [number, number])[]) =>
          parts.flatMap(([first, last]) => Array.from({ length: last - first + 1 }, (_, i) => first + i));
        const [low, high] = [Math.min(...held), Math.max(...held)];
        expect(inside(unite(ranges))).toEqual([...held].sort((a, b) => a - b));
        expect(inside(between(ranges))).toEqual(
          Array.from({ length: high - low + 1 }, (_, i) => low + i).filter((n) => !held.has(n)),
        );
      }),
    );
  });

  it('2. read as a sentence', () => {
    expect(rangesText([[41, 43], [57, 57]])).toBe('41 to 43, 57'); // prettier-ignore
    expect(rangesText(Array.from({ length: 7 }, (_, i) => [i * 2, i * 2] as const))).toBe(
      '0, 2, 4, 6, 8 and 2 more ranges',
    );
  });
});
